package update

import (
	"testing"
	"time"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

func TestDeadShell(t *testing.T) {
	old := both(StaysOld, func(o *observation.Observations) { round(o).Caches = nil })
	dead := both(old, gone(app))
	fromHTTPCache := func(v *observation.Visit) {
		setPart(v, v.URL, func(q *observation.Request) {
			q.ServedBy, q.Cache, q.ThroughWorker = observation.ByHTTPCache, "", false
		})
	}
	fresh := func(o *observation.Observations) {
		r := round(o)
		r.Loads[0] = r.Loads[1]
	}
	CheckDeploy(t, deadShell, finding.Pass, []Case{
		NoWorker(), NoDeploy(), Loops(),
		{Name: "old pages, no scripts", Want: finding.Fail, Says: "from the cache v1, fetched in exchange 1 of build A", Evidence: []string{home, talk, app}, Change: dead},
		{Name: "HTML for the script", Want: finding.Fail, Says: "HTML was answered", Evidence: []string{home, talk, app}, Change: both(dead, eachLoad(func(v *observation.Visit) {
			setPart(v, app, func(q *observation.Request) { q.Status, q.MIMEType = 200, "text/html" })
		}))},
		{Name: "old pages with their scripts", Want: finding.Pass, Change: old},
		{Name: "the new cache would have it", Want: finding.NotApplicable, Says: "update/old-cache-wins", Change: both(StaysOld, gone(app))},
		{Name: "a new version took over meanwhile", Want: finding.Pass, Change: both(dead, installsDuringLoads(time.Millisecond))},
		{Name: "a new version came too late to take over", Want: finding.Fail, Evidence: []string{home, talk, app}, Change: both(dead, installsDuringLoads(400*time.Millisecond))},
		{Name: "the new page lacks it too", Want: finding.Pass, Change: both(fresh, gone(app))},
		{Name: "it was never there", Want: finding.Pass, Change: both(dead, func(o *observation.Observations) {
			for _, i := range []int{ExScript - 1, InB(ExScript) - 1} {
				o.Deploy.Exchanges[i].Status = 404
			}
		})},
		{Name: "the browser's own cache kept the page", Want: finding.Pass, Change: both(dead, eachLoad(fromHTTPCache))},
		{Name: "the bytes of the page are those of now", Want: finding.Pass, Change: both(dead, func(o *observation.Observations) {
			for i := range o.Deploy.Exchanges {
				if e := &o.Deploy.Exchanges[i]; e.URL == home || e.URL == talk {
					e.BodySHA256 = BytesInB(e.URL[len(Origin):])
				}
			}
		})},
		{Name: "a load never settles", Want: finding.Inconclusive, Change: eachLoad(neverSettles)},
		{Name: "played, with a limit about the script", Want: finding.Inconclusive, Says: "played", Change: both(dead, Played(app))},
		{Name: "played, and no asset could be renamed", Want: finding.Inconclusive, Says: "cannot show this", Change: func(o *observation.Observations) {
			o.Deploy.Limits = []observation.DeployLimit{{Recogniser: "hashed-names", URL: app, Reason: "it cannot be read"}}
		}},
		{Name: "played, and assets were renamed", Want: finding.Pass, Change: func(o *observation.Observations) {
			o.Deploy.Limits = []observation.DeployLimit{{Recogniser: "hashed-names", URL: app, Reason: "no text names it"}}
			o.Deploy.Recognised = []string{"hashed-names"}
		}},
		{Name: "played, with a limit about something else", Want: finding.Fail, Evidence: []string{home, talk, app}, Change: both(dead, Played(style))},
	})
}

// installsDuringLoads makes the browser get the new script so long after the
// beginning of each load. Parts are asked for 200 ms after it.
func installsDuringLoads(after time.Duration) change {
	return func(o *observation.Observations) {
		script := o.Deploy.Exchanges[InB(ExWorker)-1]
		eachLoad(func(v *observation.Visit) {
			v.Started = script.Started.Add(-after)
			for i := range v.Requests {
				v.Requests[i].Started = 200
			}
		})(o)
	}
}
