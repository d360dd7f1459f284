package registration

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
)

func TestWithoutWorker(t *testing.T) {
	without := func(change func(*observation.Visit)) func(*observation.Observations) {
		return func(o *observation.Observations) { change(&o.WithoutWorker.Visit) }
	}
	throws := func(v *observation.Visit) {
		v.Console = []observation.ConsoleMessage{{Level: "exception", Text: "Uncaught TypeError: Cannot read properties of undefined (reading 'register')"}}
	}
	judge(t, withoutWorker, map[string]ruleCase{
		"works":                              {o: site(), want: finding.Pass},
		"says that offline is not supported": {o: site(without(func(v *observation.Visit) { v.Text += ". Your browser cannot store this site." })), want: finding.Pass},
		"waits for ever":                     {o: site(without(func(v *observation.Visit) { v.Text = "Starting" })), want: finding.Fail, evidence: page, message: "online text"},
		"throws and is blank":                {o: site(without(func(v *observation.Visit) { throws(v); v.Text = "" })), want: finding.Fail, message: "blank"},
		"throws, and shows all":              {o: site(without(throws)), want: finding.Fail, severity: finding.Information, evidence: "reading 'register'"},
		"cannot be loaded by anybody":        {o: site(without(func(v *observation.Visit) { v.Status = 500 })), want: finding.Inconclusive},
		"does not settle":                    {o: site(without(unsettled)), want: finding.Inconclusive},
		"was not made":                       {o: site(func(o *observation.Observations) { o.WithoutWorker = nil }), want: finding.Inconclusive},
		"no worker":                          {o: bare(), want: finding.NotApplicable, message: "registration/no-worker"},
		"nothing was seen":                   {o: nothingSeen(), want: finding.Inconclusive},
	})
}
