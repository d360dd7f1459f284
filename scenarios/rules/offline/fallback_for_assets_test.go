package offline

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

func TestFallbackForAssets(t *testing.T) {
	answered := func(mimeType string, status int) func(*observation.Observations) {
		return func(o *observation.Observations) {
			r := Asset("image", ExOffline)
			r.URL, r.MIMEType, r.Status = Origin+"/nowhere.png", mimeType, status
			o.Offline.Destinations[0].Request = r
		}
	}
	Check(t, fallbackForAssets, finding.Pass, []Case{
		NoWorker(),
		{Name: "HTML for an image", Want: finding.Fail, Says: "image", Evidence: []string{Origin + "/nowhere.png"}, Change: answered("text/html", 200)},
		{Name: "an image for an image", Want: finding.Pass, Change: answered("image/svg+xml", 200)},
		{Name: "HTML that says by its status that it is none", Want: finding.Pass, Change: answered("text/html", 503)},
		{
			Name: "data in its own kind", Want: finding.Pass,
			Change: func(o *observation.Observations) {
				o.Offline.Destinations[1].Request.Status, o.Offline.Destinations[1].Request.Error = 200, ""
				o.Offline.Destinations[1].Request.MIMEType = "application/json"
			},
		},
		{
			Name: "HTML for data alone", Want: finding.NotApplicable, Says: "offline/fallback-status",
			Change: func(o *observation.Observations) { o.Offline.Destinations[1].Request = answeredData("text/html", 200) },
		},
		{Name: "nothing was asked", Want: finding.Inconclusive, Change: func(o *observation.Observations) { o.Offline.Destinations = nil }},
	})
}
