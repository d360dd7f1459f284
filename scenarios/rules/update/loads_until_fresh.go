package update

import (
	"fmt"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Judge: loadsUntilFresh, Rule: finding.Rule{
		ID:       "update/loads-until-fresh",
		Severity: finding.Warning,
		Title:    "A deploy is seen within the budget of loads",
		Failed:   "It takes more loads than the budget allows until a deploy is seen",
		Why:      "A page that shows the last build once and the new one from the next load on is the price of opening at once. Each load more is a visitor who reports a fault that was mended, buys at yesterday's price, or reloads and does not believe you.",
		Detected: "After a deploy the pages are loaded several times, with the browser's update check, and the new version's install, awaited in between. The loads that show anything of the former build are counted until the first that shows nothing of it, and compared with the budget freshAfterLoads (1 unless configured). Bytes that are the same in both builds are never old.",
		Fix:      "Fetch what is new when the new version is installed, and not from the former version's cache. Let it take over at once (skipWaiting, or a prompt), and ask the network first for pages that must be fresh.",
		Before: `// install: takes everything over from the former version's cache
const copy = await caches.match(url);
await cache.put(url, copy ?? await fetch(url));`,
		After: `await cache.addAll(URLS.map(url => new Request(url, { cache: 'reload' })));
await skipWaiting();`,
		References: []string{
			"https://web.dev/articles/service-worker-lifecycle#updates",
			"https://web.dev/articles/offline-cookbook#stale-while-revalidate",
		},
		Needs: []string{"deploy"},
	}})
}

func loadsUntilFresh(o *observation.Observations) finding.Verdict {
	rounds, v, ok := reading.Deployed(o)
	if !ok {
		return v
	}
	r := rounds[0]
	var pages reading.Pages
	most := 0
	for _, page := range r.Pages() {
		most = max(most, judgeLoads(&pages, r, page, o.Budgets.FreshAfterLoads))
	}
	return reading.Unless(o, pages.Verdict(fmt.Sprintf("a deploy is seen after %s", loads(most))))
}

// judgeLoads returns how many loads of a page that passes showed a former build.
func judgeLoads(pages *reading.Pages, r reading.Round, page reading.PageLoads, budget int) int {
	path := reading.Path(page.URL)
	counted := countedLoads(r, page)
	old, fresh := reading.OldLoads(counted)
	kept, stuck := r.Kept()
	switch reason := page.Unusable(); {
	case reason != "":
		pages.CannotTell(page.URL, reason)
	case len(counted) == 0 && len(page.Last().Stale) > 0:
		pages.CannotTell(page.URL, "the new version waits, and "+path+" was not loaded after all tabs had been closed")
	case len(counted) == 0 && page.Untold() != "":
		pages.CannotTell(page.URL, page.Untold())
	case len(counted) == 0:
		pages.Pass(page.URL, "fresh although the new version waits")
	case old <= budget && fresh:
		pages.Pass(page.URL, "after "+loads(old))
		return old
	case untold(counted[:old]) != "":
		pages.CannotTell(page.URL, untold(counted[:old]))
	case !fresh && len(r.OldCacheWins(page.Last())) > 0:
		pages.Skip(page.URL, path+" does not get fresh, see update/old-cache-wins")
	case dead(r, page):
		pages.Skip(page.URL, path+" is stored without what it needs, see update/dead-shell")
	case !fresh && stuck && kept.Outcome == finding.NotApplicable:
		pages.Skip(page.URL, kept.Message)
	case !fresh && stuck:
		pages.CannotTell(page.URL, kept.Message)
	case !fresh && forEver(r, page):
		pages.Skip(page.URL, path+" does not get fresh, see update/stale-forever")
	case old <= budget:
		pages.CannotTell(page.URL, fmt.Sprintf("%s was loaded %s after the deploy, and showed the former build", path, times(old)))
	default:
		last := counted[old-1]
		part := last.Stale[0]
		pages.Fail(page.URL, fmt.Sprintf("%s shows the former build for %s after the deploy of build %s%s: %s was %s",
			path, loads(old), r.Build, unless(fresh, " and more"), reading.Path(part.URL), r.Whence(part)), r.OfParts(last, last.Stale)...)
	}
	return 0
}

// untold returns why loads are not known to show a former build, where there
// are any that show nothing that is known to be of one.
func untold(all []reading.LoadAfter) string {
	for _, load := range all {
		if len(load.Stale) == 0 {
			return load.WhyUntold()
		}
	}
	return ""
}

// countedLoads are those after the new version could have taken over: where it
// waits for all tabs to be closed, what comes after that, and otherwise none that
// began while it was on its way.
func countedLoads(r reading.Round, page reading.PageLoads) []reading.LoadAfter {
	var counted []reading.LoadAfter
	for _, load := range page.Loads {
		if r.Waiting && load.Reopened || !r.Waiting && !load.Early {
			counted = append(counted, load)
		}
	}
	return counted
}

func forEver(r reading.Round, page reading.PageLoads) bool {
	_, is := r.StaleForEver(page)
	return is
}

func unless(holds bool, text string) string {
	if holds {
		return ""
	}
	return text
}

func loads(n int) string {
	if n == 1 {
		return "1 load"
	}
	return fmt.Sprintf("%d loads", n)
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}
