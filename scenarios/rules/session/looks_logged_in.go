package session

import (
	"fmt"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Judge: looksLoggedIn, Rule: finding.Rule{
		ID:       "session/looks-logged-in",
		Severity: finding.Error,
		Title:    "Nobody looks logged in who is not",
		Failed:   "A page shows somebody as logged in who is not",
		Why:      "The page greets by name, with menu and forms of somebody who is logged in. What the visitor writes then is refused, or lost. And who has logged out must believe that it did not work.",
		Detected: "After a login expired, and after a logout, the start page and the private pages are loaded twice online, because one may be a load behind, and once past the worker. The rule fails where the site itself says that nobody is logged in, and the last load with the worker shows what was fetched by the user (by its stamp), or all the words that the site showed to that user alone.",
		Fix:      "Keep who is logged in out of stored pages and out of localStorage. Or load the stored shell anew behind every page, and correct what is shown when it differs.",
		Before: `const user = JSON.parse(localStorage.getItem('user'));
if (user) greet(user);`,
		After: `const answer = await fetch('/api/me');
if (answer.ok) greet(await answer.json());
else localStorage.removeItem('user');`,
		References: []string{
			"https://web.dev/articles/offline-cookbook#stale-while-revalidate",
			"https://developer.mozilla.org/en-US/docs/Web/API/Window/localStorage",
		},
		Needs: []string{"users"},
	}})
}

func looksLoggedIn(o *observation.Observations) finding.Verdict {
	u, v, ok := usersOf(o, observation.PhaseFirst)
	if !ok {
		return v
	}
	if !made(u.Expiry, observation.PhaseExpired) && !made(&u.UserSession, observation.PhaseLoggedOut) {
		return finding.CannotTell(reading.NotMade(o, experiment))
	}
	var pages reading.Pages
	judgeFaces(u, &u.UserSession, observation.PhaseLoggedOut, &pages)
	judgeFaces(u, u.Expiry, observation.PhaseExpired, &pages)
	verdict := pages.Verdict("once nobody was logged in, no page looked otherwise")
	switch {
	case verdict.Outcome != finding.Fail:
	case u.LogoutSteps && len(shownAfterLogout(u)) > 0:
		return finding.DoesNotApply("what is shown of " + u.First + " is told by session/page-after-logout")
	case disagreement(u) != nil:
		return finding.DoesNotApply("the page and its data are of two users, see session/mismatch-reload")
	}
	return verdict
}

// judgeFaces judges the pages that show who is logged in, in a phase in which
// nobody is.
func judgeFaces(u *observation.Users, s *observation.UserSession, name observation.PhaseName, pages *reading.Pages) {
	if !made(s, name) {
		return
	}
	p, _ := s.Phase(name)
	if over, known := ended(s, name); !over || !known {
		pages.Skip(u.First, "the site does not tell that the login ended")
		return
	}
	for _, url := range faces(s, name) {
		nobody, user, now := truth(s, observation.PhaseAnonymous, url), truth(s, observation.PhaseFirst, url), truth(s, name, url)
		if nobody == nil || user == nil || now == nil || sameFace(*nobody, *user) {
			continue
		}
		v := last(p, url)
		if reason, ok := reading.Usable(v); !ok {
			pages.CannotTell(url, reason)
			continue
		}
		if why := stillUser(u, s, *v, *now); why != "" {
			message := fmt.Sprintf("%s looks as if %s were logged in %s: %s", reading.Path(url), u.First, when(name, u), why)
			pages.Fail(url, message, reading.OfVisit(*v, why))
			continue
		}
		if why := mayBeUser(u, s, p, *v, *now); why != "" {
			pages.CannotTell(url, fmt.Sprintf("whether %s looks as if %s were logged in %s is not known: %s", reading.Path(url), u.First, when(name, u), why))
			continue
		}
		pages.Pass(url, "shows what the site itself shows")
	}
}

// stillUser tells by what a visit shows the first user, or "".
func stillUser(u *observation.Users, s *observation.UserSession, v, now observation.Visit) string {
	if found := given(u, s, reading.Shown(v), u.First); len(found) > 0 {
		return fmt.Sprintf("%s was fetched by %s in exchange %d, and comes %s", reading.Path(found[0].url), u.First, found[0].from.ID, found[0].how)
	}
	words := tellingWords(u, u.First, v.URL)
	if showsOnly(v.Text, words, fewFaceWords) && share(now.Text, words) < 0.5 {
		return fmt.Sprintf("it shows the words of %s that the site itself does not show any more", u.First)
	}
	return ""
}

// mayBeUser tells why a page that the worker made may show the first user, or
// "".
func mayBeUser(u *observation.Users, s *observation.UserSession, p observation.UserPhase, v, now observation.Visit) string {
	if v.Text == now.Text || share(now.Text, tellingWords(u, u.First, v.URL)) >= 0.5 {
		return ""
	}
	return doubt(u, s, p, v)
}
