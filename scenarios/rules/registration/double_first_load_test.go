package registration

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
)

func TestDoubleFirstLoad(t *testing.T) {
	loads := func(controller string, urls ...string) func(*observation.Observations) {
		return func(o *observation.Observations) {
			v := &o.FirstVisit.Visit
			v.Controller, v.Navigations = controller, urls
			v.Requests = append(v.Requests, v.Requests...)
			v.Requests[1].Exchange = 9
			v.WorkerStart = controller != ""
		}
	}
	alsoWithout := func(o *observation.Observations) { o.WithoutWorker.Visit.Navigations = []string{page, page} }
	loops := func(o *observation.Observations) { unsettled(&o.FirstVisit.Visit) }

	judge(t, doubleFirstLoad, map[string]ruleCase{
		"once":                            {o: site(), want: finding.Pass},
		"claimed without a reload":        {o: site(loads(sw, page)), want: finding.Pass},
		"reloaded at control":             {o: site(loads(sw, page, page)), want: finding.Fail, evidence: page, message: "2 times"},
		"only the fragment differs":       {o: site(loads(sw, page, page+"#top")), want: finding.Fail},
		"reloaded after a redirect":       {o: site(loads(sw, page, page+"en/", page+"en/")), want: finding.Fail, message: page + "en/ 2 times"},
		"reloads for ever":                {o: site(loads(sw, page, page, page, page), loops), want: finding.Fail, message: "4 times"},
		"redirected by a script":          {o: site(loads(sw, page, page+"en/")), want: finding.Pass},
		"there and back":                  {o: site(loads(sw, page, page+"login", page)), want: finding.Pass},
		"reloaded by something else":      {o: site(loads("", page, page)), want: finding.Pass, message: "something else"},
		"reloads without workers as well": {o: site(loads(sw, page, page), alsoWithout), want: finding.Pass, message: "without workers as well"},
		"reloaded before control":         {o: site(loads(sw, page, page), func(o *observation.Observations) { o.FirstVisit.Visit.WorkerStart = false }), want: finding.Pass, message: "before the worker is in control"},
		"did not settle":                  {o: site(loops), want: finding.Inconclusive, message: "/slow"},
		"no worker":                       {o: bare(), want: finding.NotApplicable, message: "registration/no-worker"},
		"nothing was seen":                {o: nothingSeen(), want: finding.Inconclusive},
	})
}
