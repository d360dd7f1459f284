package reading_test

import (
	"testing"
	"time"

	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

func TestTwoVersionsAnswerALoadOnlyWhereANewOneCameInTheMiddleOfIt(t *testing.T) {
	const script = Origin + "/sw.js"
	check := func(id int, at time.Duration, status int, content string) observation.Exchange {
		return observation.Exchange{
			ID: id, URL: script, Started: Began.Add(at), Duration: 1, Status: status, BodySHA256: content,
			RequestHeader: observation.Header{"Service-Worker": {"script"}},
		}
	}
	stores := func(id int, at time.Duration) observation.Exchange {
		return observation.Exchange{ID: id, URL: Origin + "/app.css", Started: Began.Add(at), Duration: 1, RequestHeader: observation.Header{"Referer": {script}}}
	}
	first := check(1, 0, 200, "a")
	const ms = time.Millisecond
	for name, c := range map[string]struct {
		log  []observation.Exchange
		want bool
	}{
		"no check":                              {nil, false},
		"the script has not changed":            {[]observation.Exchange{check(2, 1010*ms, 304, "")}, false},
		"the whole of it came, and is the same": {[]observation.Exchange{check(2, 1010*ms, 200, "a")}, false},
		"a new one came":                        {[]observation.Exchange{check(2, 1010*ms, 200, "b")}, true},
		"a new one came, and stored a file after the last request": {[]observation.Exchange{check(2, 1010*ms, 200, "b"), stores(3, 1060*ms)}, false},
		"a new one came before": {[]observation.Exchange{check(2, 500*ms, 200, "b"), check(3, 1010*ms, 200, "b")}, false},
	} {
		t.Run(name, func(t *testing.T) {
			r := reading.Round{DeployRound: observation.DeployRound{Last: 1}, Log: observation.SessionLog{Exchanges: append([]observation.Exchange{first}, c.log...)}}
			load := observation.Visit{Started: Began.Add(time.Second), Duration: 100, Requests: []observation.Request{{URL: Origin + "/late.js", Started: 50}}}
			if got := r.TookOver(load); got != c.want {
				t.Errorf("%v, want %v", got, c.want)
			}
		})
	}
}
