package update

import (
	"fmt"
	"slices"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Judge: oldCacheWins, Rule: finding.Rule{
		ID:       "update/old-cache-wins",
		Severity: finding.Error,
		Title:    "The cache of the current version answers",
		Failed:   "The cache of a former version answers, although the new one holds newer bytes",
		Why:      "The new version has fetched everything and stored it, and visitors get the old bytes all the same, at every load: caches.match without a cache's name asks all caches in the order in which they were made, the oldest first.",
		Detected: "After a deploy, with the new version active, a cache answers with bytes of the former build, while another cache holds the same URL with bytes that were fetched after the deploy.",
		Fix:      "Name the cache that is to answer, and remove the caches of former versions when the new one is activated.",
		Before:   `const stored = await caches.match(request);`,
		After: `const stored = await caches.match(request, { cacheName: CACHE });
// and in activate
for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);`,
		References: []string{
			"https://w3c.github.io/ServiceWorker/#cache-storage-match",
			"https://developer.mozilla.org/en-US/docs/Web/API/CacheStorage/match",
		},
		Needs: []string{"deploy"},
	}})
}

func oldCacheWins(o *observation.Observations) finding.Verdict {
	rounds, v, ok := reading.Deployed(o)
	if !ok {
		return v
	}
	r := rounds[0]
	if kept, stuck := r.Kept(); stuck && !r.FreshWithoutScript() {
		return kept
	}
	var pages reading.Pages
	for _, page := range r.Pages() {
		judgeCaches(&pages, r, page)
	}
	return reading.Unless(o, pages.Verdict("no cache of a former version answers in place of a newer one"))
}

func judgeCaches(pages *reading.Pages, r reading.Round, page reading.PageLoads) {
	last := page.Last()
	won := r.OldCacheWins(last)
	if len(won) == 0 {
		if reason, usable := reading.Usable(&last.Visit); !usable {
			pages.CannotTell(page.URL, reason)
			return
		}
		if slices.ContainsFunc(last.Untold, r.StoredTwice) {
			pages.CannotTell(page.URL, last.WhyUntold())
			return
		}
		pages.Pass(page.URL, "")
		return
	}
	old := won[0]
	newer, cache, _ := r.FreshElsewhere(old)
	pages.Fail(page.URL, fmt.Sprintf("load %d of %s after the deploy of build %s has %s %s, although the cache %s holds the bytes of exchange %d",
		last.Number, reading.Path(page.URL), r.Build, reading.Path(old.URL), r.Whence(old), cache, newer.Exchange),
		append(r.OfParts(last, won), reading.OfEntry(cache, newer, "stored after the deploy, and not asked for"))...)
}
