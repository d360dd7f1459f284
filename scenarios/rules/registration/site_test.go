package registration

import (
	"strings"
	"testing"
	"time"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
)

const (
	page = "https://site.test/"
	sw   = "https://site.test/sw.js"
	text = "Talks of the conference, from the first coffee to the last word"
)

var began = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

// online is a load of the start page as it should be.
func online() observation.Visit {
	return observation.Visit{
		URL: page, Final: page, Network: observation.Online, Started: began, Status: 200, MIMEType: "text/html", ServedBy: observation.ByNetwork,
		Text: text, Navigations: []string{page}, Loaded: true, Settled: true, Duration: 1000,
		Requests: []observation.Request{{URL: page, Document: true, Destination: "document", Status: 200, MIMEType: "text/html", ServedBy: observation.ByNetwork}},
	}
}

func inCharge() observation.Visit {
	v := online()
	v.Controller, v.WorkerStart, v.ServedBy = sw, true, observation.ByCacheStorage
	v.Requests[0].ThroughWorker, v.Requests[0].ServedBy = true, observation.ByCacheStorage
	return v
}

func offline() observation.Visit {
	v := inCharge()
	v.Network = observation.Offline
	return v
}

func errorPage(v observation.Visit, code string) observation.Visit {
	v.Error, v.Status, v.Text, v.Controller, v.Requests, v.ServedBy = code, 0, "", "", nil, observation.ByNobody
	return v
}

func active(scope, script string) observation.Registration {
	return observation.Registration{Scope: scope, Versions: []observation.WorkerVersion{{
		ScriptURL: script, State: observation.Activated,
		History: []observation.StateChange{{State: observation.Installing, At: 100}, {State: observation.Installed, At: 200},
			{State: observation.Activating, At: 201}, {State: observation.Activated, At: 210}},
	}}}
}

func failed(scope, script string) observation.Registration {
	return observation.Registration{Scope: scope, Unregistered: true, Versions: []observation.WorkerVersion{{
		ScriptURL: script, State: observation.Redundant,
		History: []observation.StateChange{{State: observation.Installing, At: 100}, {State: observation.Redundant, At: 200}},
	}}}
}

// refusedVersion is what the browser shows of a script that it then refuses.
func refusedVersion(scope, script string) observation.Registration {
	return observation.Registration{Scope: scope, Versions: []observation.WorkerVersion{{
		ScriptURL: script, State: observation.New, History: []observation.StateChange{{State: observation.New, At: 50}},
	}}}
}

// site is a sound site with a worker, seen by all experiments.
func site(changes ...func(*observation.Observations)) *observation.Observations {
	second, hard, after, again := inCharge(), online(), offline(), offline()
	hard.Kind = observation.HardReload
	log := func() observation.SessionLog {
		return observation.SessionLog{
			Registrations: []observation.Registration{active(page, sw)},
			Exchanges: []observation.Exchange{{ID: 1, URL: sw, Status: 200, Outcome: observation.Answered, Network: observation.Online, Build: "A",
				RequestHeader: observation.Header{"Service-Worker": {"script"}}, ResponseHeader: observation.Header{"Content-Type": {"text/javascript"}}}},
		}
	}
	caches := []observation.Cache{{Name: "v1", Entries: []observation.CacheEntry{{URL: page, Method: "GET", Status: 200}}}}
	o := &observation.Observations{
		Target:        page,
		FirstVisit:    &observation.FirstVisit{SessionLog: log(), Visit: online(), Caches: caches, OfflineAfter: &after},
		ReturnVisit:   &observation.ReturnVisit{SessionLog: log(), First: online(), Second: &second, HardReload: &hard, Caches: caches},
		Offline:       &observation.OfflineUse{SessionLog: log(), Caches: caches, Pages: []observation.PageUse{{URL: page, Online: inCharge(), Offline: &again}}},
		WithoutWorker: &observation.WithoutWorker{Visit: online()},
	}
	for _, change := range changes {
		change(o)
	}
	return o
}

