package script

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

func TestUnchangedDeploy(t *testing.T) {
	const home, talk, sw = readingtest.Origin + "/", readingtest.Origin + "/talks/1", readingtest.Origin + "/sw.js"
	sameScript := func(o *observation.Observations) {
		readingtest.KeepsVersionA(o)
		for i := range o.Deploy.Exchanges {
			if e := &o.Deploy.Exchanges[i]; e.IsWorkerScript() {
				e.BodySHA256 = "sha-of-/sw.js"
			}
		}
	}
	old := func(o *observation.Observations) {
		sameScript(o)
		readingtest.StaysOld(o)
	}
	played := readingtest.Played(home)
	readingtest.CheckDeploy(t, unchangedDeploy, finding.Pass, []readingtest.Case{
		readingtest.NoWorker(), readingtest.NoDeploy(), readingtest.Loops(),
		{Name: "unchanged, and old for ever", Want: finding.Fail, Says: "build B left " + sw + " as it was, and after 3 loads of /, all tabs opened anew, / is still from the cache v1",
			Evidence: []string{home, talk, sw, home + "app.js", home + "app.css"}, Change: old},
		{Name: "unchanged, as a 304 says", Want: finding.Fail, Evidence: []string{home, talk, sw, home + "app.js", home + "app.css"}, Change: func(o *observation.Observations) {
			old(o)
			e := &o.Deploy.Exchanges[readingtest.InB(readingtest.ExWorker)-1]
			e.Status, e.BodySHA256 = 304, ""
		}},
		{Name: "unchanged, and fresh nevertheless", Want: finding.Pass, Says: "fresh nevertheless", Change: sameScript},
		{Name: "an import changed", Want: finding.Pass, Says: "new version", Change: func(o *observation.Observations) {
			sameScript(o)
			o.Deploy.Registrations = readingtest.DeployedSite().Deploy.Registrations
		}},
		{Name: "the script is answered by nobody", Want: finding.Inconclusive, Change: func(o *observation.Observations) {
			old(o)
			o.Deploy.Exchanges = o.Deploy.Exchanges[:readingtest.LastOfA]
		}},
		{Name: "a load never settles", Want: finding.Inconclusive, Change: func(o *observation.Observations) {
			old(o)
			unsettledLoads(o)
		}},
		{Name: "unchanged, and the worker learns from a manifest", Want: finding.Inconclusive, Says: "looked into its manifest", Change: func(o *observation.Observations) {
			old(o)
			look := o.Deploy.Exchanges[len(o.Deploy.Exchanges)-1]
			look.URL = home + "ngsw.json?ngsw-cache-bust=0.5"
			o.Deploy.Exchanges = append(o.Deploy.Exchanges, look)
		}},
		{Name: "played, and the script stays by design", Want: finding.Pass, Says: "fresh nevertheless", Change: func(o *observation.Observations) {
			sameScript(o)
			played(o)
			o.Deploy.Recognised = []string{"angular"}
		}},
		{Name: "played", Want: finding.NotApplicable, Says: "a played one changes", Change: played},
		{Name: "played, and content alone as well", Want: finding.Pass, Says: "takes a new worker script", Change: func(o *observation.Observations) {
			old(o)
			o.Deploy.Content = &observation.ContentDeploy{SessionLog: o.Deploy.SessionLog, Before: o.Deploy.Before, Round: o.Deploy.Rounds[0]}
			played(o)
		}},
		{Name: "played, and content alone is seen", Want: finding.Pass, Says: "also where", Change: func(o *observation.Observations) {
			o.Deploy.Content = &observation.ContentDeploy{SessionLog: o.Deploy.SessionLog, Before: o.Deploy.Before, Round: o.Deploy.Rounds[0]}
			played(o)
		}},
	})
}

func unsettledLoads(o *observation.Observations) {
	r := &o.Deploy.Rounds[0]
	for _, loads := range [][]observation.DeployLoad{r.Loads, r.Reopened} {
		for i := range loads {
			loads[i].Visit.Settled = false
		}
	}
	r.Open.Link.Settled = false
}
