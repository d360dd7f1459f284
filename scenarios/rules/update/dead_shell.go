package update

import (
	"fmt"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Judge: deadShell, Rule: finding.Rule{
		ID:       "update/dead-shell",
		Severity: finding.Error,
		Title:    "Stored pages find their assets after a deploy",
		Failed:   "After a deploy, stored pages ask for assets that are gone",
		Why:      "The visitor gets the HTML of yesterday, whose scripts and styles went with the deploy: a blank or bare page, or \"Loading chunk failed\". Reloading does not help as long as the stored page is answered first.",
		Detected: "After a deploy that removes the assets of the former build, the pages are loaded again, online, and once more when the browser's own cache has been emptied, as it is after some days. A document with the bytes of a former build comes from a cache or from the worker, and scripts, styles, pictures or fonts of it, which came before the deploy, fail or are answered with HTML.",
		Fix:      "Keep a page and the assets that it names together: store both at install and remove both with the same version. Where pages are stored as they are visited, ask the network first, or keep the assets of the former build for as long as its pages.",
		Before: `// pages are kept for ever, assets only as long as their version
event.respondWith(caches.match(event.request).then(stored => stored ?? fetch(event.request)))`,
		After: `if (event.request.mode === 'navigate') {
  event.respondWith(fetch(event.request).catch(() => caches.match(event.request)))
}`,
		References: []string{
			"https://web.dev/articles/service-worker-lifecycle",
			"https://developer.chrome.com/docs/workbox/handling-service-worker-updates",
			"https://vite.dev/guide/build.html#load-error-handling",
		},
		Needs: []string{"deploy"},
	}})
}

func deadShell(o *observation.Observations) finding.Verdict {
	rounds, v, ok := reading.Deployed(o)
	if !ok {
		return v
	}
	var pages reading.Pages
	for _, r := range rounds {
		for _, page := range r.Pages() {
			judgeShell(&pages, r, page)
		}
	}
	verdict := pages.Verdict("no page that is stored asks for assets that the deploy removed")
	return reading.UnlessUnrecognised(o, reading.Unless(o, verdict))
}

func judgeShell(pages *reading.Pages, r reading.Round, page reading.PageLoads) {
	for _, load := range page.Loads {
		dead := r.DeadAssets(load.Visit)
		if len(dead) == 0 || r.TookOver(load.Visit) {
			continue
		}
		document, _ := reading.Document(load.Visit)
		if won := r.OldCacheWins(page.Last()); len(won) > 0 {
			pages.Skip(page.URL, reading.Path(page.URL)+" is answered by the cache of a former version, see update/old-cache-wins")
			return
		}
		pages.Fail(page.URL, fmt.Sprintf("load %d of %s after the deploy of build %s shows the HTML of a former one (%s), which asks for %s: %s",
			load.Number, reading.Path(page.URL), r.Build, r.Whence(document), reading.Paths(dead), reading.Failure(dead[0])),
			append([]finding.Evidence{r.OfPart(load, document)}, reading.OfRequests(dead)...)...)
		return
	}
	if reason := page.Unusable(); reason != "" {
		pages.CannotTell(page.URL, reason)
		return
	}
	pages.Pass(page.URL, "")
}