func nothingSeen() *observation.Observations { return &observation.Observations{Target: page} }

// eachLog changes the logs of all sessions.
func eachLog(change func(*observation.SessionLog)) func(*observation.Observations) {
	return func(o *observation.Observations) {
		change(&o.FirstVisit.SessionLog)
		change(&o.ReturnVisit.SessionLog)
		change(&o.Offline.SessionLog)
	}
}

func registers(all ...observation.Registration) func(*observation.Observations) {
	return eachLog(func(log *observation.SessionLog) { log.Registrations = all })
}

// uncontrolled takes away what only a worker brings about.
func uncontrolled(o *observation.Observations) {
	o.FirstVisit.Caches, o.ReturnVisit.Caches, o.Offline.Caches = nil, nil, nil
	*o.ReturnVisit.Second, o.Offline.Pages[0].Online = online(), online()
	*o.FirstVisit.OfflineAfter = errorPage(offline(), "net::ERR_INTERNET_DISCONNECTED")
	*o.Offline.Pages[0].Offline = errorPage(offline(), "net::ERR_INTERNET_DISCONNECTED")
	for _, v := range []*observation.Visit{o.FirstVisit.OfflineAfter, o.Offline.Pages[0].Offline} {
		v.WorkerStart = false
	}
}

// bare is a site without a worker.
func bare(changes ...func(*observation.Observations)) *observation.Observations {
	none := eachLog(func(log *observation.SessionLog) { log.Registrations, log.Exchanges = nil, nil })
	return site(append([]func(*observation.Observations){none, uncontrolled}, changes...)...)
}

func asked(e observation.Exchange) func(*observation.SessionLog) {
	return func(log *observation.SessionLog) {
		e.ID = len(log.Exchanges) + 1
		e.Network, e.Build = observation.Online, "A"
		if e.Outcome == "" {
			e.Outcome = observation.Answered
		}
		log.Exchanges = append(log.Exchanges, e)
	}
}

// byWorker is a request that the worker made by itself.
func byWorker(url string, status int) observation.Exchange {
	return observation.Exchange{URL: url, Method: "GET", Status: status,
		RequestHeader: observation.Header{"Referer": {sw}, "Sec-Fetch-Dest": {"empty"}}}
}

func says(level, text string) func(*observation.SessionLog) {
	return func(log *observation.SessionLog) {
		log.WorkerConsole = append(log.WorkerConsole, observation.ConsoleMessage{Level: level, Text: text, URL: sw, Worker: true})
	}
}

// pageSays puts a message on the console of each first load.
func pageSays(text string) func(*observation.Observations) {
	return func(o *observation.Observations) {
		m := observation.ConsoleMessage{Level: "rejection", Text: text}
		for _, v := range []*observation.Visit{&o.FirstVisit.Visit, &o.ReturnVisit.First} {
			v.Console = append(v.Console, m)
		}
	}
}

func refuses(script, scope, reason string) func(*observation.Observations) {
	return pageSays("Uncaught (in promise) SecurityError: Failed to register a ServiceWorker for scope ('" + scope + "') with script ('" + script + "'): " + reason)
}

func unsettled(v *observation.Visit) {
	v.Settled, v.WaitingFor = false, []string{"GET /slow"}
}

type ruleCase struct {
	o        *observation.Observations
	want     finding.Outcome
	severity finding.Severity
	evidence string // must occur in the URL or the text of an evidence
	message  string // must occur in the message

	notEvidence string // must not occur there
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
			if c.evidence != "" && !pointsAt(v.Evidence, c.evidence) {
				t.Errorf("no evidence of %s in %v", c.evidence, v.Evidence)
			}
			if c.notEvidence != "" && pointsAt(v.Evidence, c.notEvidence) {
				t.Errorf("evidence of %s in %v", c.notEvidence, v.Evidence)
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
