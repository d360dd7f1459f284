package registration

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

func TestWaitingForever(t *testing.T) {
	const home = readingtest.Origin + "/"
	waits := func(text string) func(*observation.Observations) {
		return func(o *observation.Observations) {
			r := &o.Deploy.Rounds[0]
			r.Waiting, r.Open.Link = true, nil
			for i := range r.Loads {
				r.Loads[i].Visit = readingtest.LoadOf("/", text, false)
				r.Loads[i].Active = readingtest.VersionA
			}
		}
	}
	silent := waits(readingtest.HomeText)
	readingtest.CheckDeploy(t, waitingForever, finding.Pass, []readingtest.Case{
		readingtest.NoWorker(), readingtest.NoDeploy(), readingtest.Loops(),
		{Name: "it waits, and nobody is told", Want: finding.Fail, Says: "load 2 of / shows / from the cache v1, fetched in exchange 1 of build A",
			Evidence: []string{home, home + "app.js", home + "app.css", home + "sw.js"}, Change: silent},
		{Name: "it waits, and the page says so", Want: finding.Pass, Says: "update available", Change: waits(readingtest.HomeText + ". Update available: reload")},
		{Name: "it waits, and a clock goes on", Want: finding.Fail, Evidence: []string{home, home + "app.js", home + "app.css", home + "sw.js"}, Change: waits(readingtest.HomeText + " 12:45")},
		{Name: "it waits, and the pages are fresh", Want: finding.Pass, Says: "fresh nevertheless", Change: func(o *observation.Observations) { o.Deploy.Rounds[0].Waiting = true }},
		{Name: "a load never settles", Want: finding.Inconclusive, Change: func(o *observation.Observations) {
			silent(o)
			unsettled(&o.Deploy.Rounds[0].Loads[1].Visit)
		}},
		{Name: "played, with a limit about the site", Want: finding.Inconclusive, Change: func(o *observation.Observations) {
			silent(o)
			readingtest.Played("")(o)
		}},
	})
}
