package registration

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
)

func TestPassThrough(t *testing.T) {
	makesItsAnswers := forwarding()
	*makesItsAnswers.Offline.Pages[0].Offline = offline()
	makesItsAnswers.Offline.Pages[0].Offline.ServedBy = observation.ByWorker
	onlineOnly := forwarding()
	onlineOnly.FirstVisit.OfflineAfter, onlineOnly.Offline.Pages[0].Offline = nil, nil

	brokenOff := site()
	brokenOff.ReturnVisit, brokenOff.Offline, brokenOff.FirstVisit.OfflineAfter, brokenOff.FirstVisit.Caches = nil, nil, nil, nil

	judge(t, passThrough, map[string]ruleCase{
		"answers from a cache":      {o: site(), want: finding.Pass},
		"only forwards":             {o: forwarding(), want: finding.Fail, evidence: sw, message: sw},
		"counts what it forwards":   {o: forwarding(), want: finding.Fail, evidence: "as 2 requests in all"},
		"makes a page when offline": {o: makesItsAnswers, want: finding.Pass},
		"not seen offline":          {o: onlineOnly, want: finding.Inconclusive},
		"broken off":                {o: brokenOff, want: finding.Inconclusive},
		"handles no requests":       {o: quiet(), want: finding.NotApplicable, message: "registration/no-fetch-handler"},
		"no worker":                 {o: bare(), want: finding.NotApplicable, message: "registration/no-worker"},
		"nothing was seen":          {o: nothingSeen(), want: finding.Inconclusive},
	})
}
