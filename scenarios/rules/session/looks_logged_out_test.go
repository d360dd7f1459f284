package session

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

func TestLooksLoggedOut(t *testing.T) {
	behind := stored("/", homeOfNobody, exHome, observation.Online)
	Check(t, looksLoggedOut, finding.NotApplicable, []Case{
		{Name: "the user's face", Want: finding.Pass, Change: with(func(*observation.Users) {})},
		{Name: "nobody's face", Want: finding.Fail, Says: "/, fetched when nobody was logged in, in exchange 1, is shown to ada", Evidence: at("/"),
			Change: with(func(u *observation.Users) { show(&u.UserSession, observation.PhaseFirst, behind) })},
		{Name: "nobody's face, to the second user", Want: finding.Fail, Says: "to otto", Evidence: at("/"),
			Change: with(func(u *observation.Users) { show(&u.UserSession, observation.PhaseSecond, behind) })},
		{Name: "one load behind", Want: finding.Pass,
			Change: with(func(u *observation.Users) { in(&u.UserSession, observation.PhaseFirst).Visits[0] = behind })},
		{Name: "nobody's document, filled in by a script", Want: finding.Pass,
			Change: with(func(u *observation.Users) {
				show(&u.UserSession, observation.PhaseFirst, stored("/", homeOfAda, exHome, observation.Online))
			})},
		{Name: "a site that looks the same to all", Want: finding.NotApplicable, Says: "no page shows who is logged in",
			Change: with(func(u *observation.Users) {
				for i := range u.Phases {
					u.Phases[i].Truth = u.Phases[0].Truth
				}
				show(&u.UserSession, observation.PhaseFirst, behind)
			})},
		{Name: "the stored login page", Want: finding.NotApplicable, Says: "session/login-page-stored",
			Change: with(func(u *observation.Users) {
				storeLoginPage(u)
				show(&u.UserSession, observation.PhaseFirst, stored("/account", loginText, exLogin, observation.Online))
			})},
		{Name: "a visit that never settles", Want: finding.Inconclusive,
			Change: with(func(u *observation.Users) { show(&u.UserSession, observation.PhaseFirst, *Unsettled("/")) })},
	})
}
