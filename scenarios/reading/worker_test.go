package reading_test

import (
	"strings"
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

func logsOf(o *observation.Observations) []*observation.SessionLog {
	return []*observation.SessionLog{&o.FirstVisit.SessionLog, &o.ReturnVisit.SessionLog, &o.Offline.SessionLog}
}

func version(o *observation.Observations, change func(*observation.WorkerVersion)) {
	for _, log := range logsOf(o) {
		change(&log.Registrations[0].Versions[0])
	}
}

// forwarding makes of the sound site one whose worker only forwards.
func forwarding(o *observation.Observations) {
	o.FirstVisit.Caches, o.ReturnVisit.Caches, o.Offline.Caches = nil, nil, nil
	o.FirstVisit.OfflineAfter = Unopened("/")
	online := []*observation.Visit{o.ReturnVisit.Second}
	for i := range o.Offline.Pages {
		online = append(online, &o.Offline.Pages[i].Online)
		o.Offline.Pages[i].Offline = Unopened("/")
	}
	for _, v := range online {
		v.ServedBy = observation.ByNetwork
		for i := range v.Requests {
			v.Requests[i].ServedBy = observation.ByNetwork
		}
	}
	o.Offline.Unvisited, o.Offline.Unknown, o.Offline.StartURL, o.Offline.Tracking, o.Offline.Recovery = nil, nil, nil, nil, nil
}

// unhandled makes of it one whose worker has no fetch handler.
func unhandled(o *observation.Observations) {
	forwarding(o)
	for _, v := range []*observation.Visit{o.ReturnVisit.Second, &o.Offline.Pages[0].Online, &o.Offline.Pages[1].Online, o.FirstVisit.OfflineAfter, o.Offline.Pages[0].Offline, o.Offline.Pages[1].Offline} {
		v.WorkerStart = false
		for i := range v.Requests {
			v.Requests[i].ThroughWorker = false
		}
	}
}

func TestNoBenefit(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*observation.Observations)
		want   finding.Outcome
		says   string
	}{
		{"no registration", func(o *observation.Observations) {
			for _, log := range logsOf(o) {
				log.Registrations = nil
			}
		}, finding.NotApplicable, "registration/no-worker"},
		{"the install failed", func(o *observation.Observations) {
			version(o, func(v *observation.WorkerVersion) {
				v.State, v.History = observation.Redundant, []observation.StateChange{{State: observation.Installing}, {State: observation.Redundant}}
			})
		}, finding.NotApplicable, "registration/install-failure"},
		{"the browser refuses to register it", func(o *observation.Observations) {
			version(o, func(v *observation.WorkerVersion) { v.State, v.History = observation.New, nil })
		}, finding.NotApplicable, "registration/scope"},
		{"the install goes on", func(o *observation.Observations) {
			version(o, func(v *observation.WorkerVersion) { v.State, v.History = observation.Installing, nil })
		}, finding.Inconclusive, "still installing"},
		{"no fetch handler", unhandled, finding.NotApplicable, "registration/no-fetch-handler"},
		{"only forwards", forwarding, finding.NotApplicable, "registration/pass-through"},
		{"covers nothing", func(o *observation.Observations) {
			for _, log := range logsOf(o) {
				log.Registrations[0].Scope = Origin + "/elsewhere/"
			}
		}, finding.NotApplicable, "registration/scope"},
		{"nothing was seen", func(o *observation.Observations) { *o = observation.Observations{} }, finding.Inconclusive, "no visit"},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := Site()
			c.change(o)
			v, none := reading.NoBenefit(o)
			if !none || v.Outcome != c.want || !strings.Contains(v.Message, c.says) {
				t.Errorf("%v %s: %q", none, v.Outcome, v.Message)
			}
		})
	}
	if v, none := reading.NoBenefit(Site()); none {
		t.Errorf("of a sound site: %q", v.Message)
	}
}

func TestOnlyForwardsLeavesOutWhoTriesToAnswer(t *testing.T) {
	o := Site()
	forwarding(o)
	o.Offline.WorkerConsole = []observation.ConsoleMessage{
		{Text: `The FetchEvent for "https://site.example/" resulted in a network error response: an object that was not a Response was passed to respondWith().`},
	}
	if reading.OnlyForwards(o) {
		t.Error("a worker that answers undefined does not only forward")
	}
}

func TestWorkerPrefersTheOneInCharge(t *testing.T) {
	o := Site()
	log := &o.ReturnVisit.SessionLog
	log.Registrations = append(log.Registrations, observation.Registration{
		Scope: Origin + "/admin/", Versions: []observation.WorkerVersion{{ScriptURL: Origin + "/admin/sw.js", State: observation.Activated}},
	})
	r, v, ok := reading.Worker(o)
	if !ok || r.Scope != Origin+"/" || v.ScriptURL != Origin+"/sw.js" {
		t.Errorf("the worker is %+v %+v", r, v)
	}
	log.Registrations = log.Registrations[1:]
	if r, _, ok = reading.Worker(o); !ok || r.Scope != Origin+"/admin/" {
		t.Errorf("where none covers the page, the worker is %+v", r)
	}
}
