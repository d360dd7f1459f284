package offline

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

func TestFallbackComplete(t *testing.T) {
	asks := func(r observation.Request) func(*observation.Observations) {
		return func(o *observation.Observations) {
			o.Offline.Unknown.Requests = append(o.Offline.Unknown.Requests, r)
		}
	}
	Check(t, fallbackComplete, finding.Pass, []Case{
		NoWorker(),
		{
			Name: "its style sheet is missing", Want: finding.Fail, Says: "/offline.html, shown for /nowhere, comes without /offline.css",
			Evidence: []string{Origin + "/offline.css"}, Change: asks(FailedRequest(Origin+"/offline.css", "style")),
		},
		{Name: "a font of another origin", Want: finding.Pass, Change: asks(FailedRequest(Foreign+"/font.woff2", "font"))},
		{Name: "a look whether the network is back", Want: finding.Pass, Change: asks(FailedRequest(Origin+"/ping", "fetch"))},
		{Name: "a favicon", Want: finding.Pass, Change: asks(FailedRequest(Origin+"/favicon.ico", "other"))},
		{
			Name: "the home page serves as fallback and lacks it as well: another rule's", Want: finding.Pass,
			Change: func(o *observation.Observations) {
				home := o.Offline.Pages[0].Offline
				home.Requests[2] = FailedRequest(Origin+"/app.css", "style")
				unknown := *home
				unknown.URL = Origin + "/nowhere"
				o.Offline.Unknown = &unknown
			},
		},
		{
			Name: "there is none", Want: finding.NotApplicable,
			Change: func(o *observation.Observations) {
				o.Offline.Unknown, o.Offline.Unvisited = Unopened("/nowhere"), Unopened("/talks/2")
			},
		},
		{
			Name: "it never settles", Want: finding.Inconclusive,
			Change: func(o *observation.Observations) { o.Offline.Unknown = Unsettled("/nowhere") },
		},
	})
}
