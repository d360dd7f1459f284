package update

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

func TestLoadsUntilFresh(t *testing.T) {
	twoBehind := func(o *observation.Observations) {
		r := round(o)
		fresh := r.Loads[1]
		r.Loads[1].Visit = LoadOf("/", HomeText, false)
		r.Loads = append(r.Loads, fresh)
	}
	refilled := both(StaysOld, func(o *observation.Observations) { round(o).Caches = nil })
	waits := func(o *observation.Observations) {
		twoBehind(o)
		round(o).Waiting = true
	}
	CheckDeploy(t, loadsUntilFresh, finding.Pass, append(anew(finding.Inconclusive), []Case{
		NoWorker(), NoDeploy(), Loops(),
		{Name: "two behind", Want: finding.Fail, Says: "/ shows the former build for 2 loads after the deploy of build B: / was from the cache v1, fetched in exchange 1 of build A",
			Evidence: []string{home, app, style}, Change: twoBehind},
		{Name: "the second load began while the new version was installing", Want: finding.Pass, Says: "after 1 load", Change: both(twoBehind, func(o *observation.Observations) { round(o).Loads[1].Early = true })},
		{Name: "two are allowed", Want: finding.Pass, Says: "2 loads", Change: both(twoBehind, func(o *observation.Observations) { o.Budgets.FreshAfterLoads = 2 })},
		{Name: "none is allowed", Want: finding.Fail, Says: "1 load after", Evidence: []string{home, app, style}, Change: func(o *observation.Observations) { o.Budgets.FreshAfterLoads = 0 }},
		{Name: "it waits, and is fresh when opened again", Want: finding.Pass, Says: "0 loads", Change: waits},
		{Name: "it waits, and was not opened again", Want: finding.Inconclusive, Change: both(waits, StaysOld, func(o *observation.Observations) { round(o).Reopened = nil })},
		{Name: "it waits, and is fresh nevertheless", Want: finding.Pass, Change: func(o *observation.Observations) {
			round(o).Waiting, round(o).Reopened, round(o).Loads = true, nil, round(o).Loads[1:]
		}},
		{Name: "never", Want: finding.NotApplicable, Says: "update/stale-forever", Change: refilled},
		{Name: "never, for the old cache answers", Want: finding.NotApplicable, Says: "update/old-cache-wins", Change: StaysOld},
		{Name: "never, and dead", Want: finding.NotApplicable, Says: "update/dead-shell", Change: both(refilled, gone(app))},
		{Name: "loaded once", Want: finding.Inconclusive, Says: "once", Change: func(o *observation.Observations) {
			r := round(o)
			r.Loads, r.Reopened, r.Open = r.Loads[:1], nil, nil
		}},
		{Name: "the worker makes the pages anew, and the second load shows new words", Want: finding.Pass, Says: "after 1 load", Change: both(madeAnew, func(o *observation.Observations) {
			r := round(o)
			r.Loads = append(r.Loads, r.Loads[0])
			otherWords(&r.Loads[1].Visit)
			otherWords(r.Open.Link)
			for i := range r.Reopened {
				otherWords(&r.Reopened[i].Visit)
			}
		})},
		{Name: "a load never settles", Want: finding.Inconclusive, Change: eachLoad(neverSettles)},
		{Name: "played, with a limit about the page", Want: finding.Inconclusive, Change: both(twoBehind, Played(home))},
	}...))
}
