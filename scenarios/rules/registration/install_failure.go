package registration

import (
	"fmt"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
	"github.com/swcheck/swcheck/scenarios/rules/script"
)

func init() {
	rules.Register(rules.Rule{Uses: []string{"deploy"}, Rule: finding.Rule{
		ID:       "registration/install-failure",
		Severity: finding.Error,
		Title:    "The worker installs",
		Failed:   "The worker does not install",
		Why: "Visitors get no worker, or one whose cache is empty, and nobody notices: the page works as before as long as there is a network. " +
			"Visitors who have an older version keep it, with all its old content.",
		Detected: "The states of the worker show that no version got past installing, or that one became active although its install handler threw or its cache " +
			"could not be filled. The cause is read from the worker's console and from the requests that it made itself.",
		Fix: "Correct the URL, import or statement that the evidence names, and pass the promise of the precache to event.waitUntil, " +
			"so that a worker without its cache never becomes active. Each URL may stand in the list of Cache.addAll once only.",
		Before: `self.addEventListener('install', event => {
  caches.open('v1').then(cache => cache.addAll(['/', '/missing.css']))
})`,
		After: `self.addEventListener('install', event => {
  event.waitUntil(caches.open('v1').then(cache => cache.addAll(['/', '/style.css'])))
})`,
		References: []string{
			"https://w3c.github.io/ServiceWorker/#installation-algorithm",
			"https://developer.mozilla.org/en-US/docs/Web/API/Cache/addAll",
			"https://web.dev/articles/service-worker-lifecycle#install",
		},
		Needs: []string{"first-visit"},
	}, Judge: installFailure})
}

func installFailure(o *observation.Observations) finding.Verdict {
	fault, found := InstallFault(o)
	switch {
	case found && fault.Asset != "":
		return finding.DoesNotApply("what " + fault.Script + " is to store is missing, see install/missing-asset")
	case found:
		return failedInstall(o, fault)
	}
	if rule, found := script.Fault(o); found {
		return finding.DoesNotApply("browsers refuse the worker's script, see " + rule)
	}
	registration, version, ok := reading.Worker(o)
	switch {
	case len(sessions(o)) == 0:
		return reading.NoVisit("a worker")
	case !ok && refusedScope(o) == nil:
		return finding.DoesNotApply("no service worker is registered, see registration/no-worker")
	case refusedScope(o) != nil && !anyWorker(o):
		return finding.DoesNotApply("the registration was refused for its scope, see registration/scope")
	case !anyInstalled(registration) && version.State == observation.Redundant:
		return finding.CannotTell(fmt.Sprintf("%s became redundant while the wire was cut, which may be the reason", version.ScriptURL))
	case !anyInstalled(registration):
		return finding.CannotTell(fmt.Sprintf("%s was still %s when the visits ended", version.ScriptURL, version.State))
	}
	if verdict, failed := failedAfterDeploy(o); failed {
		return verdict
	}
	return finding.Passed(fmt.Sprintf("%s is installed%s", version.ScriptURL, installTime(version)))
}

// failedAfterDeploy judges the new version that the target's own deploy brought
// and that did not install for another reason than a missing asset. Where the
// deploy was played, that may be how it was played.
func failedAfterDeploy(o *observation.Observations) (finding.Verdict, bool) {
	for _, r := range reading.Rounds(o) {
		version, failed := r.FailedInstall()
		_, _, missing := reading.MissingAsset(r.Log, version.ScriptURL, r.Last)
		if !failed || missing || r.Way == observation.DeployPlayed {
			continue
		}
		reason, evidence := whyRedundant(session{SessionLog: r.Log}, version)
		own := finding.Evidence{Kind: finding.OfWorker, URL: version.ScriptURL, Text: "states: " + states(version)}
		return finding.Failing(fmt.Sprintf("the new version of %s in build %s was not installed. %s", version.ScriptURL, r.Build, reason), append(evidence, own)...), true
	}
	return finding.Verdict{}, false
}

func failedInstall(o *observation.Observations, fault Fault) finding.Verdict {
	if !fault.Active {
		return finding.Failing(fmt.Sprintf("%s was not installed. %s", fault.Script, fault.Reason), fault.Evidence...)
	}
	verdict := finding.Failing(fmt.Sprintf("%s is active, but %s", fault.Script, fault.Reason), fault.Evidence...)
	if reading.StoresAnything(o) {
		verdict.Severity = finding.Warning // a part of the precache is there
	}
	return verdict
}

func installTime(v observation.WorkerVersion) string {
	from, began := first(v, observation.Installing)
	until, ended := first(v, observation.Installed)
	if !began || !ended {
		return ""
	}
	return fmt.Sprintf(", in %.0f ms", until-from)
}
