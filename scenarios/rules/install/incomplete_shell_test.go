package install

import (
	"slices"
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

func TestIncompleteShell(t *testing.T) {
	forget := func(o *observation.Observations, exchange int, destination string) {
		f := o.FirstVisit
		stored := &f.Caches[0].Entries
		*stored = slices.DeleteFunc(*stored, func(e observation.CacheEntry) bool { return e.Exchange == exchange })
		fail(f.OfflineAfter, exchange, destination)
	}
	Check(t, incompleteShell, finding.Pass, []Case{
		NoWorker(),
		{
			Name: "the style sheet is not stored", Want: finding.Fail, Says: "/app.css", Evidence: []string{Origin + "/app.css"},
			Change: func(o *observation.Observations) { forget(o, ExStyle, "style") },
		},
		{
			Name: "a script that only the shell needs", Want: finding.Fail, Says: "/frame.js", Evidence: []string{Origin + "/frame.js"},
			Change: func(o *observation.Observations) {
				after := o.FirstVisit.OfflineAfter
				after.Requests = append(after.Requests, FailedRequest(Origin+"/frame.js", "script"))
			},
		},
		{
			Name: "a script that fails online too", Want: finding.Pass,
			Change: func(o *observation.Observations) {
				for _, v := range []*observation.Visit{&o.FirstVisit.Visit, o.FirstVisit.OfflineAfter} {
					v.Requests = append(v.Requests, FailedRequest(Origin+"/gone.js", "script"))
				}
			},
		},
		{
			Name: "without its script the page is blank", Want: finding.Fail, Says: "/app.js", Evidence: []string{Origin + "/app.js"},
			Change: func(o *observation.Observations) {
				forget(o, ExScript, "script")
				o.FirstVisit.OfflineAfter.Text = ""
			},
		},
		{
			Name: "a picture is not stored, now or later", Want: finding.Fail, Says: "/logo.png", Evidence: []string{Origin + "/logo.png"},
			Change: func(o *observation.Observations) {
				forget(o, ExImage, "image")
				fail(o.Offline.Pages[0].Offline, ExImage, "image")
			},
		},
		{
			Name: "a picture is stored when it is next used", Want: finding.Pass,
			Change: func(o *observation.Observations) { forget(o, ExImage, "image") },
		},
		{
			Name: "it is stored and does not come: another rule's", Want: finding.Pass,
			Change: func(o *observation.Observations) { fail(o.FirstVisit.OfflineAfter, ExStyle, "style") },
		},
		{
			Name: "an image of one pixel is there to be asked for", Want: finding.Pass,
			Change: func(o *observation.Observations) {
				forget(o, ExImage, "image")
				fail(o.Offline.Pages[0].Offline, ExImage, "image")
				o.FirstVisit.Exchanges[ExImage-1].BodyBytes = 43
			},
		},
		{
			Name: "an image that never came online", Want: finding.Pass,
			Change: func(o *observation.Observations) {
				after := o.FirstVisit.OfflineAfter
				after.Requests = append(after.Requests, FailedRequest(Origin+"/lazy.png", "image"))
			},
		},
		{
			Name: "analytics of another origin", Want: finding.Pass,
			Change: func(o *observation.Observations) {
				after := o.FirstVisit.OfflineAfter
				after.Requests = append(after.Requests, FailedRequest(Foreign+"/analytics.js", "script"))
			},
		},
		{
			Name: "the page does not open: another rule's", Want: finding.NotApplicable,
			Change: func(o *observation.Observations) { o.FirstVisit.OfflineAfter = Unopened("/") },
		},
		{
			Name: "the fallback is shown: another rule's", Want: finding.NotApplicable,
			Change: func(o *observation.Observations) { o.FirstVisit.OfflineAfter = Fallback("/") },
		},
		{
			Name: "not all entries are known", Want: finding.Inconclusive,
			Change: func(o *observation.Observations) {
				forget(o, ExStyle, "style")
				o.FirstVisit.Caches[0].Truncated = 12
			},
		},
		{
			Name: "the page never settles", Want: finding.Inconclusive, Says: "still waiting",
			Change: func(o *observation.Observations) { o.FirstVisit.OfflineAfter = Unsettled("/") },
		},
		{
			Name: "the page was not opened offline", Want: finding.Inconclusive,
			Change: func(o *observation.Observations) { o.FirstVisit.OfflineAfter = nil },
		},
	})
}

// fail lets the visit's request for the exchange's URL fail.
func fail(v *observation.Visit, exchange int, destination string) {
	for i, r := range v.Requests {
		if r.Exchange == exchange {
			v.Requests[i] = FailedRequest(r.URL, destination)
		}
	}
}

func TestIncompleteShellWithoutFontsIsAWarning(t *testing.T) {
	font := Origin + "/text.woff2"
	o := Site()
	came := Asset("font", ExImage)
	came.URL = font
	o.FirstVisit.Visit.Requests = append(o.FirstVisit.Visit.Requests, came)
	o.FirstVisit.OfflineAfter.Requests = append(o.FirstVisit.OfflineAfter.Requests, FailedRequest(font, "font"))
	if v := incompleteShell(o); v.Outcome != finding.Fail || v.Severity != finding.Warning {
		t.Errorf("it says %s, severity %q: %s", v.Outcome, v.Severity, v.Message)
	}
}
