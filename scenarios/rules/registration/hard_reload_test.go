package registration

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
)

func TestHardReload(t *testing.T) {
	hard := func(change func(*observation.Visit)) func(*observation.Observations) {
		return func(o *observation.Observations) { change(o.ReturnVisit.HardReload) }
	}
	waiting := func(v *observation.Visit) { v.Text = "Loading" }
	changing := func(o *observation.Observations) {
		o.FirstVisit.Visit.Text = "red orange yellow green blue indigo violet grey"
		o.ReturnVisit.First.Text = "north east south west up down left right"
		o.ReturnVisit.Second.Text = "one two three four five six seven eight"
		o.WithoutWorker.Visit.Text = "spring summer autumn winter day night noon dawn"
	}
	judge(t, hardReload, map[string]ruleCase{
		"works":                  {o: site(), want: finding.Pass},
		"merely slow":            {o: site(hard(func(v *observation.Visit) { v.LoadTime = 9000 })), want: finding.Pass},
		"waits for a controller": {o: site(hard(waiting)), want: finding.Fail, evidence: page, message: "online text"},
		"still waiting for an answer": {o: site(hard(func(v *observation.Visit) {
			waiting(v)
			v.Requests = append(v.Requests, observation.Request{URL: page + "api", ServedBy: observation.ByNobody})
		})), want: finding.Inconclusive, message: "/api"},
		"a frame that waits": {o: site(hard(func(v *observation.Visit) {
			waiting(v)
			v.Requests = append(v.Requests, observation.Request{URL: page + "ad", Destination: "iframe", ServedBy: observation.ByNobody})
		})), want: finding.Fail},
		"blank": {o: site(hard(func(v *observation.Visit) { v.Text = "" })), want: finding.Fail, message: "blank"},
		"throws": {o: site(hard(func(v *observation.Visit) {
			v.Console = []observation.ConsoleMessage{{Level: "exception", Text: "Uncaught TypeError: Cannot read properties of null (reading 'postMessage')"}}
		})), want: finding.Fail, evidence: "postMessage"},
		"throws as the first load does": {o: site(hard(func(v *observation.Visit) {
			v.Console = []observation.ConsoleMessage{{Level: "exception", Text: "Uncaught TypeError: x"}}
		}), func(o *observation.Observations) {
			o.ReturnVisit.First.Console = []observation.ConsoleMessage{{Level: "exception", Text: "Uncaught TypeError: x"}}
		}), want: finding.Pass},
		"greets who returns": {o: site(hard(func(v *observation.Visit) { v.Text = "Welcome back dear reader of ours" }), func(o *observation.Observations) {
			o.ReturnVisit.Second.Text = "Welcome back dear reader of ours"
		}), want: finding.Pass},
		"waits for a controller, and a first load was looked at before it came": {o: site(hard(waiting), func(o *observation.Observations) {
			waiting(&o.ReturnVisit.First)
			o.ReturnVisit.First.Controller = ""
			o.FirstVisit.Visit.Controller = page + "sw.js"
		}), want: finding.Fail, message: "online text"},
		"another text at each load":   {o: site(hard(waiting), changing), want: finding.Inconclusive, message: "differs from load to load"},
		"blank among changing texts":  {o: site(hard(func(v *observation.Visit) { v.Text = "" }), changing), want: finding.Fail},
		"the server answers an error": {o: site(hard(func(v *observation.Visit) { v.Status, v.Text = 503, "Service unavailable" })), want: finding.Inconclusive, message: "503"},
		"does not settle":             {o: site(hard(unsettled)), want: finding.Inconclusive},
		"was not made":                {o: site(func(o *observation.Observations) { o.ReturnVisit.HardReload = nil }), want: finding.Inconclusive},
		"no worker":                   {o: bare(), want: finding.NotApplicable, message: "registration/no-worker"},
		"nothing was seen":            {o: nothingSeen(), want: finding.Inconclusive},
	})
}
