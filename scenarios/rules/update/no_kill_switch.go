package update

import (
	"fmt"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
	"github.com/swcheck/swcheck/scenarios/rules/script"
)

func init() {
	rules.Register(rules.Rule{Judge: noKillSwitch, Rule: finding.Rule{
		ID:       "update/no-kill-switch",
		Severity: finding.Warning,
		Title:    "A worker that goes wrong can be taken away",
		Failed:   "A worker that goes wrong cannot be taken away",
		Why:      "One day a worker goes wrong, and the team puts a script in its place that removes it. Visitors whose browser does not see that script keep the broken site, and nothing on the server can reach them.",
		Detected: "In a profile with the worker in charge its script is replaced by one that only unregisters itself. The page is loaded again and again, with the browser's update check awaited, and the loads are counted until no worker has a part in one. In another profile the script answers 404, which browsers take for a passing fault: they keep the worker, so that is told and not judged.",
		Fix:      "Let no cache keep the script: leave updateViaCache at its default, send `Cache-Control: no-cache` with it, and keep its URL the same for ever. Have a script that unregisters ready, and never answer 404 in its place.",
		Before:   `navigator.serviceWorker.register('/sw.js', { updateViaCache: 'all' });`,
		After: `navigator.serviceWorker.register('/sw.js');
// and to take it away, as /sw.js
addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(registration.unregister()));`,
		References: []string{
			"https://web.dev/articles/service-worker-lifecycle#updates",
			"https://developer.chrome.com/docs/workbox/remove-buggy-service-workers",
			"https://w3c.github.io/ServiceWorker/#update-algorithm",
		},
		Needs: []string{"removal"},
	}})
}

func noKillSwitch(o *observation.Observations) finding.Verdict {
	registration, _, known := reading.Worker(o)
	switch {
	case len(reading.Logs(o)) == 0:
		return reading.NoVisit("a worker")
	case !known || !isActive(registration):
		return finding.DoesNotApply("there is no active worker that would have to be taken away")
	}
	if o.Removal == nil || o.Removal.Replaced == nil || len(o.Removal.Replaced.Loads) == 0 {
		return finding.CannotTell(reading.NotMade(o, "removal"))
	}
	run := *o.Removal.Replaced
	until, clean := untilClean(run.Loads)
	last := run.Loads[len(run.Loads)-1]
	if clean {
		return finding.Passed(fmt.Sprintf("a script that unregisters takes the worker away: clean after %s%s", loads(until), whenGone(o)))
	}
	if reason, usable := reading.Usable(&last.Visit); !usable {
		return finding.CannotTell(reason)
	}
	if script.IsLongLived(o) {
		return finding.DoesNotApply("browsers keep the former script for a time, see script/long-lived")
	}
	return finding.Failing(fmt.Sprintf("%s after the script of the worker was replaced by one that unregisters, %s still passes the worker%s",
		loads(until), reading.Path(last.Visit.URL), whyStuck(run)), stuckEvidence(run, last)...)
}

func isActive(r observation.Registration) bool {
	_, active := r.Active()
	return active
}

// untilClean counts the loads in which a worker had a part, and reports whether
// there was one after them in which none had.
func untilClean(all []observation.DeployLoad) (n int, clean bool) {
	for i, load := range all {
		if !passesWorker(load.Visit) {
			return i, true
		}
	}
	return len(all), false
}

func passesWorker(v observation.Visit) bool {
	if v.WorkerStart {
		return true
	}
	for _, q := range v.Requests {
		if q.ThroughWorker {
			return true
		}
	}
	return false
}

// whenGone tells what becomes of visitors where the script is merely deleted.
func whenGone(o *observation.Observations) string {
	gone := o.Removal.Gone
	if gone == nil || len(gone.Loads) == 0 {
		return ""
	}
	n, clean := untilClean(gone.Loads)
	if clean {
		return fmt.Sprintf("; where the script answers 404, after %s", loads(n))
	}
	return "; where the script answers 404, browsers keep the worker"
}

func whyStuck(run observation.RemovalRun) string {
	for _, e := range run.Exchanges {
		if e.ID > run.Last && e.IsWorkerScript() {
			return ", although the browser has seen the new script"
		}
	}
	return ": the browser asked nobody for the script"
}

func stuckEvidence(run observation.RemovalRun, last observation.DeployLoad) []finding.Evidence {
	evidence := []finding.Evidence{reading.OfVisit(last.Visit, "the last load: "+reading.From(last.Visit)+", through the worker")}
	for _, r := range run.Registrations {
		if v, active := r.Active(); active {
			text := "the version " + v.ID + " is still active"
			if r.UpdateViaCache != "" {
				text += ", registered with updateViaCache: '" + r.UpdateViaCache + "'"
			}
			evidence = append(evidence, finding.Evidence{Kind: finding.OfWorker, URL: v.ScriptURL, Text: text})
		}
	}
	return evidence
}
