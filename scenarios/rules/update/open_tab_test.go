package update

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

func TestOpenTab(t *testing.T) {
	const dialog = Origin + "/assets/dialog-1a2b3c4d.js"
	asks := func(status int) change {
		return func(o *observation.Observations) {
			round(o).Open.Lazy = []observation.Request{{URL: dialog, Method: "GET", Destination: "script", Status: status, MIMEType: "text/javascript", ServedBy: observation.ByNetwork}}
		}
	}
	stored := func(o *observation.Observations) {
		o.Deploy.Caches[0].Entries = append(o.Deploy.Caches[0].Entries, Entry("/assets/dialog-1a2b3c4d.js", "text/javascript", ExScript))
	}
	CheckDeploy(t, openTab, finding.NotApplicable, []Case{
		NoWorker(), NoDeploy(), Loops(),
		{Name: "taken away", Want: finding.Fail, Says: "/assets/dialog-1a2b3c4d.js of its own build (status 404): it was in the cache v1 until build B took over", Evidence: []string{dialog}, Change: both(stored, asks(404))},
		{Name: "it is answered", Want: finding.Pass, Change: both(stored, asks(200))},
		{Name: "nobody had stored it", Want: finding.Pass, Change: asks(404)},
		{Name: "it is stored still", Want: finding.Pass, Change: both(stored, asks(404), func(o *observation.Observations) {
			round(o).Caches = append(round(o).Caches, o.Deploy.Caches...)
		})},
		{Name: "a page that it shows by itself lacks it", Want: finding.Fail, Evidence: []string{dialog}, Change: both(stored, asks(404), func(o *observation.Observations) {
			link := *round(o).Open.Link
			link.Requests, round(o).Open.Lazy = round(o).Open.Lazy, nil
			round(o).Open.Link = &link
		})},
		{Name: "no tab stayed open", Want: finding.Inconclusive, Change: func(o *observation.Observations) { round(o).Open = nil }},
		{Name: "played, with a limit about it", Want: finding.Inconclusive, Change: both(stored, asks(404), Played(dialog))},
	})
}
