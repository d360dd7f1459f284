package update

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

func TestStaleForever(t *testing.T) {
	refilled := both(StaysOld, func(o *observation.Observations) { // the new cache holds yesterday's bytes
		caches := Caches()
		caches[0].Name = CacheB
		round(o).Caches = caches
	})
	CheckDeploy(t, staleForever, finding.Pass, append(anew(finding.Inconclusive), []Case{
		NoWorker(), NoDeploy(), Loops(),
		{Name: "refilled from the browser's own cache", Want: finding.Fail, Says: "3 loads of / after the deploy of build B, the last with its worker active and all tabs opened anew, and / is still from the cache v1, fetched in exchange 1 of build A",
			Evidence: []string{home, talk, app, style}, Change: refilled},
		{Name: "the new bytes are stored, too", Want: finding.NotApplicable, Says: "update/old-cache-wins", Change: StaysOld},
		{Name: "the old pages are dead", Want: finding.NotApplicable, Says: "update/dead-shell", Change: both(refilled, gone(app))},
		{Name: "the script stayed as it was", Want: finding.NotApplicable, Says: "script/unchanged-deploy", Change: both(refilled, KeepsVersionA, unchangedScript)},
		{Name: "the new version is not active", Want: finding.Inconclusive, Says: "not active", Change: both(refilled, KeepsVersionA)},
		{Name: "the new version does not install", Want: finding.NotApplicable, Says: "install/missing-asset", Change: both(refilled, KeepsVersionA, failsToInstall)},
		{Name: "the browser keeps the script", Want: finding.NotApplicable, Says: "script/long-lived", Change: both(refilled, KeepsVersionA, func(o *observation.Observations) {
			o.Deploy.Exchanges = o.Deploy.Exchanges[:LastOfA]
			o.Deploy.Registrations[0].UpdateViaCache = "all"
		})},
		{Name: "asked for once", Want: finding.Inconclusive, Says: "often enough", Change: both(refilled, func(o *observation.Observations) {
			r := round(o)
			r.Loads, r.Reopened, r.Open = r.Loads[:1], r.Reopened[1:], nil
		})},
		{Name: "what the browser's own cache kept", Want: finding.Pass, Change: both(refilled, eachLoad(func(v *observation.Visit) {
			for i := range v.Requests {
				v.Requests[i].ServedBy, v.Requests[i].Cache = observation.ByHTTPCache, ""
			}
		}))},
		{Name: "the last load never settles", Want: finding.Inconclusive, Change: eachLoad(neverSettles)},
		{Name: "played, and no cache could be told anew", Want: finding.Inconclusive, Says: "cannot show this", Change: both(refilled, Played(""))},
	}...))
}

func failsToInstall(o *observation.Observations) {
	versions := &o.Deploy.Registrations[0].Versions
	*versions = append(*versions, observation.WorkerVersion{
		ID: VersionB, ScriptURL: Origin + "/sw.js", State: observation.Redundant,
		History: []observation.StateChange{{State: observation.Installing, At: 60100}, {State: observation.Redundant, At: 60200}},
	})
}
