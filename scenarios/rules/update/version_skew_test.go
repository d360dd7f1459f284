package update

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

func TestVersionSkew(t *testing.T) {
	oldScript := eachLoad(func(v *observation.Visit) { fromCacheA(v, app, ExScript) })
	sameScript := func(o *observation.Observations) { o.Deploy.Exchanges[InB(ExScript)-1].BodySHA256 = "sha-of-/app.js" }
	CheckDeploy(t, versionSkew, finding.Pass, append(anew(finding.Inconclusive), []Case{
		NoWorker(), NoDeploy(), Loops(),
		{Name: "a new page with an old script", Want: finding.Fail, Says: "load 2 of / after the deploy of build B has its document from the cache v2, fetched in exchange 9 of build B, and the script /app.js from the cache v1, fetched in exchange 2 of build A",
			Evidence: []string{home, talk, app}, Change: oldScript},
		{Name: "an old page with a new script", Want: finding.Fail, Evidence: []string{home, talk, app}, Change: both(StaysOld, eachLoad(func(v *observation.Visit) {
			setPart(v, app, func(q *observation.Request) { q.Cache, q.Exchange = CacheB, InB(ExScript) })
		}))},
		{Name: "an old picture", Want: finding.Pass, Change: eachLoad(func(v *observation.Visit) { fromCacheA(v, Origin+"/logo.png", ExImage) })},
		{Name: "the script is the same in both", Want: finding.Pass, Change: both(oldScript, sameScript, func(o *observation.Observations) {
			for i := range round(o).Now {
				if now := &round(o).Now[i]; now.URL == app {
					now.SHA256 = "sha-of-/app.js"
				}
			}
		})},
		{Name: "the browser's own cache kept the script", Want: finding.Pass, Change: both(oldScript, eachLoad(func(v *observation.Visit) {
			setPart(v, app, func(q *observation.Request) { q.ServedBy, q.Cache = observation.ByHTTPCache, "" })
		}))},
		{Name: "the script differs at each request", Want: finding.Pass, Change: both(oldScript, func(o *observation.Observations) {
			o.Deploy.Exchanges = append(o.Deploy.Exchanges, observation.Exchange{ID: 17, URL: app, Status: 200, Build: "B", BodySHA256: "another"})
		})},
		{Name: "what it asks for is gone", Want: finding.NotApplicable, Says: "update/dead-shell", Change: both(StaysOld, gone(style), eachLoad(func(v *observation.Visit) {
			setPart(v, app, func(q *observation.Request) { q.Cache, q.Exchange = CacheB, InB(ExScript) })
		}))},
		{Name: "a load never settles", Want: finding.Inconclusive, Change: eachLoad(neverSettles)},
		{Name: "played, with a limit about the page", Want: finding.Inconclusive, Change: both(oldScript, Played(home))},
	}...))
}

func TestSeverityOfVersionSkew(t *testing.T) {
	for way, want := range map[observation.DeployWay]finding.Severity{
		observation.DeployOwn: "", observation.DeployFolder: "", observation.DeployPlayed: finding.Warning,
	} {
		o := DeployedSite()
		eachLoad(func(v *observation.Visit) { fromCacheA(v, app, ExScript) })(o)
		o.Deploy.Way = way
		if v := versionSkew(o); v.Outcome != finding.Fail || v.Severity != want {
			t.Errorf("with the deploy %s it is %s, %q in place of the rule's severity, want %q", way, v.Outcome, v.Severity, want)
		}
	}
}
