package offline

import (
	"fmt"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Judge: lieFi, Rule: finding.Rule{
		ID:       "offline/lie-fi",
		Severity: finding.Error,
		Title:    "A stored page is shown when the network does not answer",
		Failed:   "A stored page waits for a network that does not answer",
		Why:      "In a lift, at the edge of a cell, on the wireless network of a full train the phone is connected and nothing answers. A request then fails after minutes, or never, so a worker that waits for the failure shows a blank page for as long, although it has the page in store. Without any network it would open at once.",
		Detected: "A page that opens offline is visited again, with the worker stopped and the HTTP cache empty, over a wire that accepts every request and answers none. Beyond the time that the page takes by itself, its first text or picture is painted never, or, which is a warning, somewhat later than the budget allows (firstContent, 3 s unless it is set). Half a second more is tolerated, or as long as the page takes by itself where that is longer: a worker that gives the network just as long as the budget has to start, and timers are late, the more so on a busy machine.",
		Fix:      "Give the network a few seconds, then answer with the stored copy; keep the late answer for the next visit. In Workbox that is networkTimeoutSeconds. Where it fits, answer from the cache first.",
		Before: `const stored = await caches.match(request);
return fetch(request).catch(() => stored);`,
		After: `const stored = await caches.match(request);
if (!stored) return fetch(request);
const late = new Promise((_, reject) => setTimeout(reject, 2000, new Error('late')));
return Promise.race([fetch(request), late]).catch(() => stored);`,
		References: []string{
			"https://developer.chrome.com/docs/workbox/modules/workbox-strategies#using_plugins",
			"https://web.dev/articles/offline-cookbook#network-falling-back-to-cache",
			"https://jakearchibald.com/2014/offline-cookbook/",
		},
		Needs: []string{"offline", "faults"},
	}})
}

// tolerance is the least that a page may take beyond its budget, in milliseconds:
// for the worker's start, for timers, and for the answer's way to the screen.
// Without it a worker whose own limit equals the budget passes or fails by
// chance. Where the page takes longer by itself, as on a busy machine, it may
// take as long again.
const tolerance = 500

func lieFi(o *observation.Observations) finding.Verdict {
	session, fault, verdict, ok := reading.Fault(o, observation.FaultLieFi)
	if !ok {
		return verdict
	}
	page := reading.Path(session.Page.URL)
	if reason, ok := reading.Usable(session.Offline); !ok {
		return finding.CannotTell("offline, " + reason)
	}
	switch shows := reading.ShowsUnderFault(o, session, *session.Offline); shows {
	case finding.ShowsPage, finding.ShowsShell:
	default:
		return finding.DoesNotApply(fmt.Sprintf("%s does not open offline as itself, it shows %s", page, reading.Describe(shows, *session.Offline)))
	}
	if fault.Visited == nil {
		return finding.CannotTell(page + " was not visited on lie-fi")
	}
	return judgeLieFi(o, session, fault)
}

func judgeLieFi(o *observation.Observations, session observation.FaultSession, fault observation.Fault) finding.Verdict {
	w := wait{
		visit: *fault.Visited, page: reading.Path(session.Page.URL), unvisited: unvisitedOnLieFi(fault),
		budget: reading.Budgets(o).FirstContent, own: session.Offline.Painted,
	}
	switch {
	case w.visit.Error != "":
		return w.failing("shows the browser's error page (%s)", w.visit.Error)
	case w.visit.Painted == 0:
		return w.neverPainted(session)
	case w.inTime(w.visit.Painted):
		return finding.Passed(fmt.Sprintf("on a wire that never answers %s shows its first content after %s%s", w.page, seconds(w.visit.Painted), w.unvisited))
	case !asksNetwork(session, fault):
		return finding.Passed(fmt.Sprintf("%s asks nothing of the network; on this machine it showed its first content after %s", w.page, seconds(w.visit.Painted)))
	}
	late := w.failing("shows its first content after %s (the budget is %s)", seconds(w.visit.Painted), seconds(w.budget))
	late.Severity = finding.Warning // it does come
	return late
}

