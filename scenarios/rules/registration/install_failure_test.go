package registration

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

func TestInstallFailure(t *testing.T) {
	const (
		missing  = page + "missing.css"
		addAll   = "Cache.addAll() failed for '" + missing + "': Response status 404 is not a successful status (200-299)."
		rejected = "Uncaught (in promise) TypeError: Failed to execute 'addAll' on 'Cache': Request failed"
		import_  = "Uncaught NetworkError: Failed to execute 'importScripts' on 'WorkerGlobalScope': The script at 'https://site.test/lib.js' failed to load."
	)
	isRedundant := registers(failed(page, sw))
	asksMissing := eachLog(asked(byWorker(missing, 404)))
	empty := func(o *observation.Observations) {
		o.FirstVisit.Caches, o.ReturnVisit.Caches, o.Offline.Caches = nil, nil, nil
	}
	pageAsks := func(o *observation.Observations) {
		o.ReturnVisit.First.Requests = append(o.ReturnVisit.First.Requests, observation.Request{URL: missing, Status: 404})
		o.FirstVisit.Visit.Requests = append(o.FirstVisit.Visit.Requests, observation.Request{URL: missing, Status: 404})
		o.Offline.Pages[0].Online.Requests = append(o.Offline.Pages[0].Online.Requests, observation.Request{URL: missing, Status: 404})
	}
	throws := eachLog(func(log *observation.SessionLog) {
		r := active(page, sw)
		r.Versions[0].Errors = []observation.WorkerError{{Message: "Uncaught Error: boom", URL: sw, Line: 3, At: 150}}
		log.Registrations = []observation.Registration{r}
	})
	throwsLater := eachLog(func(log *observation.SessionLog) {
		r := active(page, sw)
		r.Versions[0].Errors = []observation.WorkerError{{Message: "Uncaught Error: boom", URL: sw, Line: 3, At: 900}}
		log.Registrations = []observation.Registration{r}
	})
	once := site(func(o *observation.Observations) {
		o.FirstVisit.Registrations = []observation.Registration{failed(page, sw)}
	})
	cut := site(isRedundant, uncontrolled, func(o *observation.Observations) {
		o.ReturnVisit, o.Offline = nil, nil
		asked(observation.Exchange{URL: page + "a.js", Outcome: observation.Refused, RequestHeader: observation.Header{"Referer": {sw}}})(&o.FirstVisit.SessionLog)
	})
	pending := site(registers(observation.Registration{Scope: page, Versions: []observation.WorkerVersion{{ScriptURL: sw, State: observation.Installing,
		History: []observation.StateChange{{State: observation.Installing}}}}}), uncontrolled)

	judge(t, installFailure, map[string]ruleCase{
		"installs":               {o: site(), want: finding.Pass, message: "in 100 ms"},
		"a missing URL":          {o: site(isRedundant, uncontrolled, asksMissing), want: finding.NotApplicable, message: "install/missing-asset"},
		"with the console's URL": {o: site(isRedundant, uncontrolled, eachLog(says("error", addAll))), want: finding.NotApplicable, message: "install/missing-asset"},
		"a URL again in a second install": {o: site(isRedundant, uncontrolled, eachLog(asked(byWorker(page+"a.js", 200))),
			eachLog(asked(observation.Exchange{URL: sw, Status: 200, RequestHeader: observation.Header{"Service-Worker": {"script"}}})),
			eachLog(asked(byWorker(page+"a.js", 200)))),
			want: finding.Fail, evidence: sw, notEvidence: "twice"},
		"a URL twice": {o: site(isRedundant, uncontrolled, eachLog(asked(byWorker(page+"a.js", 200))), eachLog(asked(byWorker(page+"a.js", 200)))),
			want: finding.Fail, evidence: page + "a.js", message: "twice"},
		"without a word":            {o: site(isRedundant, uncontrolled), want: finding.Fail, evidence: sw},
		"a failed import":           {o: bare(refuses(sw, page, "ServiceWorker script evaluation failed"), eachLog(says("exception", import_))), want: finding.Fail, evidence: "lib.js"},
		"its install handler threw": {o: site(throws, empty), want: finding.Fail, evidence: "boom", message: "is active"},
		"threw later":               {o: site(throwsLater), want: finding.Pass},
		"active, precache failed": {o: site(empty, asksMissing, eachLog(says("error", addAll)), eachLog(says("rejection", rejected))),
			want: finding.Fail, evidence: missing, message: "became active although"},
		"active, a part of it failed": {o: site(asksMissing, eachLog(says("error", addAll)), eachLog(says("rejection", rejected))),
			want: finding.Fail, severity: finding.Warning, evidence: missing},
		"active, failure swallowed":   {o: site(empty, asksMissing, eachLog(says("error", addAll))), want: finding.Fail, evidence: missing},
		"tolerates a missing picture": {o: site(asksMissing, eachLog(says("error", addAll))), want: finding.Pass},
		"failed while visiting": {o: site(asksMissing, pageAsks, eachLog(says("error", "Cache.add() failed for '"+missing+"': Response status 404 is not a successful status (200-299).")),
			eachLog(says("rejection", "Uncaught (in promise) TypeError: Failed to execute 'add' on 'Cache': Request failed"))), want: finding.Pass},
		"failed once, installs elsewhere": {o: once, want: finding.Pass},
		"hit by the cut of the wire":      {o: cut, want: finding.Inconclusive, message: "cut"},
		"still installing":                {o: pending, want: finding.Inconclusive, message: "installing"},
		"no worker":                       {o: bare(), want: finding.NotApplicable, message: "registration/no-worker"},
		"nothing was seen":                {o: nothingSeen(), want: finding.Inconclusive},
	})
}

func TestInstallFailureAfterDeploy(t *testing.T) {
	const script = readingtest.Origin + "/sw.js"
	throws := func(o *observation.Observations) {
		readingtest.KeepsVersionA(o)
		o.Deploy.WorkerConsole = []observation.ConsoleMessage{{Level: "exception", Text: "Uncaught Error: boom", Worker: true}}
		o.Deploy.Registrations[0].Versions = append(o.Deploy.Registrations[0].Versions, observation.WorkerVersion{
			ID: readingtest.VersionB, ScriptURL: script, State: observation.Redundant,
			History: []observation.StateChange{{State: observation.Installing, At: 60100}, {State: observation.Redundant, At: 60200}},
		})
	}
	readingtest.CheckDeploy(t, installFailure, finding.Pass, []readingtest.Case{
		{Name: "the new version throws", Want: finding.Fail, Says: "in build B was not installed. Uncaught Error: boom", Evidence: []string{script}, Change: throws},
		{Name: "played, which may be the reason", Want: finding.Pass, Change: func(o *observation.Observations) {
			throws(o)
			readingtest.Played("")(o)
		}},
	})
}
