package session

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

// answered changes, in all sessions, with what the first talk was asked for and
// answered.
func answered(request, response observation.Header) func(*observation.Observations) {
	return func(o *observation.Observations) {
		each(o, func(e *observation.Exchange) {
			if e.ID == ExTalk {
				e.RequestHeader, e.ResponseHeader = request, response
			}
		})
	}
}

func each(o *observation.Observations, change func(*observation.Exchange)) {
	for _, log := range []*observation.SessionLog{&o.FirstVisit.SessionLog, &o.ReturnVisit.SessionLog, &o.Offline.SessionLog} {
		for i := range log.Exchanges {
			change(&log.Exchanges[i])
		}
	}
}

// configured gives the browser the cookie before its first request.
func configured(name string, then func(*observation.Observations)) func(*observation.Observations) {
	return func(o *observation.Observations) {
		each(o, func(e *observation.Exchange) {
			if e.ID == ExHome {
				e.RequestHeader = header("Cookie", name+"=REDACTED")
			}
		})
		then(o)
	}
}

func header(pairs ...string) observation.Header {
	h := observation.Header{}
	for i := 0; i < len(pairs); i += 2 {
		h[pairs[i]] = append(h[pairs[i]], pairs[i+1])
	}
	return h
}

// What every visitor gets is no risk, and what ordinary sites do every day must
// raise no alarm.
func TestOrdinarySitesAreSilent(t *testing.T) {
	ordinary := map[string]func(*observation.Observations){
		"Django": answered(header("Cookie", "csrftoken=REDACTED"), header("Vary", "Cookie", "Set-Cookie", "csrftoken=REDACTED; Max-Age=31449600; Path=/; SameSite=Lax")),
		"PHP":    answered(header("Cookie", "PHPSESSID=REDACTED"), header("Set-Cookie", "PHPSESSID=REDACTED; path=/", "Vary", "Cookie")),
		"Rails":  answered(header("Cookie", "_shop_session=REDACTED"), header("Set-Cookie", "_shop_session=REDACTED; path=/; HttpOnly")),
		"an Express API that opens sessions": answered(header("Cookie", "_ga=REDACTED", "Sec-Fetch-Dest", "empty"),
			header("Set-Cookie", "connect.sid=REDACTED; Path=/; HttpOnly")),
		"counters and tastes":               answered(header("Cookie", "_ga=REDACTED; lang=REDACTED; cookie_consent=REDACTED"), header("Vary", "Accept-Encoding, Cookie")),
		"a configured taste":                configured("cookie_consent", answered(header("Cookie", "cookie_consent=REDACTED"), header("Vary", "Cookie"))),
		"a cookie that is taken away":       configured("session", answered(nil, header("Set-Cookie", "session=; Max-Age=0"))),
		"a test system behind a password":   behindPassword,
		"a login that takes what it stored": func(o *observation.Observations) { o.Users = users() },
	}
	for name, change := range ordinary {
		t.Run(name, func(t *testing.T) {
			for _, judge := range []func(*observation.Observations) finding.Verdict{privateStored, cookieResponseStored} {
				o := Site()
				change(o)
				if v := judge(o); v.Outcome != finding.Pass {
					t.Errorf("%s: %s", v.Outcome, v.Message)
				}
			}
		})
	}
}

func behindPassword(o *observation.Observations) {
	each(o, func(e *observation.Exchange) {
		e.RequestHeader = header("Authorization", "REDACTED")
		if e.ID == ExHome {
			e.RequestHeader["Sec-Fetch-Dest"] = []string{"document"}
		}
	})
}

func noWorkerNoCache() Case {
	c := NoWorker()
	unregister := c.Change
	c.Change = func(o *observation.Observations) {
		unregister(o)
		o.FirstVisit.Caches, o.ReturnVisit.Caches, o.Offline.Caches = nil, nil, nil
	}
	return c
}
