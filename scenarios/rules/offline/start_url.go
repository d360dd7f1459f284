package offline

import (
	"fmt"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Judge: startURL, Rule: finding.Rule{
		ID:       "offline/start-url",
		Severity: finding.Error,
		Title:    "The installed app opens offline",
		Failed:   "The manifest's start_url does not open offline",
		Why:      "Who has put the site on their home screen and opens it without a network gets an error page instead of the app, although the same page opens in the browser.",
		Detected: "The start_url of the manifest, with its query, is opened with the wire cut and the workers stopped.",
		Fix:      "Store start_url exactly as the manifest has it, or look pages up without the query parameter that it adds.",
		Before: `// manifest: "start_url": "/?source=pwa"
await cache.addAll(['/']);
// …
const hit = await caches.match(event.request);`,
		After: `const url = new URL(event.request.url);
url.searchParams.delete('source');
const hit = await caches.match(url.href);`,
		References: []string{
			"https://www.w3.org/TR/appmanifest/#start_url-member",
			"https://developer.mozilla.org/en-US/docs/Web/Progressive_web_apps/Manifest/Reference/start_url",
		},
		Needs: []string{"offline"},
	}})
}

func startURL(o *observation.Observations) finding.Verdict {
	use, v, ok := reading.OfflineUse(o)
	if !ok {
		return v
	}
	visit := use.StartURL
	if visit == nil {
		return withoutStartURL(o)
	}
	if !reading.Covered(o, visit.URL) {
		return finding.DoesNotApply(reading.Path(visit.URL) + " is outside the scope of the worker, see registration/scope")
	}
	if reason, ok := reading.Usable(visit); !ok {
		return finding.CannotTell(reason)
	}
	if same := pageAt(o, visit.URL); same != nil {
		return asVisited(o, *same)
	}
	if plain := plainPage(o, visit.URL); plain != nil && !opensOrFallsBack(o, *plain) {
		return finding.DoesNotApply(fmt.Sprintf("%s, the page of the manifest's start_url, does not open either, see offline/visited-page", reading.Path(plain.URL)))
	}
	shows := showsStart(o, *visit)
	if refusal, refused := reading.RefusedFor(o, visit.URL); refused && shows == finding.ShowsError {
		return finding.DoesNotApply(fmt.Sprintf("%s was refused by the browser (%s), which another rule tells", reading.Path(visit.URL), refusal.Reason))
	}
	switch shows {
	case finding.ShowsPage, finding.ShowsShell:
		return finding.Passed(reading.Path(visit.URL) + " opens offline, " + reading.From(*visit))
	case finding.ShowsFallback:
		if !plainOpens(o, visit.URL) {
			return finding.Passed(reading.Path(visit.URL) + " shows the fallback page offline, as the page without its query does")
		}
	case finding.ShowsOther:
		if !reading.Readable(*visit) || len(visit.Downloads) > 0 {
			return finding.DoesNotApply(reading.Path(visit.URL) + " is answered with no document, see offline/wrong-type")
		}
	}
	shown := "shows " + reading.Describe(shows, *visit)
	return finding.Failing(fmt.Sprintf("the manifest's start_url %s %s offline", reading.Path(visit.URL), shown), reading.OfVisit(*visit, shown))
}

// asVisited leaves a start_url that is one of the visited pages to the rule on
// those.
func asVisited(o *observation.Observations, page observation.PageUse) finding.Verdict {
	var one reading.Pages
	judgeVisitedPage(o, page, &one)
	v := one.Verdict("the manifest's start_url is a visited page that opens offline")
	if v.Outcome == finding.Fail {
		return finding.DoesNotApply("the manifest's start_url is the visited page " + reading.Path(page.URL) + ", which does not open, see offline/visited-page")
	}
	v.Pages, v.Evidence = nil, nil
	return v
}

// withoutStartURL tells why there is no visit: no manifest, or one that was
// not read.
func withoutStartURL(o *observation.Observations) finding.Verdict {
	for _, v := range reading.Visits(o) {
		if v.Manifest == "" {
			continue
		}
		for _, p := range o.Probes {
			if p.Purpose == observation.ProbeManifest && p.Status == 200 {
				return finding.DoesNotApply("the manifest names no start_url of this origin")
			}
		}
		return finding.CannotTell("the page links to the manifest " + v.Manifest + ", and its start_url was not opened")
	}
	return finding.DoesNotApply("the site has no manifest")
}

// showsStart tells what the start_url shows, by the visited page that differs
// from it in its query only, where there is one.
func showsStart(o *observation.Observations, v observation.Visit) finding.Shows {
	if page := plainPage(o, v.URL); page != nil {
		return reading.Shows(o, *page, v)
	}
	switch {
	case v.Error != "":
		return finding.ShowsError
	case !reading.Readable(v):
		return finding.ShowsOther
	case reading.Blank(v):
		return finding.ShowsBlank
	}
	return finding.ShowsPage
}

func plainPage(o *observation.Observations, address string) *observation.PageUse {
	for i, p := range o.Offline.Pages {
		if reading.WithoutQuery(p.URL) == reading.WithoutQuery(address) && p.Online.Error == "" {
			return &o.Offline.Pages[i]
		}
	}
	return nil
}

// opensOrFallsBack reports whether the page shows offline what
// offline/visited-page has nothing against, or was not seen.
func opensOrFallsBack(o *observation.Observations, page observation.PageUse) bool {
	var one reading.Pages
	judgeVisitedPage(o, page, &one)
	return one.Verdict("").Outcome != finding.Fail
}

// plainOpens reports whether the page without the start_url's query shows
// itself offline.
func plainOpens(o *observation.Observations, address string) bool {
	page := plainPage(o, address)
	if page == nil || page.Offline == nil {
		return false
	}
	shows := reading.Shows(o, *page, *page.Offline)
	return shows == finding.ShowsPage || shows == finding.ShowsShell
}
