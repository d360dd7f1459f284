package offline

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

// whileFailing changes what the page showed while the server failed.
func whileFailing(change func(v *observation.Visit)) func(*observation.Observations) {
	return func(o *observation.Observations) { change(o.Faults.Sessions[1].Faults[0].Visited) }
}

func TestServerError(t *testing.T) {
	talk := []string{Origin + "/talks/1"}
	shows503 := whileFailing(func(v *observation.Visit) {
		v.Status, v.Text, v.Exchange, v.ServedBy, v.Cache = 503, "503 Service Unavailable", ExFailed, observation.ByNetwork, ""
	})
	Check(t, serverError, finding.Pass, []Case{
		NoWorker(),
		{Name: "the server's error", Want: finding.Fail, Says: "shows that error", Evidence: talk, Change: shows503},
		{Name: "the browser's error page", Want: finding.Fail, Says: "error page", Evidence: talk, Change: whileFailing(func(v *observation.Visit) {
			*v = *Unopened("/talks/1")
			v.Error = "net::ERR_FAILED"
		})},
		{Name: "the fallback", Want: finding.Fail, Says: "the fallback page", Evidence: talk, Change: whileFailing(func(v *observation.Visit) { *v = *Fallback("/talks/1") })},
		{
			Name: "its content failed", Want: finding.Fail, Says: "without the page's content", Evidence: []string{Origin + "/talks/1", Origin + "/api"},
			Change: whileFailing(func(v *observation.Visit) {
				v.Text = "Talk"
				r := Asset("fetch", ExFailed)
				r.URL, r.Status, r.ServedBy = Origin+"/api", 503, observation.ByNetwork
				v.Requests = append(v.Requests, r)
			}),
		},
		{Name: "it does not open offline either", Want: finding.NotApplicable, Says: "no copy", Change: func(o *observation.Observations) {
			o.Faults.Sessions[0].Offline = Unopened("/talks/1")
			shows503(o)
		}},
		{Name: "by the offline experiment it opens", Want: finding.Fail, Evidence: talk, Change: func(o *observation.Observations) {
			o.Faults.Sessions = o.Faults.Sessions[1:]
			o.Faults.Sessions[0].Faults[0].Visited.Status = 503
		}},
		{Name: "whether it opens offline is not known", Want: finding.Inconclusive, Says: "not known", Change: func(o *observation.Observations) {
			o.Faults.Sessions, o.Offline.Pages = o.Faults.Sessions[1:], o.Offline.Pages[:1]
		}},
		{Name: "it did not come to rest", Want: finding.Inconclusive, Says: "while the server failed", Change: whileFailing(func(v *observation.Visit) { *v = *Unsettled("/talks/1") })},
		{Name: "the experiment was not made", Want: finding.Inconclusive, Says: "was not made", Change: func(o *observation.Observations) { o.Faults = nil }},
	})
}
