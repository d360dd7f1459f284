package session

import (
	"fmt"
	"slices"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Judge: mismatchReload, Rule: finding.Rule{
		ID:       "session/mismatch-reload",
		Severity: finding.Error,
		Title:    "A page whose data are another user's corrects itself, and once",
		Failed:   "A page whose data are another user's is left as it is, or reloads for ever",
		Why:      "A shell from the cache names one user and the data from the server are another's: the visitor reads one name over the orders of somebody else. Where the page notices and reloads, but is given the same shell again, it reloads until the tab is closed.",
		Detected: "After the login of a user expired, or another one logged in, the start page and the private pages are loaded twice. The rule fails where the document is still one that was fetched for the former user (by its stamp) and what the page fetches from the server is not, and where a page loads itself so often that it never comes to rest.",
		Fix:      "Let every answer tell the id of the user, compare it with the one in the shell, and where they differ delete the stored shell first and reload then, once. A flag in sessionStorage keeps a second reload away.",
		Before:   `if (answer.user !== shell.user) location.reload();`,
		After: `if (answer.user === shell.user) {
  sessionStorage.removeItem('reloaded');
} else if (!sessionStorage.getItem('reloaded')) {
  sessionStorage.setItem('reloaded', 'once');
  await caches.delete('shell');
  location.reload();
}`,
		References: []string{
			"https://web.dev/articles/offline-cookbook",
			"https://developer.mozilla.org/en-US/docs/Web/API/Location/reload",
		},
		Needs: []string{"users"},
	}})
}

// loopLength is how many documents in one visit that does not come to rest make
// it a loop.
const loopLength = 6

// loop returns a visit in which a page reloads for ever once a user has come or
// gone. Where it does so for everybody the users have no part in it.
func loop(u *observation.Users) (observation.Visit, bool) {
	for _, s := range sessions(u) {
		for _, p := range s.Phases {
			for _, v := range slices.Concat(p.Login, p.Visits) {
				if p.Name != observation.PhaseAnonymous && !v.Settled && len(v.Navigations) >= loopLength {
					return v, true
				}
			}
		}
	}
	return observation.Visit{}, false
}

// A mismatch is a page of which the document is of the first user and what it
// fetches is not.
type mismatch struct {
	leak
	data observation.Exchange
}

// disagreement returns a page that is still so at its last load, or nil. Where
// the document is shown to everybody after the logout, that is the matter.
func disagreement(u *observation.Users) *mismatch {
	named := shownAfterLogout(u)
	for _, s := range sessions(u) {
		for _, p := range s.Phases {
			if p.Name != observation.PhaseExpired && p.Name != observation.PhaseSecond {
				continue
			}
			for _, url := range faces(s, p.Name) {
				v := last(p, url)
				if v == nil || slices.ContainsFunc(named, func(l leak) bool { return reading.SameURL(l.url, url) }) {
					continue
				}
				if m := mismatchIn(u, s, p, *v); m != nil {
					return m
				}
			}
		}
	}
	return nil
}

func mismatchIn(u *observation.Users, s *observation.UserSession, p observation.UserPhase, v observation.Visit) *mismatch {
	if _, ok := reading.Usable(&v); !ok || v.Error != "" {
		return nil
	}
	document, ok := reading.Document(v)
	if !ok {
		return nil
	}
	old := given(u, s, []observation.Request{document}, u.First)
	if len(old) == 0 {
		return nil
	}
	old[0].phase, old[0].aside = p.Name, s != &u.UserSession
	for _, q := range after(v, document) {
		e, known := s.Exchange(q.Exchange)
		if !known || q.Destination != "fetch" || q.ServedBy != observation.ByNetwork || e.User != p.User || !reading.SameOrigin(e.URL, v.Final) {
			continue
		}
		if tells(u, s, e) {
			return &mismatch{leak: old[0], data: e}
		}
	}
	return nil
}

// tells reports whether the answer depends on who is logged in: it is the
// user's own, or one that a user gets otherwise.
func tells(u *observation.Users, s *observation.UserSession, e observation.Exchange) bool {
	if e.User != "" {
		return personal(u, s, e) != ""
	}
	return slices.ContainsFunc(s.Exchanges, func(x observation.Exchange) bool {
		return x.User == u.First && reading.SameURL(x.URL, e.URL) && personal(u, s, x) != ""
	})
}

// after returns the requests that a visit made after the one.
func after(v observation.Visit, document observation.Request) []observation.Request {
	for i := range slices.Backward(v.Requests) {
		if v.Requests[i].Document && v.Requests[i].Exchange == document.Exchange {
			return v.Requests[i+1:]
		}
	}
	return nil
}

func mismatchReload(o *observation.Observations) finding.Verdict {
	if o.Users != nil {
		if v, looping := loop(o.Users); looping {
			return finding.Failing(
				fmt.Sprintf("%s loads itself again and again: %d times within %.1f s, and it did not come to rest.", reading.Path(v.URL), len(v.Navigations)-1, v.Duration/1000),
				reading.OfVisit(v, fmt.Sprintf("loaded %d documents, the last one %s", len(v.Navigations), reading.From(v))))
		}
	}
	u, v, ok := usersOf(o, observation.PhaseFirst)
	if !ok {
		return v
	}
	if !made(u.Expiry, observation.PhaseExpired) {
		return finding.CannotTell(reading.NotMade(o, experiment))
	}
	if m := disagreement(u); m != nil {
		whose := "nobody's"
		if m.data.User != "" {
			whose = m.data.User + "'s"
		}
		return finding.Failing(
			fmt.Sprintf("%s shows a document that was fetched by %s in exchange %d, %s, with data that are %s: %s. The page does not notice.",
				reading.Path(m.url), u.First, m.from.ID, m.when(u), whose, reading.Path(m.data.URL)),
			m.evidence(u),
			finding.Evidence{Kind: finding.OfExchange, URL: m.data.URL, Exchange: m.data.ID, Text: fmt.Sprintf("%s, answered %d from the network", whose, m.data.Status)})
	}
	if corrects(u) {
		return finding.Passed("a page that was another user's loaded itself once, and was right then")
	}
	return finding.Passed("no page was left with the document of one user and the data of another")
}

// corrects reports whether some page loaded itself once after the user changed.
func corrects(u *observation.Users) bool {
	for _, s := range sessions(u) {
		for _, p := range s.Phases {
			for _, v := range slices.Concat(p.Login, p.Visits) {
				if n := len(v.Navigations); p.Name != observation.PhaseAnonymous && v.Settled && n > 1 && reading.SameURL(v.Navigations[n-1], v.Navigations[n-2]) {
					return true
				}
			}
		}
	}
	return false
}
