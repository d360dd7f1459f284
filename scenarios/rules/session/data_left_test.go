package session

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

func TestDataLeft(t *testing.T) {
	left := func(u *observation.Users) {
		c := &in(&u.UserSession, observation.PhaseLoggedOut).Caches[0]
		c.Entries = append(c.Entries, Entry("/api/me", "application/json", exAdaData))
	}
	Check(t, dataLeft, finding.NotApplicable, []Case{
		{Name: "nothing is left", Want: finding.Pass, Change: with(func(*observation.Users) {})},
		{Name: "an entry", Want: finding.Fail, Says: `/api/me, fetched by ada in exchange 7, is still stored in "v1"`, Evidence: at("/api/me"), Change: with(left)},
		{Name: "an entry that the worker made", Want: finding.Pass, Change: with(func(u *observation.Users) {
			c := &in(&u.UserSession, observation.PhaseLoggedOut).Caches[0]
			c.Entries = append(c.Entries, Entry("/api/me", "application/json", 0))
		})},
		{Name: "an entry that was gone after the logout", Want: finding.Pass, Change: with(func(u *observation.Users) {
			c := &in(&u.UserSession, observation.PhaseFirst).Caches[0]
			c.Entries = append(c.Entries, Entry("/api/me", "application/json", exAdaData))
		})},
		{Name: "an entry that a page online replaced", Want: finding.Fail, Says: `/api/me, fetched by ada in exchange 7, is still stored in "v1"`, Evidence: at("/api/me"), Change: with(func(u *observation.Users) {
			c := observation.Cache{Name: "v1", Entries: []observation.CacheEntry{Entry("/api/me", "application/json", exAdaData)}}
			in(&u.UserSession, observation.PhaseOutOffline).Caches = []observation.Cache{c}
		})},
		{Name: "a page is shown that a page online replaced", Want: finding.NotApplicable, Says: "session/page-after-logout", Change: with(func(u *observation.Users) {
			show(&u.UserSession, observation.PhaseOutOffline, stored("/account", accountOfAda, exAdaAccount, observation.Offline))
		})},
		{Name: "nothing is left, and the site was not told", Want: finding.Pass, Says: "after the cookies of ada were removed; no `logout` is configured", Change: with(func(u *observation.Users) { u.LogoutSteps = false })},
		{Name: "pages are shown as well", Want: finding.NotApplicable, Says: "session/page-after-logout", Change: with(func(u *observation.Users) {
			left(u)
			show(&u.UserSession, observation.PhaseOutOffline, stored("/account", accountOfAda, exAdaAccount, observation.Offline))
		})},
		{Name: "the entry is shown to the next user", Want: finding.NotApplicable, Says: "session/other-user", Change: with(func(u *observation.Users) {
			left(u)
			in(&u.UserSession, observation.PhaseSecond).Data = []observation.Request{{URL: Origin + "/api/me", Status: 200, ServedBy: observation.ByCacheStorage, Cache: "v1", Exchange: exAdaData}}
		})},
		{Name: "no steps of a logout", Want: finding.Inconclusive, Says: "configure the logout", Change: with(func(u *observation.Users) {
			left(u)
			u.LogoutSteps = false
		})},
		{Name: "steps that do not log out", Want: finding.Inconclusive, Says: "still knows ada", Change: with(func(u *observation.Users) {
			left(u)
			in(&u.UserSession, observation.PhaseLoggedOut).Truth = in(&u.UserSession, observation.PhaseFirst).Truth
		})},
	})
}
