package install

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

func TestHeavy(t *testing.T) {
	const mib = 1 << 20
	Check(t, heavy, finding.Pass, []Case{
		NoWorker(),
		{
			Name: "too many bytes", Want: finding.Fail, Says: "9.0 MiB",
			Evidence: []string{Origin + "/offline.html", Origin + "/talks/1", Origin + "/talks/2"},
			Change:   func(o *observation.Observations) { o.FirstVisit.Exchanges[ExTalk-1].BodyBytes = 9 * mib },
		},
		{
			Name: "too many requests", Want: finding.Fail, Says: "3 requests",
			Evidence: []string{Origin + "/offline.html", Origin + "/talks/1", Origin + "/talks/2"},
			Change:   func(o *observation.Observations) { o.Budgets.PrecacheRequests = 2 },
		},
		{
			Name: "what the page loads is its own cost", Want: finding.Pass, Says: "3 requests",
			Change: func(o *observation.Observations) { o.FirstVisit.Exchanges[ExScript-1].BodyBytes = 9 * mib },
		},
		{
			Name: "a team that wants more", Want: finding.Pass,
			Change: func(o *observation.Observations) {
				o.FirstVisit.Exchanges[ExTalk-1].BodyBytes = 9 * mib
				o.Budgets.PrecacheBytes = 10 * mib
			},
		},
		{
			Name: "an install that goes on", Want: finding.Inconclusive,
			Change: func(o *observation.Observations) { o.FirstVisit.Visit.Settled = false },
		},
		{
			Name: "broken off before the caches were read", Want: finding.Inconclusive, Says: "interrupted",
			Change: func(o *observation.Observations) {
				o.FirstVisit.Caches, o.FirstVisit.OfflineAfter = nil, nil
				o.Incomplete = []observation.Incomplete{{Experiment: "first-visit", Reason: "interrupted"}}
			},
		},
		{
			Name: "no stamps", Want: finding.Inconclusive, Says: "stamps",
			Change: func(o *observation.Observations) {
				entries := o.FirstVisit.Caches[0].Entries
				for i := range entries {
					entries[i].Exchange = 0
				}
			},
		},
	})
}
