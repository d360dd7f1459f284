package session

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

func TestPrivateStored(t *testing.T) {
	mine := header("Cookie", "session=REDACTED; _ga=REDACTED")
	Check(t, privateStored, finding.Pass, []Case{
		noWorkerNoCache(),
		{Name: "varies by a login's cookie", Want: finding.Fail, Says: "Vary: Accept-Encoding, Cookie", Evidence: at("/talks/1"),
			Change: configured("session", answered(mine, header("Vary", "Accept-Encoding, Cookie")))},
		{Name: "marked private, asked for with a login's cookie", Want: finding.Fail, Says: "the cookie session", Evidence: at("/talks/1"),
			Change: configured("session", answered(mine, header("Cache-Control", "private, max-age=0")))},
		{Name: "marked private only", Want: finding.Fail, Says: "marks it private", Evidence: at("/talks/1"), Change: answered(nil, header("Cache-Control", "private"))},
		{Name: "chosen by the worker", Want: finding.Pass, Change: answered(header("Referer", Origin+"/sw.js"), header("Cache-Control", "private"))},
		{Name: "told by cache/no-store-kept", Want: finding.Pass, Change: configured("session", answered(mine, header("Cache-Control", "private, no-store")))},
		{Name: "told by session/cookie-response-stored", Want: finding.Pass,
			Change: configured("session", answered(mine, header("Cache-Control", "private", "Set-Cookie", "session=REDACTED")))},
		{Name: "asked for without the cookie", Want: finding.Pass, Change: configured("session", answered(header("Cookie", "_ga=REDACTED"), header("Vary", "Cookie")))},
		{Name: "of a user who logs in", Want: finding.NotApplicable, Says: "see session/page-after-logout and session/data-left", Change: with(keepsAccount)},
		{Name: "of a user who logs in, in the other session", Want: finding.NotApplicable, Says: "/account is stored", Change: with(func(u *observation.Users) {
			keepsAccount(u)
			in(&u.UserSession, observation.PhaseFirst).Caches = nil
		})},
		{Name: "of a user whose logout was not seen", Want: finding.Fail, Says: "marks it private", Evidence: at("/account"), Change: with(func(u *observation.Users) {
			keepsAccount(u)
			u.Phases = u.Phases[:2]
		})},
		{Name: "nothing seen", Want: finding.Inconclusive, Change: func(o *observation.Observations) { *o = observation.Observations{} }},
	})
}

func TestMarkedPrivateIsAHint(t *testing.T) {
	o := Site()
	answered(nil, header("Cache-Control", "private"))(o)
	if v := privateStored(o); v.Severity != finding.Information {
		t.Errorf("severity %q: %s", v.Severity, v.Message)
	}
}

// keepsAccount lets the private page be stored, which is marked private.
func keepsAccount(u *observation.Users) {
	for _, s := range sessions(u) {
		s.Exchanges[exAdaAccount-1].ResponseHeader = header("Cache-Control", "private")
		c := &in(s, observation.PhaseFirst).Caches[0]
		c.Entries = append(c.Entries, Entry("/account", "text/html", exAdaAccount))
	}
}
