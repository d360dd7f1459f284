package install

import (
	"fmt"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
	"github.com/swcheck/swcheck/scenarios/rules/registration"
)

func init() {
	rules.Register(rules.Rule{Judge: missingAsset, Uses: []string{"deploy"}, Rule: finding.Rule{
		ID:       "install/missing-asset",
		Severity: finding.Error,
		Title:    "All that the worker is to store is there",
		Failed:   "Something that the worker is to store is missing, and so it does not install",
		Why:      "One file of the list is not there, and Cache.addAll stores none of it. New visitors get no worker at all; those who have one keep it, with the content of the last deploy that went well.",
		Detected: "No version of the worker gets past installing, and among what it asked for by itself is something that was answered with 404 or another error, or not at all, or was refused as the console tells. The same of the new version after the target's own deploy.",
		Fix:      "Let the build step write the list from the files that it made. What is welcome but not needed goes to the cache one by one, and its failure is caught.",
		Before:   `await cache.addAll(['/', '/app.css', '/images/renamed-last-week.png']);`,
		After: `await cache.addAll(['/', '/app.css']);
await Promise.allSettled(PICTURES.map(url => cache.add(url)));`,
		References: []string{
			"https://developer.mozilla.org/en-US/docs/Web/API/Cache/addAll",
			"https://w3c.github.io/ServiceWorker/#installation-algorithm",
		},
		Needs: []string{"first-visit"},
	}})
}

func missingAsset(o *observation.Observations) finding.Verdict {
	if fault, found := registration.InstallFault(o); found {
		if fault.Asset == "" {
			return finding.DoesNotApply("the install of " + fault.Script + " fails for another reason, see " + fault.Rule())
		}
		return finding.Failing(fmt.Sprintf("%s was not installed. %s", fault.Script, fault.Reason), fault.Evidence...)
	}
	if verdict, none := registration.Inactive(o); none {
		return verdict
	}
	for _, r := range reading.Rounds(o) {
		if verdict, failed := missingAfter(r); failed {
			return verdict
		}
	}
	return finding.Passed("all that the worker is to store is there" + afterDeploys(o))
}

// missingAfter judges the new version that a deploy brought.
func missingAfter(r reading.Round) (finding.Verdict, bool) {
	version, failed := r.FailedInstall()
	if !failed {
		return finding.Verdict{}, false
	}
	if r.Way == observation.DeployPlayed {
		return finding.CannotTell(fmt.Sprintf("the new version of %s did not install, and the deploy was played: that may be the reason. A deploy of your own can tell", version.ScriptURL)), true
	}
	asset, why, missing := reading.MissingAsset(r.Log, version.ScriptURL, r.Last)
	if !missing {
		return finding.DoesNotApply("the new version of " + version.ScriptURL + " does not install for another reason, see registration/install-failure"), true
	}
	return finding.Failing(fmt.Sprintf("the new version of %s in build %s was not installed, and visitors keep the former one: %s, which it is to store, was %s",
		version.ScriptURL, r.Build, asset.URL, why),
		finding.Evidence{Kind: finding.OfExchange, URL: asset.URL, Exchange: asset.ID, Text: "asked for by the worker while it was installed: " + why},
		finding.Evidence{Kind: finding.OfWorker, URL: version.ScriptURL, Text: "version " + version.ID + " became redundant while it was installed"}), true
}

func afterDeploys(o *observation.Observations) string {
	if rounds := reading.Rounds(o); len(rounds) > 0 && rounds[0].ShowsNothing() == "" {
		return ", also after a deploy"
	}
	return ""
}
