package offline

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

func TestStartURL(t *testing.T) {
	const start = "/?source=pwa"
	shows := func(v *observation.Visit) func(*observation.Observations) {
		return func(o *observation.Observations) { o.Offline.StartURL = v }
	}
	Check(t, startURL, finding.Pass, []Case{
		NoWorker(),
		{Name: "the browser's error page", Want: finding.Fail, Says: start, Evidence: []string{Origin + start}, Change: shows(Unopened(start))},
		{Name: "the fallback, although the page is stored", Want: finding.Fail, Says: "fallback", Evidence: []string{Origin + start}, Change: shows(Fallback(start))},
		{
			Name: "the fallback, as for the page itself", Want: finding.Pass,
			Change: func(o *observation.Observations) {
				o.Offline.StartURL, o.Offline.Pages[0].Offline = Fallback(start), Fallback("/")
			},
		},
		{
			Name: "it is a visited page that does not open: another rule's", Want: finding.NotApplicable, Says: "offline/visited-page",
			Change: func(o *observation.Observations) {
				o.Offline.StartURL, o.Offline.Pages[0].Offline = Unopened("/"), Unopened("/")
			},
		},
		{
			Name: "the page without its query does not open either: another rule's", Want: finding.NotApplicable, Says: "offline/visited-page",
			Change: func(o *observation.Observations) {
				o.Offline.StartURL, o.Offline.Pages[0].Offline = Unopened(start), Unopened("/")
			},
		},
		{Name: "it is a visited page that opens", Want: finding.Pass, Change: func(o *observation.Observations) { o.Offline.StartURL = o.Offline.Pages[0].Offline }},
		{Name: "no manifest", Want: finding.NotApplicable, Says: "no manifest", Change: shows(nil)},
		{
			Name: "a manifest that was not read", Want: finding.Inconclusive,
			Change: func(o *observation.Observations) {
				o.Offline.StartURL, o.FirstVisit.Visit.Manifest = nil, Origin+"/manifest.json"
			},
		},
		{Name: "outside the scope", Want: finding.NotApplicable, Says: "registration/scope", Change: shows(&observation.Visit{URL: "https://other.example/"})},
		{Name: "it never settles", Want: finding.Inconclusive, Change: shows(Unsettled(start))},
	})
}
