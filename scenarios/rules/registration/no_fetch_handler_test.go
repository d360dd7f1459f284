package registration

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
)

func TestNoFetchHandler(t *testing.T) {
	neverControlled := site(uncontrolled)
	judge(t, noFetchHandler, map[string]ruleCase{
		"handles requests":       {o: site(), want: finding.Pass},
		"handles none":           {o: quiet(), want: finding.Fail, evidence: sw, message: sw},
		"handles none, quick":    {o: withoutReturn(quiet()), want: finding.Fail, evidence: sw},
		"only forwards":          {o: forwarding(), want: finding.Pass},
		"never seen in control":  {o: neverControlled, want: finding.Inconclusive},
		"covers no visited page": {o: site(registers(active(page+"js/", page+"js/sw.js")), uncontrolled), want: finding.NotApplicable, message: "registration/scope"},
		"does not install":       {o: site(registers(failed(page, sw)), uncontrolled), want: finding.NotApplicable, message: "registration/install-failure"},
		"no worker":              {o: bare(), want: finding.NotApplicable, message: "registration/no-worker"},
		"nothing was seen":       {o: &observation.Observations{}, want: finding.Inconclusive},
	})
}

// withoutReturn is what the quick profile sees of the site.
func withoutReturn(o *observation.Observations) *observation.Observations {
	o.ReturnVisit = nil
	return o
}
