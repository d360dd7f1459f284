package update

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

func TestOldCacheWins(t *testing.T) {
	CheckDeploy(t, oldCacheWins, finding.Pass, []Case{
		NoWorker(), NoDeploy(), Loops(),
		{Name: "the old cache answers", Want: finding.Fail, Says: "has / from the cache v1, fetched in exchange 1 of build A, although the cache v2 holds the bytes of exchange 9",
			Evidence: []string{home, talk, app, style}, Change: StaysOld},
		{Name: "the new cache was filled with old bytes", Want: finding.Pass, Change: both(StaysOld, func(o *observation.Observations) {
			caches := Caches()
			caches[0].Name = CacheB
			round(o).Caches = caches
		})},
		{Name: "the old version is active", Want: finding.Inconclusive, Change: both(StaysOld, KeepsVersionA)},
		{Name: "a load never settles", Want: finding.Inconclusive, Change: eachLoad(neverSettles)},
		{Name: "played, with a limit about the site", Want: finding.Inconclusive, Change: both(StaysOld, Played(""))},
		{Name: "the worker makes the pages anew", Want: finding.Pass, Change: madeAnew},
		{Name: "the worker makes the pages anew, and two caches hold them", Want: finding.Inconclusive, Says: "makes its answer for / anew", Change: both(madeAnew, func(o *observation.Observations) {
			round(o).Caches = append(round(o).Caches, Caches()...)
		})},
		{Name: "one load late", Want: finding.Pass, Change: func(o *observation.Observations) {
			round(o).Loads[1].Visit = LoadOf("/", HomeText, false)
		}},
	})
	t.Run("its message names both caches", func(t *testing.T) {
		o := DeployedSite()
		StaysOld(o)
		for _, e := range oldCacheWins(o).Evidence {
			if e.Cache != CacheA && e.Cache != CacheB {
				t.Errorf("%+v names no cache", e)
			}
		}
	})
}
