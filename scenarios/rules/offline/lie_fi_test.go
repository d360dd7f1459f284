package offline

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

// onLieFi changes what the page did on lie-fi.
func onLieFi(change func(*observation.FaultSession, *observation.Fault)) func(*observation.Observations) {
	return func(o *observation.Observations) {
		session := &o.Faults.Sessions[0]
		change(session, &session.Faults[0])
	}
}

func painted(after float64) func(*observation.Observations) {
	return onLieFi(func(_ *observation.FaultSession, f *observation.Fault) { f.Visited.Painted = after })
}

// keptBackBy lets the page wait for a style that fails at once offline.
func keptBackBy(style string) func(*observation.Observations) {
	return onLieFi(func(s *observation.FaultSession, f *observation.Fault) {
		failed := FailedRequest(style, "style")
		s.Offline.Requests = append(s.Offline.Requests, failed)
		failed.Error, failed.Canceled = "net::ERR_ABORTED", true
		*f.Visited = Hung("/talks/1")
		f.Visited.Status = 200
		f.Visited.Requests = []observation.Request{Asset("document", ExTalk), failed}
	})
}

func TestLieFi(t *testing.T) {
	talk := []string{Origin + "/talks/1"}
	hung := onLieFi(func(_ *observation.FaultSession, f *observation.Fault) { *f.Visited = Hung("/talks/1") })
	Check(t, lieFi, finding.Pass, []Case{
		NoWorker(),
		{Name: "it waits for ever", Want: finding.Fail, Says: "shows nothing for 4.0 s", Evidence: talk, Change: hung},
		{Name: "it comes too late", Want: finding.Fail, Says: "after 3.7 s (the budget is 3.0 s)", Evidence: talk, Change: painted(3700)},
		{Name: "the worker's own limit is the budget", Want: finding.Pass, Says: "after 3.4 s", Change: painted(3400)},
		{Name: "the visit was ended within the tolerance", Want: finding.Inconclusive, Says: "before its budget", Change: onLieFi(func(_ *observation.FaultSession, f *observation.Fault) {
			*f.Visited = Hung("/talks/1")
			f.Visited.Duration = 3400
		})},
		{Name: "a style of another site keeps it back", Want: finding.Fail, Says: "waiting for " + Foreign + "/font.css", Evidence: talk, Change: keptBackBy(Foreign + "/font.css")},
		{Name: "its own style is not stored", Want: finding.NotApplicable, Says: "/extra.css, which is not stored, see install/incomplete-shell", Change: keptBackBy(Origin + "/extra.css")},
		{Name: "its own style is stored, and not answered in time", Want: finding.Fail, Says: "waiting for " + Origin + "/extra.css", Evidence: talk, Change: func(o *observation.Observations) {
			keptBackBy(Origin + "/extra.css")(o)
			o.Faults.Sessions[0].Offline.Requests = nil
		}},
		{Name: "it comes late, and not for want of the network", Want: finding.Pass, Says: "asks nothing of the network", Change: onLieFi(func(_ *observation.FaultSession, f *observation.Fault) {
			f.Visited.Painted, f.LastExchange = 4300, f.FirstExchange-1
		})},
		{Name: "what was held was for the page beside it", Want: finding.Pass, Says: "asks nothing of the network", Change: onLieFi(func(s *observation.FaultSession, f *observation.Fault) {
			f.Visited.Painted = 4300
			s.Exchanges[f.FirstExchange-1].URL = f.Unvisited.URL
		})},
		{Name: "it takes its own time besides", Want: finding.Pass, Says: "3.1 s", Change: painted(3080)},
		{Name: "on a machine on which it takes long by itself it may take as long again", Want: finding.Pass, Says: "4.7 s", Change: func(o *observation.Observations) {
			painted(4700)(o)
			o.Faults.Sessions[0].Offline.Painted = 900
		}},
		{Name: "on such a machine it takes longer than that", Want: finding.Fail, Says: "after 4.9 s", Evidence: talk, Change: func(o *observation.Observations) {
			painted(4900)(o)
			o.Faults.Sessions[0].Offline.Painted = 900
		}},
		{Name: "a tighter budget", Want: finding.Fail, Says: "the budget is 1.0 s", Evidence: talk, Change: func(o *observation.Observations) { o.Budgets.FirstContent = 1000 }},
		{Name: "the page never visited is told of", Want: finding.Pass, Says: "a page never visited shows nothing for 4.0 s", Change: nil},
		{Name: "the page never visited comes", Want: finding.Pass, Says: "a page never visited shows something after 0.2 s", Change: onLieFi(func(_ *observation.FaultSession, f *observation.Fault) {
			f.Unvisited.Painted, f.Unvisited.Settled, f.Unvisited.Loaded = 200, true, true
		})},
		{Name: "the browser's error page", Want: finding.Fail, Says: "net::ERR_FAILED", Evidence: talk, Change: onLieFi(func(_ *observation.FaultSession, f *observation.Fault) {
			*f.Visited = *Unopened("/talks/1")
			f.Visited.Error = "net::ERR_FAILED"
		})},
		{Name: "blank", Want: finding.Fail, Says: "stays blank", Evidence: talk, Change: onLieFi(func(_ *observation.FaultSession, f *observation.Fault) {
			f.Visited.Painted, f.Visited.Text, f.Visited.Duration = 0, "", 400
		})},
		{Name: "it does not open offline", Want: finding.NotApplicable, Says: "does not open offline as itself", Change: onLieFi(func(s *observation.FaultSession, f *observation.Fault) {
			s.Offline = Unopened("/talks/1")
		})},
		{Name: "the fallback is shown offline", Want: finding.NotApplicable, Says: "the fallback page", Change: onLieFi(func(s *observation.FaultSession, _ *observation.Fault) {
			s.Offline = Fallback("/talks/1")
		})},
		{Name: "no page opens offline, so it was not tried", Want: finding.NotApplicable, Says: "nothing to show", Change: func(o *observation.Observations) { o.Faults.Sessions[0].Faults = nil }},
		{Name: "when it was painted is not known", Want: finding.Inconclusive, Says: "not known", Change: painted(0)},
		{Name: "when it was painted is not known, but it loaded in time", Want: finding.Pass, Says: "has loaded after 2.4 s", Change: onLieFi(func(_ *observation.FaultSession, f *observation.Fault) {
			f.Visited.Painted, f.Visited.LoadTime = 0, 2400
		})},
		{Name: "the visit was stopped early", Want: finding.Inconclusive, Says: "before its budget", Change: onLieFi(func(_ *observation.FaultSession, f *observation.Fault) {
			*f.Visited = Hung("/talks/1")
			f.Visited.Duration = 900
		})},
		{Name: "a machine on which everything takes long", Want: finding.Inconclusive, Says: "it takes 1.5 s by itself", Change: onLieFi(func(s *observation.FaultSession, f *observation.Fault) {
			*f.Visited = Hung("/talks/1")
			s.Offline.Painted = 1500
		})},
		{Name: "the experiment was stopped", Want: finding.Inconclusive, Says: "the browser is gone", Change: func(o *observation.Observations) {
			o.Faults.Sessions[0].Faults = nil
			o.Incomplete = []observation.Incomplete{{Experiment: "faults", Reason: "the browser is gone"}}
		}},
		{Name: "the experiment was not made", Want: finding.Inconclusive, Says: "was not made", Change: func(o *observation.Observations) { o.Faults = nil }},
		{Name: "no worker in charge of the start page", Want: finding.NotApplicable, Says: "in charge", Change: func(o *observation.Observations) { o.Faults.Sessions = nil }},
	})
}

func TestSeverityOfLieFi(t *testing.T) {
	o := Site()
	painted(3700)(o)
	if v := lieFi(o); v.Severity != finding.Warning {
		t.Errorf("a page that comes late has the severity %q", v.Severity)
	}
	onLieFi(func(_ *observation.FaultSession, f *observation.Fault) { *f.Visited = Hung("/talks/1") })(o)
	if v := lieFi(o); v.Severity != "" {
		t.Errorf("a page that never comes has the severity %q in place of the rule's", v.Severity)
	}
}