// A wait is what a visitor has of a page on lie-fi. Times are in milliseconds.
type wait struct {
	visit       observation.Visit
	page        string
	unvisited   string  // what is told of the page that was never visited
	budget, own float64 // own is what the page and the machine take without any network
}

func (w wait) inTime(after float64) bool { return after-w.own <= w.budget+max(tolerance, w.own) }

func (w wait) neverPainted(session observation.FaultSession) finding.Verdict {
	v := w.visit
	if missing := missingAnyway(session, awaited(v)); missing != "" {
		return finding.DoesNotApply(fmt.Sprintf("%s waits for %s, which is not stored, see install/incomplete-shell and offline/page-complete", w.page, missing))
	}
	switch {
	case v.Loaded && !reading.Blank(v) && v.LoadTime > 0 && w.inTime(v.LoadTime):
		// What a frame shows is not painted by the page.
		return finding.Passed(fmt.Sprintf("on a wire that never answers %s has loaded after %s; when it was painted is not known%s", w.page, seconds(v.LoadTime), w.unvisited))
	case v.Loaded && !reading.Blank(v):
		return finding.CannotTell("when " + w.page + " was painted on lie-fi is not known")
	case v.Settled:
		return w.failing("stays blank")
	case w.inTime(v.Duration):
		return finding.CannotTell(fmt.Sprintf("the visit to %s on lie-fi was ended after %s, before its budget was used up: it takes %s by itself", w.page, seconds(v.Duration), seconds(w.own)))
	}
	return w.failing("shows nothing for %s", seconds(v.Duration))
}

func (w wait) failing(format string, args ...any) finding.Verdict {
	said := fmt.Sprintf(format, args...)
	if blocking := awaited(w.visit); len(blocking) > 0 {
		said += ", waiting for " + blocking[0].URL
	}
	return finding.Failing(fmt.Sprintf("on a wire that never answers %s %s, although it opens offline%s", w.page, said, w.unvisited),
		reading.OfVisit(w.visit, said))
}

// awaited returns the scripts and style sheets that a page asked for and had no
// answer for in the end: each can keep all of it from being painted.
func awaited(v observation.Visit) []observation.Request {
	var all []observation.Request
	for _, r := range v.Requests {
		if r.Status == 0 && (r.Destination == "style" || r.Destination == "script") {
			all = append(all, r)
		}
	}
	return all
}

// missingAnyway returns what of it the site's own worker does not have offline
// either, where it fails at once and the page is painted without it. What other
// sites serve is not the worker's to store; but then the page must not wait for
// it.
func missingAnyway(s observation.FaultSession, blocking []observation.Request) string {
	for _, b := range blocking {
		for _, r := range s.Offline.Requests {
			if reading.SameURL(r.URL, b.URL) && r.Failed() && reading.SameOrigin(r.URL, s.Page.URL) {
				return reading.Path(b.URL)
			}
		}
	}
	return ""
}

// asksNetwork reports whether the wire held back anything that may have been
// for the page: else it is the machine that was slow. What the page that was
// visited beside it asked for is not, and neither is a check for a new worker.
func asksNetwork(s observation.FaultSession, f observation.Fault) bool {
	beside := map[string]bool{}
	if f.Unvisited != nil {
		beside[reading.WithoutFragment(f.Unvisited.URL)] = true
		for _, r := range f.Unvisited.Requests {
			beside[reading.WithoutFragment(r.URL)] = true
		}
	}
	for id := f.FirstExchange; id <= f.LastExchange; id++ {
		if e, ok := s.Exchange(id); ok && !e.IsWorkerScript() && !beside[e.URL] {
			return true
		}
	}
	return false
}

// unvisitedOnLieFi tells of the page that was never visited, which need not
// have anything to show.
func unvisitedOnLieFi(fault observation.Fault) string {
	v := fault.Unvisited
	switch {
	case v == nil || v.Error != "":
		return ""
	case v.Painted > 0:
		return fmt.Sprintf("; a page never visited shows something after %s", seconds(v.Painted))
	case !v.Settled:
		return fmt.Sprintf("; a page never visited shows nothing for %s at least", seconds(v.Duration))
	}
	return ""
}

func seconds(milliseconds float64) string { return fmt.Sprintf("%.1f s", milliseconds/1000) }
