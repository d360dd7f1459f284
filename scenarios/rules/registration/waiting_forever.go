package registration

import (
	"fmt"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Judge: waitingForever, Rule: finding.Rule{
		ID:       "registration/waiting-forever",
		Severity: finding.Information,
		Title:    "A new version does not wait unseen",
		Failed:   "A new version waits as long as a tab is open, and nobody is told",
		Why:      "Reloading does not bring the new version: it waits until every tab of the site is closed, which on phones and for pinned tabs is weeks. Visitors stay with the old site, and nothing on it tells them so.",
		Detected: "After a deploy the pages are loaded beside a tab that stays open. The new version is installed and waits, the loads show the former build, and their text says nothing that it did not say before.",
		Fix:      "Let the new version take over when it is installed (skipWaiting), where pages of the former build go on to work with it. Else tell the visitor that there is something new, and let them decide.",
		Before:   `addEventListener('install', (event) => event.waitUntil(precache()));`,
		After: `addEventListener('install', (event) => event.waitUntil(precache().then(() => skipWaiting())));
// or, in the page
registration.addEventListener('updatefound', () => tellVisitor(registration.installing));`,
		References: []string{
			"https://web.dev/articles/service-worker-lifecycle#waiting",
			"https://developer.chrome.com/docs/workbox/handling-service-worker-updates",
		},
		Needs: []string{"deploy"},
	}})
}

func waitingForever(o *observation.Observations) finding.Verdict {
	rounds, verdict, ok := reading.Deployed(o)
	if !ok {
		return verdict
	}
	r := rounds[0]
	if !r.Waiting {
		return finding.Passed("no new version waits while a tab is open")
	}
	for _, page := range r.Pages() {
		open := whileOpen(page)
		if len(open) == 0 {
			continue
		}
		last := open[len(open)-1]
		if reason, usable := reading.Usable(&last.Visit); !usable {
			return finding.CannotTell(reason)
		}
		if reason := last.WhyUntold(); reason != "" && len(last.Stale) == 0 {
			return finding.CannotTell(reason)
		}
		if len(last.Stale) == 0 {
			continue
		}
		if words := r.NewWords(page); len(words) > 0 {
			return finding.Passed(fmt.Sprintf("the new version waits, and %s says so: %q", reading.Path(page.URL), words))
		}
		return reading.Unless(o, finding.Failing(
			fmt.Sprintf("the new version of build %s waits as long as a tab is open: load %d of %s shows %s %s, and says nothing of it",
				r.Build, last.Number, reading.Path(page.URL), reading.Path(last.Stale[0].URL), r.Whence(last.Stale[0])),
			append(r.OfParts(last, last.Stale), waitingVersion(r)...)...))
	}
	return finding.Passed("the new version waits for all tabs to be closed, and the pages are fresh nevertheless")
}

func whileOpen(page reading.PageLoads) []reading.LoadAfter {
	var open []reading.LoadAfter
	for _, load := range page.Loads {
		if !load.Reopened {
			open = append(open, load)
		}
	}
	return open
}

func waitingVersion(r reading.Round) []finding.Evidence {
	for _, v := range r.Installs() {
		if v.Reached(observation.Installed) {
			return []finding.Evidence{{Kind: finding.OfWorker, URL: v.ScriptURL, Text: "states: " + states(v) + ", the last ones when all tabs were closed"}}
		}
	}
	return nil
}
