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
