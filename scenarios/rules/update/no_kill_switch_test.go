package update

import (
	"slices"
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

func TestNoKillSwitch(t *testing.T) {
	through := observation.DeployLoad{Visit: LoadOf("/", HomeText, false), Active: VersionA}
	clean := observation.DeployLoad{Visit: *Unsettled("/")}
	clean.Visit.Settled, clean.Visit.WorkerStart = true, false
	for i := range clean.Visit.Requests {
		clean.Visit.Requests[i].ThroughWorker = false
	}
	removed := func(replaced, gone []observation.DeployLoad) change {
		return func(o *observation.Observations) {
			log := Log()
			log.Registrations[0].UpdateViaCache = "all"
			o.Removal = &observation.Removal{
				Replaced: &observation.RemovalRun{SessionLog: log, Last: LastOfA, Loads: slices.Clone(replaced)},
				Gone:     &observation.RemovalRun{SessionLog: log, Last: LastOfA, Loads: gone},
			}
		}
	}
	stuck := []observation.DeployLoad{through, through, through}
	never := removed(stuck, stuck)
	CheckDeploy(t, noKillSwitch, finding.Inconclusive, []Case{
		{Name: "no worker", Want: finding.NotApplicable, Change: NoWorker().Change},
		{Name: "clean after one load", Want: finding.Pass, Says: "clean after 1 load; where the script answers 404, browsers keep the worker", Change: removed([]observation.DeployLoad{through, clean}, stuck)},
		{Name: "never", Want: finding.Fail, Says: "3 loads after the script of the worker was replaced by one that unregisters, / still passes the worker: the browser asked nobody for the script",
			Evidence: []string{home, Origin + "/sw.js"}, Change: never},
		{Name: "never, although it saw the script", Want: finding.Fail, Says: "has seen the new script", Evidence: []string{home, Origin + "/sw.js"}, Change: both(never, func(o *observation.Observations) { o.Removal.Replaced.Last = 0 })},
		{Name: "the last load never settles", Want: finding.Inconclusive, Change: both(never, func(o *observation.Observations) { neverSettles(&o.Removal.Replaced.Loads[2].Visit) })},
		{Name: "browsers keep the script for a year", Want: finding.NotApplicable, Says: "script/long-lived", Change: both(never, func(o *observation.Observations) {
			for i := range o.ReturnVisit.Exchanges {
				if e := &o.ReturnVisit.Exchanges[i]; e.IsWorkerScript() {
					e.ResponseHeader = observation.Header{"Cache-Control": {"max-age=31536000"}, "Content-Type": {"text/javascript"}}
				}
			}
			o.ReturnVisit.Registrations[0].UpdateViaCache = "all"
		})},
	})
}
