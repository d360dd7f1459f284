package registration

import (
	"fmt"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Judge: reloadLoop, Rule: finding.Rule{
		ID:       "registration/reload-loop",
		Severity: finding.Error,
		Title:    "The page comes to rest after an update",
		Failed:   "The page reloads again and again after an update",
		Why:      "The page flashes and cannot be used, the battery drains, and the server is asked without end. Only visitors who knew the site before the deploy get it, so it is seen last by the team.",
		Detected: "After a deploy the same document is committed more than twice in a row in one load, or more than once in the tab that stays open, without anybody's doing. One load by itself is how a new version is let in.",
		Fix:      "Reload once per page, on controllerchange, and only where the page asked the new version to take over. Never reload because a version waits: ask it to skip the waiting first, and make sure that it listens.",
		Before: `const registration = await navigator.serviceWorker.register('/sw.js');
if (registration.waiting) location.reload(); // it waits again`,
		After: `registration.waiting?.postMessage('take over');   // the worker calls skipWaiting()
navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });`,
		References: []string{
			"https://developer.chrome.com/docs/workbox/handling-service-worker-updates",
			"https://web.dev/articles/service-worker-lifecycle#waiting",
		},
		Needs: []string{"deploy"},
	}})
}

func reloadLoop(o *observation.Observations) finding.Verdict {
	if verdict, none := Inactive(o); none {
		return verdict
	}
	rounds, verdict, ok := reading.SeenDeploys(o)
	if !ok {
		return verdict
	}
	if loop, found := reading.FindReloadLoop(o); found {
		return finding.Failing(fmt.Sprintf("%s loads itself %d times after the deploy of build %s, without anybody's doing", loop.URL, loop.Loads, loop.Build), loop.Evidence)
	}
	if reason := rounds[0].ShowsNothing(); reason != "" {
		return finding.CannotTell(reason)
	}
	for _, r := range rounds {
		for _, load := range r.All() {
			if reason, usable := reading.Usable(&load.Visit); !usable {
				return finding.CannotTell(reason)
			}
		}
	}
	return finding.Passed("no page loads itself more than once after a deploy")
}
