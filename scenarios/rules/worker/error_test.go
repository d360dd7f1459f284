package worker

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

func site(console ...string) *observation.Observations {
	visit := observation.Visit{URL: page, Final: page, Network: observation.Online, Loaded: true, Settled: true, Duration: 1000}
	version := observation.WorkerVersion{ScriptURL: sw, State: observation.Activated, History: []observation.StateChange{
		{State: observation.Installing, At: 100}, {State: observation.Installed, At: 200}, {State: observation.Activated, At: 210}}}
	log := func() observation.SessionLog {
		return observation.SessionLog{Registrations: []observation.Registration{{Scope: page, Versions: []observation.WorkerVersion{version}}}}
	}
	o := &observation.Observations{Target: page,
		FirstVisit:  &observation.FirstVisit{SessionLog: log(), Visit: visit},
		ReturnVisit: &observation.ReturnVisit{SessionLog: log(), First: visit}}
	for _, text := range console {
		o.ReturnVisit.WorkerConsole = append(o.ReturnVisit.WorkerConsole, observation.ConsoleMessage{Level: "exception", Text: text, URL: sw, Line: 7, Worker: true})
	}
	return o
}

func thrown(o *observation.Observations, log *observation.SessionLog, message string, at float64) *observation.Observations {
	v := &log.Registrations[0].Versions[0]
	v.Errors = append(v.Errors, observation.WorkerError{Message: message, URL: sw, Line: 9, At: at})
	return o
}

func TestError(t *testing.T) {
	merelyLogged := site()
	thrown(merelyLogged, &merelyLogged.ReturnVisit.SessionLog, "Cache.add() failed for 'https://site.test/x': Response status 404 is not a successful status (200-299).", 500)
	first := site()
	thrown(first, &first.FirstVisit.SessionLog, "Uncaught ReferenceError: x is not defined", 500)
	afterCut := site()
	thrown(afterCut, &afterCut.FirstVisit.SessionLog, "Uncaught ReferenceError: x is not defined", 1500)
	offlineConsole := site()
	offlineConsole.FirstVisit.WorkerConsole = []observation.ConsoleMessage{{Level: "rejection", Text: "Uncaught (in promise) Error: offline"}}
	installing := site()
	thrown(installing, &installing.ReturnVisit.SessionLog, "Uncaught Error: boom", 150)
	installing.ReturnVisit.WorkerConsole = []observation.ConsoleMessage{{Level: "exception", Text: "Uncaught Error: boom\n    at sw.js:1"}}
	twice := site("Uncaught TypeError: a.b is not a function\n    at sw.js:7")
	thrown(twice, &twice.ReturnVisit.SessionLog, "Uncaught TypeError: a.b is not a function", 900)
	logged := site()
	logged.ReturnVisit.WorkerConsole = []observation.ConsoleMessage{{Level: "error", Text: "TypeError: caught and printed"}}
	failed := site()
	for _, log := range []*observation.SessionLog{&failed.FirstVisit.SessionLog, &failed.ReturnVisit.SessionLog} {
		log.Registrations[0].Versions[0] = observation.WorkerVersion{ScriptURL: sw, State: observation.Redundant}
	}
	noWorker := site()
	noWorker.FirstVisit.Registrations, noWorker.ReturnVisit.Registrations = nil, nil
	quick := site()
	quick.ReturnVisit = nil

	cases := map[string]struct {
		o        *observation.Observations
		want     finding.Outcome
		evidence string
	}{
		"quiet":                         {o: site(), want: finding.Pass},
		"an exception":                  {o: site("Uncaught TypeError: a.b is not a function"), want: finding.Fail, evidence: "a.b is not a function (line 7)"},
		"during the first load":         {o: first, want: finding.Fail, evidence: "x is not defined (line 9)"},
		"told twice":                    {o: twice, want: finding.Fail, evidence: "a.b is not a function"},
		"after the wire was cut":        {o: afterCut, want: finding.Pass},
		"on a console without a clock":  {o: offlineConsole, want: finding.Pass},
		"for want of a network":         {o: site("Uncaught (in promise) TypeError: Failed to fetch"), want: finding.Pass},
		"Workbox without an answer":     {o: site("Uncaught (in promise) no-response: no-response :: [{\"url\":\"/x\"}]"), want: finding.Pass},
		"an answer that is no response": {o: site("Uncaught (in promise) TypeError: Failed to convert value to 'Response'."), want: finding.Pass},
		"merely logged by the browser":  {o: merelyLogged, want: finding.Pass},
		"caught and printed":            {o: logged, want: finding.Pass},
		"told of by install-failure":    {o: installing, want: finding.Pass},
		"the worker does not install":   {o: failed, want: finding.NotApplicable},
		"no worker":                     {o: noWorker, want: finding.NotApplicable},
		"only the first visit was made": {o: quick, want: finding.Inconclusive},
		"nothing was seen":              {o: &observation.Observations{}, want: finding.Inconclusive},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			v := uncaught(c.o)
			if v.Outcome != c.want || v.Message == "" {
				t.Fatalf("%s: %s", v.Outcome, v.Message)
			}
			if v.Outcome != finding.Fail {
				return
			}
			if len(v.Evidence) != 1 || v.Evidence[0].URL != sw || !strings.Contains(v.Evidence[0].Text, c.evidence) {
				t.Errorf("the evidence is %+v", v.Evidence)
			}
		})
	}
}
