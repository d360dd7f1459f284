package session

import (
	"fmt"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Judge: looksLoggedOut, Rule: finding.Rule{
		ID:       "session/looks-logged-out",
		Severity: finding.Warning,
		Title:    "Who is logged in is shown so",
		Failed:   "A page shows a user who is logged in as nobody",
		Why:      "The visitor has logged in, and the page still offers to log in. They try again, and again the same page is shown; the way to what is theirs is missing.",
		Detected: "A user logs in, and the start page and the private pages are loaded twice, because one may be a load behind, and once past the worker. The rule fails where the last load with the worker shows a document that was fetched when nobody was logged in (by its stamp), and its words are those of the page for nobody and not of the user's.",
		Fix:      "Store pages without who is logged in, and let a script fill that in. Or take pages that differ by user from the network first, and the stored ones only where there is none.",
		Before: `event.respondWith(caches.match(event.request)
  .then(stored => stored || fetch(event.request)));`,
		After: `event.respondWith(fetch(event.request)
  .catch(() => caches.match(event.request)));`,
		References: []string{
			"https://web.dev/articles/offline-cookbook#network-falling-back-to-cache",
			"https://developer.chrome.com/docs/workbox/caching-strategies-overview#network_first_falling_back_to_cache",
		},
		Needs: []string{"users"},
	}})
}

func looksLoggedOut(o *observation.Observations) finding.Verdict {
	u, v, ok := usersOf(o, observation.PhaseFirst)
	if !ok {
		return v
	}
	var pages reading.Pages
	judgeLogin(u, observation.PhaseFirst, &pages)
	again := pages.Verdict("").Outcome != finding.Fail // one user who sees it is enough
	if again && made(&u.UserSession, observation.PhaseSecond) {
		judgeLogin(u, observation.PhaseSecond, &pages)
	}
	if pages.Empty() {
		return finding.DoesNotApply("no page shows who is logged in")
	}
	verdict := pages.Verdict("who is logged in is shown so")
	if verdict.Outcome == finding.Fail && len(storedLoginPages(u)) > 0 {
		return finding.DoesNotApply("the login page is stored in place of others, see session/login-page-stored")
	}
	return verdict
}

// judgeLogin judges the pages that differ for the user who is logged in.
func judgeLogin(u *observation.Users, name observation.PhaseName, pages *reading.Pages) {
	s := &u.UserSession
	p, _ := s.Phase(name)
	for _, url := range faces(s, name) {
		nobody, own := truth(s, observation.PhaseAnonymous, url), truth(s, name, url)
		if nobody == nil || own == nil || sameFace(*nobody, *own) {
			continue
		}
		v := last(p, url)
		if reason, ok := reading.Usable(v); !ok {
			pages.CannotTell(url, reason)
			continue
		}
		if from, ok := nobodys(s, *v); ok && closerTo(*nobody, *own, *v) {
			message := fmt.Sprintf("%s, fetched when nobody was logged in, in exchange %d, is shown %s, who is logged in, %s", reading.Path(url), from.ID, when(name, u), reading.From(*v))
			pages.Fail(url, message, reading.OfVisit(*v, "the document for who is not logged in, at the second load after the login"))
			continue
		}
		pages.Pass(url, "is shown as the site itself shows it")
	}
}

// nobodys returns the exchange of the document that a visit shows, where the
// worker gave one that nobody was logged in for.
func nobodys(s *observation.UserSession, v observation.Visit) (observation.Exchange, bool) {
	document, ok := reading.Document(v)
	if !ok || !byWorker(document.ServedBy) {
		return observation.Exchange{}, false
	}
	from, known := bytesOf(s, document.Exchange)
	return from, known && from.User == ""
}

// closerTo reports whether the words of a visit are those of the page for
// nobody, and not of the user's own.
func closerTo(nobody, own, v observation.Visit) bool {
	return share(v.Text, minus(own.Text, nobody.Text)) < 0.5 &&
		reading.Similarity(v.Text, nobody.Text) > reading.Similarity(v.Text, own.Text)
}
