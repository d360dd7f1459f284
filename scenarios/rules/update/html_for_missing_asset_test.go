package update

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

func TestHTMLForMissingAsset(t *testing.T) {
	const missing = Origin + "/x-0123abcd.js"
	answered := func(status int, contentType string) change {
		return func(o *observation.Observations) {
			round(o).Missing = &observation.Probe{URL: missing, Status: status, Header: observation.Header{"Content-Type": {contentType}}}
		}
	}
	CheckDeploy(t, htmlForMissingAsset, finding.Pass, []Case{
		NoWorker(), NoDeploy(),
		{Name: "the index page", Want: finding.Fail, Says: missing, Evidence: []string{missing}, Change: answered(200, "text/html; charset=utf-8")},
		{Name: "an error page", Want: finding.Pass, Says: "404", Change: answered(404, "text/html")},
		{Name: "an empty script", Want: finding.Pass, Change: answered(200, "text/javascript")},
		{Name: "no answer", Want: finding.Inconclusive, Change: answered(0, "")},
		{Name: "no asset at all", Want: finding.NotApplicable, Change: func(o *observation.Observations) { round(o).Missing = nil }},
		{Name: "also where the page reloads for ever", Want: finding.Fail, Evidence: []string{missing}, Change: both(Loop, answered(200, "text/html"))},
	})
}
