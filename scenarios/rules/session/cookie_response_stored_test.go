package session

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

func TestCookieResponseStored(t *testing.T) {
	Check(t, cookieResponseStored, finding.Pass, []Case{
		noWorkerNoCache(),
		{Name: "it set the cookie of the login", Want: finding.Fail, Says: "set the cookie session", Evidence: at("/talks/1"),
			Change: configured("session", answered(nil, header("Set-Cookie", "session=REDACTED; HttpOnly")))},
		{Name: "the page put a token to it", Want: finding.Fail, Says: "an Authorization header", Evidence: at("/talks/1"),
			Change: answered(header("Authorization", "REDACTED", "Sec-Fetch-Dest", "empty"), nil)},
		{Name: "told by cache/no-store-kept", Want: finding.Pass,
			Change: configured("session", answered(nil, header("Set-Cookie", "session=REDACTED", "Cache-Control", "no-store")))},
		{Name: "nothing stored", Want: finding.NotApplicable, Says: "nothing is stored", Change: func(o *observation.Observations) {
			o.FirstVisit.Caches, o.ReturnVisit.Caches, o.Offline.Caches = nil, nil, nil
		}},
		{Name: "nothing stored yet when the visit was broken off", Want: finding.Inconclusive, Says: "interrupted", Change: func(o *observation.Observations) {
			o.FirstVisit.Caches, o.ReturnVisit, o.Offline = nil, nil, nil
			o.Incomplete = []observation.Incomplete{{Experiment: "first-visit", Reason: "interrupted"}}
		}},
		{Name: "nothing seen", Want: finding.Inconclusive, Change: func(o *observation.Observations) { *o = observation.Observations{} }},
		{Name: "a user's, and what a logout leaves was not seen", Want: finding.Fail, Says: "set the cookie session", Evidence: at("/account"), Change: with(func(u *observation.Users) {
			u.Phases = u.Phases[:2]
			u.Exchanges[exAdaAccount-1].ResponseHeader = header("Set-Cookie", "session=REDACTED; HttpOnly")
			c := &in(&u.UserSession, observation.PhaseFirst).Caches[0]
			c.Entries = []observation.CacheEntry{Entry("/account", "text/html", exAdaAccount)}
		})},
	})
}
