package registration

import (
	"fmt"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Rule: finding.Rule{
		ID:       "registration/needs-second-visit",
		Severity: finding.Warning,
		Title:    "The start page opens offline after one visit",
		Failed:   "The start page opens offline only after a second visit",
		Why: "Visitors who come once and lose the network get nothing, although the site can do it. The page that registers the worker " +
			"is loaded before the worker is there, so what is stored while visiting never holds the first page.",
		Detected: "In a fresh profile the start page is loaded once, the worker is waited for, the wire is cut, and the page is loaded again. " +
			"It fails there and opens in the session that has loaded more.",
		Fix: "Store the start page and what it needs when the worker installs. Where pages are stored as they are visited, " +
			"let the worker also store the page that registered it.",
		Before: `self.addEventListener('fetch', event => {
  event.respondWith(fetchAndStore(event.request).catch(() => caches.match(event.request)))
})`,
		After: `self.addEventListener('install', event => {
  event.waitUntil(caches.open('pages').then(cache => cache.addAll(['/', '/style.css', '/app.js'])))
})
self.addEventListener('fetch', event => {
  event.respondWith(fetchAndStore(event.request).catch(() => caches.match(event.request)))
})`,
		References: []string{
			"https://web.dev/articles/service-worker-lifecycle#clientsclaim",
			"https://web.dev/articles/offline-cookbook#on-install-as-dependency",
			"https://developer.mozilla.org/en-US/docs/Web/API/Clients/claim",
		},
		Needs: []string{"first-visit", "offline"},
	}, Judge: needsSecondVisit})
}

func needsSecondVisit(o *observation.Observations) finding.Verdict {
	if verdict, none := Inactive(o); none {
		return verdict
	}
	if verdict, none := reading.NoBenefit(o); none {
		return verdict
	}
	if reason, ok := seenAfterFirst(o); !ok {
		return finding.CannotTell(reason)
	}
	shows, _ := reading.ShowsAfterFirst(o)
	ready, why := reading.Ready(*o.FirstVisit.OfflineAfter, o.FirstVisit.Visit)
	if shows == finding.ShowsPage && ready {
		return finding.Passed("the start page opens offline after one visit")
	}
	later, reason := opensLater(o)
	switch {
	case reason != "":
		return finding.CannotTell(reason)
	case later.shows == finding.ShowsFallback:
		return finding.DoesNotApply("the start page shows the fallback page offline after more visits too")
	case later.shows != finding.ShowsPage:
		return finding.DoesNotApply("the start page does not open offline after more visits either, see offline/visited-page")
	case !later.ready && shows == finding.ShowsPage:
		return finding.DoesNotApply("the start page is not complete after more visits either, see offline/page-complete")
	}
	if shows == finding.ShowsPage {
		why = "it opens incomplete: " + why
	} else {
		why = "it shows " + inWords(shows, *o.FirstVisit.OfflineAfter)
	}
	if url, open := unanswered(*o.FirstVisit.OfflineAfter); open {
		return finding.CannotTell(fmt.Sprintf("after one visit the start page was looked at offline while it still waited for %s", reading.Path(url)))
	}
	if url, early := cutTooEarly(o); early {
		return finding.CannotTell(fmt.Sprintf("after one visit the start page does not open offline, but the wire was cut before the worker had asked for %s", url))
	}
	after := o.FirstVisit.OfflineAfter
	return finding.Failing(fmt.Sprintf("after one visit %s does not open offline, and after further visits it does. After one visit %s.", after.URL, why),
		finding.Evidence{Kind: finding.OfVisit, URL: after.URL, Text: "offline after one visit: " + why, Exchange: after.Exchange})
}

// seenAfterFirst reports whether both loads of the first visit can be judged:
// they came to rest, and the worker was active when the wire was cut. One that
// registers late had no chance yet.
func seenAfterFirst(o *observation.Observations) (reason string, ok bool) {
	if o.FirstVisit == nil {
		return "the first visit was not made", false
	}
	for _, v := range []*observation.Visit{&o.FirstVisit.Visit, o.FirstVisit.OfflineAfter} {
		if reason, ok := reading.Usable(v); !ok {
			return reason, false
		}
	}
	if o.FirstVisit.Visit.Error != "" {
		return "the first visit failed: " + o.FirstVisit.Visit.Error, false
	}
	for _, r := range o.FirstVisit.Registrations {
		if v, active := r.Active(); active && v.State == observation.Activated {
			return "", true
		}
	}
	return "the worker was not yet active when the first visit ended", false
}

// cutTooEarly reports whether the worker was still filling its caches when the
// first visit ended: in another session it asked by itself, before any second
// load, for something that it had not yet asked for in this one. Some workers
// do that long after they are active.
func cutTooEarly(o *observation.Observations) (url string, early bool) {
	done := map[string]bool{}
	for _, u := range fillings(o.FirstVisit.SessionLog, o.FirstVisit.OfflineAfter) {
		done[u] = true
	}
	later := []string{}
	if r := o.ReturnVisit; r != nil && r.Second != nil {
		later = append(later, fillings(r.SessionLog, r.Second)...)
	}
	if off := o.Offline; off != nil && len(off.Pages) > 0 {
		later = append(later, fillings(off.SessionLog, &off.Pages[0].Online)...)
	}
	for _, u := range later {
		if !done[u] {
			return u, true
		}
	}
	return "", false
}

// fillings returns the URLs, without queries, that workers asked for by
// themselves before the visit.
func fillings(log observation.SessionLog, until *observation.Visit) []string {
	var urls []string
	for _, r := range log.Registrations {
		for _, v := range r.Versions {
			for _, e := range (session{SessionLog: log}).ownRequests(v.ScriptURL) {
				if e.Started.Before(until.Started) && e.Outcome == observation.Answered {
					urls = append(urls, reading.WithoutQuery(e.URL))
				}
			}
		}
	}
	return urls
}

type opened struct {
	shows finding.Shows
	ready bool
}

// opensLater tells how the start page opens offline in the session that had
// loaded it more often.
func opensLater(o *observation.Observations) (opened, string) {
	if o.Offline == nil || len(o.Offline.Pages) == 0 {
		return opened{}, "the start page was not visited offline after further visits"
	}
	page := o.Offline.Pages[0]
	if reason, ok := reading.Usable(page.Offline); !ok {
		return opened{}, reason
	}
	ready, _ := reading.Ready(*page.Offline, page.Online)
	return opened{reading.Shows(o, page, *page.Offline), ready}, ""
}

func inWords(shows finding.Shows, v observation.Visit) string {
	switch shows {
	case finding.ShowsError:
		return "the browser's error page (" + v.Error + ")"
	case finding.ShowsBlank:
		return "a blank page"
	case finding.ShowsFallback:
		return "the fallback page"
	case finding.ShowsShell:
		return "the shell without the page's content"
	}
	return "something else"
}
