package session

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

func TestOtherUser(t *testing.T) {
	kept := stored("/account", accountOfAda, exAdaAccount, observation.Online)
	Check(t, otherUser, finding.NotApplicable, []Case{
		{Name: "each has their own", Want: finding.Pass, Change: with(func(*observation.Users) {})},
		{Name: "the page of the one before", Want: finding.Fail, Says: "/account, fetched by ada in exchange 5, is shown to otto", Evidence: at("/account"),
			Change: with(func(u *observation.Users) { show(&u.UserSession, observation.PhaseSecond, kept) })},
		{Name: "offline only", Want: finding.Fail, Says: "to otto offline", Evidence: at("/account"),
			Change: with(func(u *observation.Users) { show(&u.UserSession, observation.PhaseSecondOffline, kept) })},
		{Name: "after the login of the one before expired", Want: finding.Fail, Says: "to otto after the login of ada expired", Evidence: at("/account"),
			Change: with(func(u *observation.Users) { show(u.Expiry, observation.PhaseSecond, kept) })},
		{Name: "the same for all members", Want: finding.Pass, Change: with(func(u *observation.Users) {
			show(&u.UserSession, observation.PhaseSecond, kept)
			for i := range u.Prints {
				if u.Prints[i].Exchange == exOttoAccount {
					u.Prints[i].Hash = "account of ada"
				}
			}
		})},
		{Name: "shown to everybody already", Want: finding.NotApplicable, Says: "session/page-after-logout", Change: with(func(u *observation.Users) {
			show(&u.UserSession, observation.PhaseSecond, kept)
			show(&u.UserSession, observation.PhaseOutOffline, kept)
		})},
		{Name: "one user only", Want: finding.NotApplicable, Says: "only one user", Change: with(func(u *observation.Users) { u.Second = "" })},
		{Name: "the second could not log in", Want: finding.Inconclusive, Change: func(o *observation.Observations) {
			with(func(u *observation.Users) {
				u.Phases, u.Expiry.Phases = u.Phases[:4], u.Expiry.Phases[:3]
			})(o)
			o.Incomplete = unfinished("otto could not log in")
		}},
		{Name: "the document of one, and the data of the other", Want: finding.NotApplicable, Says: "session/mismatch-reload", Change: with(disagreeing)},
	})
}
