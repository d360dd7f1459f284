package update

import (
	"slices"
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

func TestOldCachesKept(t *testing.T) {
	kept := func(o *observation.Observations) { round(o).Caches = append(Caches(), round(o).Caches...) }
	named := func(before, now string) change {
		return func(o *observation.Observations) {
			kept(o)
			o.Deploy.Caches[0].Name, round(o).Caches[0].Name = before, before
			round(o).Caches[1].Name = now
			for i := range round(o).Reopened {
				for j := range round(o).Reopened[i].Visit.Requests {
					round(o).Reopened[i].Visit.Requests[j].Cache = now
				}
			}
		}
	}
	// A second deploy, to build C, whose caches are as it is told.
	again := func(caches ...observation.Cache) change {
		return func(o *observation.Observations) {
			second := o.Deploy.Rounds[0]
			second.Build, second.Last, second.Caches = "C", InB(ExOther), caches
			second.Now, second.Loads, second.Open = nil, nil, nil
			second.Reopened = slices.Clone(second.Reopened)
			for i := range second.Reopened {
				second.Reopened[i].Active = "3"
			}
			o.Deploy.Rounds = append(o.Deploy.Rounds, second)
			v := &o.Deploy.Registrations[0].Versions
			*v = append(*v, observation.WorkerVersion{ID: "3", ScriptURL: Origin + "/sw.js", State: observation.Activated})
		}
	}
	cache := func(name string, exchange int) observation.Cache {
		return observation.Cache{Name: name, Entries: []observation.CacheEntry{Entry("/", "text/html", exchange)}}
	}
	CheckDeploy(t, oldCachesKept, finding.Pass, []Case{
		NoWorker(), NoDeploy(), Loops(),
		{Name: "kept after one deploy", Want: finding.Inconclusive, Says: "the cache v1 is still there beside v2 after one deploy", Change: kept},
		{Name: "kept under longer names", Want: finding.Inconclusive, Says: "site-1.4.9", Change: named("site-1.4.9", "site-1.5.0")},
		{Name: "two former versions are kept after one deploy", Want: finding.Fail, Says: "v0, v1 is still there beside v2", Evidence: []string{home}, Change: both(kept, func(o *observation.Observations) {
			older := cache("v0", ExHome)
			o.Deploy.Caches = append(o.Deploy.Caches, older)
			round(o).Caches = append([]observation.Cache{older}, round(o).Caches...)
		})},
		{Name: "another cache", Want: finding.Pass, Change: named("pictures", "pages-2")},
		{Name: "one for all versions", Want: finding.Pass, Says: "keep their names", Change: func(o *observation.Observations) {
			o.Deploy.Caches[0].Name, round(o).Caches[0].Name = "site", "site"
		}},
		{Name: "one for all versions, played with a limit", Want: finding.Inconclusive, Change: both(Played(""), func(o *observation.Observations) {
			o.Deploy.Caches[0].Name, round(o).Caches[0].Name = "site", "site"
		})},
		{Name: "it is in use", Want: finding.Pass, Change: both(kept, func(o *observation.Observations) {
			round(o).Caches[0].Entries[0].Exchange = InB(ExHome)
		})},
		{Name: "it still answers, and what it gives is the same in both builds", Want: finding.Inconclusive, Says: "v1 is still there beside v2, and still answers", Change: both(kept, func(o *observation.Observations) {
			r := round(o)
			for i := range r.Reopened {
				r.Reopened[i].Visit.Requests[0].Cache = "v1"
			}
		})},
		{Name: "it answers", Want: finding.NotApplicable, Says: "update/old-cache-wins", Change: both(kept, StaysOld)},
		{Name: "one version behind is kept for open tabs", Want: finding.Pass, Change: both(kept, again(cache("v2", InB(ExHome)), cache("v3", 17)))},
		{Name: "all are kept", Want: finding.Fail, Says: "after 2 deploys, build C is deployed and active, and the cache v1 is still there beside v2", Evidence: []string{home}, Change: both(kept, again(cache("v1", ExHome), cache("v2", InB(ExHome)), cache("v3", 17)))},
		{Name: "the new version is not active", Want: finding.Inconclusive, Change: both(kept, KeepsVersionA)},
		{Name: "a manifest tells of the new build, and the script stays", Want: finding.Inconclusive, Says: "may remove the cache v1 later on", Change: both(kept, KeepsVersionA, unchangedScript)},
		{Name: "not opened again", Want: finding.Inconclusive, Change: func(o *observation.Observations) { round(o).Reopened = nil }},
		{Name: "nothing was stored", Want: finding.NotApplicable, Change: func(o *observation.Observations) { o.Deploy.Caches = nil }},
	})
}
