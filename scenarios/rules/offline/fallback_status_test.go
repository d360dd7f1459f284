package offline

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

// answeredData is a request for data that the worker answered.
func answeredData(mimeType string, status int) observation.Request {
	r := Asset("fetch", ExOffline)
	r.URL, r.MIMEType, r.Status = Origin+"/nowhere.json", mimeType, status
	return r
}

func TestFallbackStatus(t *testing.T) {
	data := []string{Origin + "/nowhere.json"}
	answered := func(mimeType string, status int) func(*observation.Observations) {
		return func(o *observation.Observations) {
			o.Offline.Destinations[1].Request = answeredData(mimeType, status)
		}
	}
	Check(t, fallbackStatus, finding.Pass, []Case{
		NoWorker(),
		{Name: "the offline page", Want: finding.Fail, Says: "text/html with status 200", Evidence: data, Change: answered("text/html", 200)},
		{Name: "made-up data", Want: finding.Fail, Says: "application/json", Evidence: data, Change: answered("application/json", 200)},
		{Name: "nothing at all", Want: finding.Fail, Says: "without a type", Evidence: data, Change: answered("", 204)},
		{Name: "data that says by its status that it is none", Want: finding.Pass, Change: answered("application/json", 503)},
		{Name: "another source than the worker", Want: finding.Pass, Change: func(o *observation.Observations) {
			answered("application/json", 200)(o)
			o.Offline.Destinations[1].Request.ThroughWorker = false
		}},
		{Name: "HTML for pictures too", Want: finding.NotApplicable, Says: "offline/fallback-for-assets", Change: func(o *observation.Observations) {
			answered("text/html", 200)(o)
			o.Offline.Destinations[0].Request = answeredData("text/html", 200)
		}},
		{Name: "nothing was asked", Want: finding.Inconclusive, Change: func(o *observation.Observations) { o.Offline.Destinations = nil }},
	})
}
