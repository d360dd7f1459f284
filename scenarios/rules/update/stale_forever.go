package update

import (
	"fmt"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Judge: staleForever, Rule: finding.Rule{
		ID:       "update/stale-forever",
		Severity: finding.Error,
		Title:    "What is stored is replaced after a deploy",
		Failed:   "Visitors keep the old content for ever, although the worker was updated",
		Why:      "The deploy went well and the new worker runs, and visitors who have been here before still see the old site, at every load, until they clear their browser's data. New visitors and the team see the new one, so nobody believes them.",
		Detected: "After a deploy with a new worker script the pages are loaded, all tabs are closed, and the pages are loaded again. The new version is active and has been asked for the page before, and still its bytes were fetched before the deploy and are not those that the server gives now.",
		Fix:      "Fill the cache of a new version past the browser's own cache (`cache: 'reload'`), give it a name of its own and remove the former one when the version is activated. Copies that are stored as they are used need the network now and then: network first, or stale-while-revalidate.",
		Before: `event.waitUntil(caches.open('site').then(cache => cache.addAll(URLS)))
// max-age lets the browser fill it with yesterday's bytes`,
		After: `const fresh = URLS.map(url => new Request(url, { cache: 'reload' }));
event.waitUntil(caches.open('site-v2').then(cache => cache.addAll(fresh)))`,
		References: []string{
			"https://jakearchibald.com/2016/caching-best-practices/",
			"https://web.dev/articles/service-worker-lifecycle#updates",
			"https://developer.mozilla.org/en-US/docs/Web/API/Request/cache",
		},
		Needs: []string{"deploy"},
	}})
}

func staleForever(o *observation.Observations) finding.Verdict {
	rounds, v, ok := reading.Deployed(o)
	if !ok {
		return v
	}
	r := rounds[0]
	var pages reading.Pages
	for _, page := range r.Pages() {
		judgeForEver(&pages, r, page)
	}
	return reading.Unless(o, pages.Verdict("no page is shown from a former build any more when the new version of the worker is active"))
}

func judgeForEver(pages *reading.Pages, r reading.Round, page reading.PageLoads) {
	path := reading.Path(page.URL)
	last, forEver := r.StaleForEver(page)
	if len(last.Stale) == 0 {
		if reason := page.Unusable(); reason != "" {
			pages.CannotTell(page.URL, reason)
			return
		}
		if reason := last.WhyUntold(); reason != "" {
			pages.CannotTell(page.URL, reason)
			return
		}
		pages.Pass(page.URL, "")
		return
	}
	kept, old := r.Kept()
	switch {
	case len(r.OldCacheWins(last)) > 0:
		pages.Skip(page.URL, "the new bytes of "+path+" are stored and another cache answers, see update/old-cache-wins")
	case dead(r, page):
		pages.Skip(page.URL, path+" is stored without what it needs, see update/dead-shell")
	case old && kept.Outcome == finding.NotApplicable:
		pages.Skip(page.URL, kept.Message)
	case old:
		pages.CannotTell(page.URL, kept.Message)
	case !forEver:
		pages.CannotTell(page.URL, fmt.Sprintf("%s was of a former build when it was loaded last, and not asked for often enough to say that it stays so", path))
	default:
		part := last.Stale[0]
		pages.Fail(page.URL, fmt.Sprintf("%d loads of %s after the deploy of build %s, the last with its worker active and all tabs opened anew, and %s is still %s",
			len(page.Loads), path, r.Build, reading.Path(part.URL), r.Whence(part)), r.OfParts(last, last.Stale)...)
	}
}

func dead(r reading.Round, page reading.PageLoads) bool {
	for _, load := range page.Loads {
		if len(r.DeadAssets(load.Visit)) > 0 {
			return true
		}
	}
	return false
}
