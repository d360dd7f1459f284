package script

import (
	"strings"
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
)

const (
	page   = "https://site.test/"
	sw     = "https://site.test/sw.js"
	other  = "https://cdn.test/lib.js"
	asHTML = "text/html; charset=utf-8"
	asJS   = "text/javascript"
)

// asked is a browser's request for the main script of a worker.
func asked(status int, header observation.Header) observation.Exchange {
	return observation.Exchange{
		URL: sw, Method: "GET", Status: status, ResponseHeader: header, Outcome: observation.Answered,
		Network: observation.Online, Build: "A",
		RequestHeader: observation.Header{"Service-Worker": {"script"}, "Sec-Fetch-Dest": {"serviceworker"}, "Referer": {page}},
	}
}

// imported is a request for a script that a worker imports when it installs.
func imported(url, referer string, response observation.Header) observation.Exchange {
	return observation.Exchange{
		URL: url, Method: "GET", Status: 200, ResponseHeader: response, Outcome: observation.Answered,
		Network: observation.Online, Build: "A",
		RequestHeader: observation.Header{"Sec-Fetch-Dest": {"script"}, "Cache-Control": {"max-age=0"}, "Referer": {referer}},
	}
}

func typed(contentType string, more ...string) observation.Header {
	h := observation.Header{"Content-Type": {contentType}}
	for i := 0; i+1 < len(more); i += 2 {
		h[more[i]] = []string{more[i+1]}
	}
	return h
}

func site(exchanges ...observation.Exchange) *observation.Observations {
	for i := range exchanges {
		exchanges[i].ID = i + 1
	}
	return &observation.Observations{
		Target: page,
		FirstVisit: &observation.FirstVisit{
			SessionLog: observation.SessionLog{Exchanges: exchanges},
			Visit:      observation.Visit{URL: page, Final: page, Network: observation.Online, Loaded: true, Settled: true},
		},
	}
}

func withWorker(o *observation.Observations) *observation.Observations {
	o.FirstVisit.Registrations = []observation.Registration{{Scope: page, Versions: []observation.WorkerVersion{{
		ScriptURL: sw, State: observation.Activated,
		History: []observation.StateChange{{State: observation.Installing}, {State: observation.Activated}},
	}}}}
	return o
}

func withConsole(o *observation.Observations, text string) *observation.Observations {
	o.FirstVisit.Visit.Console = append(o.FirstVisit.Visit.Console, observation.ConsoleMessage{Level: "rejection", Text: text})
	return o
}

func withProbe(o *observation.Observations, p observation.Probe) *observation.Observations {
	p.Purpose, p.URL = observation.ProbeWorkerScript, sw
	o.Probes = append(o.Probes, p)
	return o
}

type ruleCase struct {
	o        *observation.Observations
	want     finding.Outcome
	evidence string // must occur in the URL or the text of an evidence
	message  string // must occur in the message
}

func judge(t *testing.T, rule func(*observation.Observations) finding.Verdict, cases map[string]ruleCase) {
	t.Helper()
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			v := rule(c.o)
			if v.Outcome != c.want || v.Message == "" || !strings.Contains(v.Message, c.message) {
				t.Fatalf("%s: %s; want %s with %q", v.Outcome, v.Message, c.want, c.message)
			}
			if (v.Outcome == finding.Fail) != (len(v.Evidence) > 0) {
				t.Fatalf("%s with the evidence %v", v.Outcome, v.Evidence)
			}
			if c.evidence != "" && !pointsAt(v.Evidence, c.evidence) {
				t.Errorf("no evidence of %s in %v", c.evidence, v.Evidence)
			}
		})
	}
}

func pointsAt(evidence []finding.Evidence, what string) bool {
	for _, e := range evidence {
		if strings.Contains(e.URL+" "+e.Text, what) {
			return true
		}
	}
	return false
}
