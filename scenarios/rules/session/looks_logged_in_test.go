package session

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

func TestLooksLoggedIn(t *testing.T) {
	behind := stored("/", homeOfAda, exAdaHome, observation.Online)
	painted := stored("/", homeOfAda, exHomeAgain, observation.Online) // a neutral page, and a script that knows the name
	Check(t, looksLoggedIn, finding.NotApplicable, []Case{
		{Name: "nobody is there", Want: finding.Pass, Change: with(func(*observation.Users) {})},
		{Name: "the page of the user after the expiry", Want: finding.Fail, Says: "/ was fetched by ada in exchange 6", Evidence: at("/"),
			Change: with(func(u *observation.Users) { show(u.Expiry, observation.PhaseExpired, behind) })},
		{Name: "one load behind", Want: finding.Pass,
			Change: with(func(u *observation.Users) { in(u.Expiry, observation.PhaseExpired).Visits[0] = behind })},
		{Name: "the words of the user on a page of everybody's", Want: finding.Fail, Says: "the words of ada", Evidence: at("/"),
			Change: with(func(u *observation.Users) { show(&u.UserSession, observation.PhaseLoggedOut, painted) })},
		{Name: "the site itself says so, too", Want: finding.NotApplicable, Says: "does not tell that the login ended",
			Change: with(func(u *observation.Users) {
				for _, s := range sessions(u) {
					for _, name := range []observation.PhaseName{observation.PhaseLoggedOut, observation.PhaseExpired} {
						if p, ok := s.Phase(name); ok {
							in(s, p.Name).Truth = in(s, observation.PhaseFirst).Truth
						}
					}
				}
				show(u.Expiry, observation.PhaseExpired, painted)
			})},
		{Name: "pages are shown after the logout", Want: finding.NotApplicable, Says: "session/page-after-logout",
			Change: with(func(u *observation.Users) {
				show(u.Expiry, observation.PhaseExpired, behind)
				show(&u.UserSession, observation.PhaseOutOffline, behind)
			})},
		{Name: "the data are of nobody", Want: finding.NotApplicable, Says: "session/mismatch-reload",
			Change: with(func(u *observation.Users) { show(u.Expiry, observation.PhaseExpired, withData(behind, exNoData, 401)) })},
		{Name: "a visit that never settles", Want: finding.Inconclusive,
			Change: with(func(u *observation.Users) { show(u.Expiry, observation.PhaseExpired, *Unsettled("/")) })},
	})
}
