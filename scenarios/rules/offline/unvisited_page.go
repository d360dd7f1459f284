package offline

import (
	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Judge: unvisitedPage, Rule: finding.Rule{
		ID:       "offline/unvisited-page",
		Severity: finding.Warning,
		Title:    "A page that was never visited shows something of the site's own offline",
		Failed:   "A page that was never visited shows the browser's error page offline",
		Why:      "A visitor who follows a link without a network leaves the site: instead of its frame and a word on what they can do, they see the browser's error page or nothing.",
		Detected: "With the wire cut and the workers stopped, a linked page that was never visited and a path that does not exist are opened.",
		Fix:      "Store a small offline page at install and answer failed navigations with it.",
		Before:   `event.respondWith(caches.match(event.request).then(hit => hit || fetch(event.request)));`,
		After: `event.respondWith((async () => {
  const hit = await caches.match(event.request);
  if (hit) return hit;
  try {
    return await fetch(event.request);
  } catch (error) {
    if (event.request.mode !== 'navigate') throw error;
    return caches.match('/offline.html'); // stored at install
  }
})());`,
		References: []string{
			"https://web.dev/articles/offline-fallback-page",
			"https://developer.chrome.com/docs/workbox/managing-fallback-responses",
		},
		Needs: []string{"offline"},
	}})
}

func unvisitedPage(o *observation.Observations) finding.Verdict {
	use, v, ok := reading.OfflineUse(o)
	if !ok {
		return v
	}
	if use.Unvisited == nil && use.Unknown == nil {
		return finding.CannotTell("no page was opened offline that had not been visited")
	}
	var pages reading.Pages
	for _, visit := range []*observation.Visit{use.Unvisited, use.Unknown} {
		if visit != nil {
			judgeUnvisited(o, *visit, &pages)
		}
	}
	return pages.Verdict("pages that were never visited show something of the site's own offline")
}

func judgeUnvisited(o *observation.Observations, v observation.Visit, pages *reading.Pages) {
	path := reading.Path(v.URL)
	if !reading.Covered(o, v.URL) {
		pages.Skip(v.URL, path+" is outside the scope of the worker")
		return
	}
	if reason, ok := reading.Usable(&v); !ok {
		pages.CannotTell(v.URL, reason)
		return
	}
	if refusal, refused := reading.RefusedFor(o, v.URL); refused && v.Error != "" {
		rule := "offline/bad-response"
		if refusal.Kind == reading.RefusedRedirected {
			rule = "install/redirected-entry"
		}
		pages.Skip(v.URL, path+" does not open for a reason of its own, see "+rule)
		return
	}
	switch {
	case len(v.Downloads) > 0 || v.Error == "" && !reading.Readable(v):
		pages.Skip(v.URL, path+" is answered with no document, see offline/wrong-type")
	case v.Error != "":
		pages.Fail(v.URL, path+" was never visited and shows "+reading.Describe(finding.ShowsError, v)+" offline", reading.OfVisit(v, "shows "+reading.Describe(finding.ShowsError, v)))
	case reading.BlankForWantOfCode(v):
		pages.Skip(v.URL, path+" is blank because its scripts or styles did not come, see offline/fallback-complete")
	case reading.Blank(v):
		pages.Fail(v.URL, path+" was never visited and shows "+reading.Describe(finding.ShowsBlank, v)+" offline", reading.OfVisit(v, "shows "+reading.Describe(finding.ShowsBlank, v)))
	default:
		pages.Pass(v.URL, "shows a page "+reading.From(v))
	}
}
