package cache

import (
	"strings"
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
)

const (
	page = "https://site.test/"
	sw   = "https://site.test/sw.js"
)

// site is a site with a worker that handles requests and has stored the
// entries by its second visit.
func site(entries ...observation.CacheEntry) *observation.Observations {
	online := observation.Visit{URL: page, Final: page, Network: observation.Online, Loaded: true, Settled: true, Controller: sw, WorkerStart: true, Duration: 1000}
	log := observation.SessionLog{Registrations: []observation.Registration{{Scope: page, Versions: []observation.WorkerVersion{{
		ScriptURL: sw, State: observation.Activated, History: []observation.StateChange{{State: observation.Activated}},
	}}}}}
	second := online
	return &observation.Observations{
		Target:      page,
		FirstVisit:  &observation.FirstVisit{SessionLog: log, Visit: online},
		ReturnVisit: &observation.ReturnVisit{SessionLog: log, First: online, Second: &second, Caches: []observation.Cache{{Name: "v1", Entries: entries}}},
	}
}

func withoutWorker() *observation.Observations {
	o := site()
	o.FirstVisit.Registrations, o.ReturnVisit.Registrations = nil, nil
	return o
}

func withExchange(o *observation.Observations, e observation.Exchange) *observation.Observations {
	e.ID = len(o.ReturnVisit.Exchanges) + 1
	e.Network, e.Outcome = observation.Online, observation.Answered
	if e.RequestHeader == nil {
		e.RequestHeader = observation.Header{"Referer": {page}}
	}
	o.ReturnVisit.Exchanges = append(o.ReturnVisit.Exchanges, e)
	return o
}

func cacheControl(value string) observation.Header {
	return observation.Header{"Cache-Control": {value}}
}

type ruleCase struct {
	o        *observation.Observations
	want     finding.Outcome
	severity finding.Severity
	evidence string // must be the URL of an evidence, in the cache v1
	message  string // must occur in the message
}

func judge(t *testing.T, rule func(*observation.Observations) finding.Verdict, cases map[string]ruleCase) {
	t.Helper()
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			v := rule(c.o)
			if v.Outcome != c.want || v.Severity != c.severity || v.Message == "" || !strings.Contains(v.Message, c.message) {
				t.Fatalf("%s %s: %s; want %s %s with %q", v.Outcome, v.Severity, v.Message, c.want, c.severity, c.message)
			}
			if (v.Outcome == finding.Fail) != (len(v.Evidence) > 0) {
				t.Fatalf("%s with the evidence %v", v.Outcome, v.Evidence)
			}
			if c.evidence != "" && (v.Evidence[0].URL != c.evidence || v.Evidence[0].Cache != "v1") {
				t.Errorf("the evidence is %+v", v.Evidence[0])
			}
		})
	}
}
