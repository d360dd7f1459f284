package session

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

func storeLoginPage(u *observation.Users) {
	c := &in(&u.UserSession, observation.PhaseAnonymous).Caches[0]
	c.Entries = append(c.Entries, Entry("/account?shell=1", "text/html", exLogin))
}

func TestLoginPageStored(t *testing.T) {
	entry := func(e observation.CacheEntry) func(*observation.Observations) {
		return with(func(u *observation.Users) {
			c := &in(u.Expiry, observation.PhaseFirst).Caches[0]
			c.Entries = append(c.Entries, e)
		})
	}
	refusal := Entry("/api/me", "application/json", exNoData)
	refusal.Status = 401
	Check(t, loginPageStored, finding.NotApplicable, []Case{
		{Name: "pages only", Want: finding.Pass, Change: with(func(*observation.Users) {})},
		{Name: "under the URL of the account", Want: finding.Fail, Says: "/account?shell=1 holds the login page /login, fetched in exchange 3", Evidence: at("/account?shell=1"), Change: with(storeLoginPage)},
		{Name: "a refusal", Want: finding.Fail, Says: "a refusal with status 401", Evidence: at("/api/me"), Change: entry(refusal)},
		{Name: "under its own URL", Want: finding.Pass, Change: entry(Entry("/login?next=/account", "text/html", exLogin))},
		{Name: "a page that another one redirects to", Want: finding.Pass, Change: entry(Entry("/start", "text/html", exHome))},
		{Name: "no private pages", Want: finding.NotApplicable, Says: "no private pages", Change: with(func(u *observation.Users) { u.Private = nil })},
	})
}
