package registration

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

func TestReloadLoop(t *testing.T) {
	const home = readingtest.Origin + "/"
	commits := func(n int) func(*observation.Observations) {
		return func(o *observation.Observations) {
			visit := &o.Deploy.Rounds[0].Loads[1].Visit
			visit.Navigations = nil
			for range n {
				visit.Navigations = append(visit.Navigations, home)
			}
		}
	}
	openTab := func(urls ...string) func(*observation.Observations) {
		return func(o *observation.Observations) { o.Deploy.Rounds[0].Open.Navigations = urls }
	}
	readingtest.CheckDeploy(t, reloadLoop, finding.Pass, []readingtest.Case{
		readingtest.NoDeploy(),
		{Name: "no worker", Want: finding.NotApplicable, Change: readingtest.NoWorker().Change},
		{Name: "in the open tab", Want: finding.Fail, Says: "loads itself 3 times after the deploy of build B", Evidence: []string{home}, Change: readingtest.Loop},
		{Name: "once, to let the new version in", Want: finding.Pass, Change: openTab(home)},
		{Name: "once each, to two pages", Want: finding.Pass, Change: openTab(home, home+"welcome")},
		{Name: "at a load", Want: finding.Fail, Says: "4 times", Evidence: []string{home}, Change: commits(5)},
		{Name: "one reload at a load", Want: finding.Pass, Change: commits(2)},
		{Name: "as it always did", Want: finding.Pass, Change: func(o *observation.Observations) {
			commits(3)(o)
			o.Deploy.Before[0].Navigations = []string{home, home, home}
		}},
		{Name: "a load never settles", Want: finding.Inconclusive, Change: func(o *observation.Observations) { unsettled(&o.Deploy.Rounds[0].Loads[0].Visit) }},
	})
}
