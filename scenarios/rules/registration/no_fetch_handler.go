package registration

import (
	"fmt"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Rule: finding.Rule{
		ID:       "registration/no-fetch-handler",
		Severity: finding.Warning,
		Title:    "The worker handles the pages' requests",
		Failed:   "The worker handles no requests",
		Why: "A worker without a fetch handler is out of the way of every request: offline visitors get the browser's error page, " +
			"whatever is in the cache. A worker for push messages only may be meant so.",
		Detected: "A page was controlled by the worker from its first byte, and neither its navigation nor any of its requests was given to the worker. " +
			"Browsers skip a fetch handler that is an empty function, so one counts as none.",
		Fix: "Add a fetch handler that answers from the cache when the network fails, at least for navigations. " +
			"Where the worker is meant for push messages only, skip this rule.",
		Before: `self.addEventListener('push', event => { /* … */ })
self.addEventListener('fetch', () => {})`,
		After: `self.addEventListener('fetch', event => {
  if (event.request.mode !== 'navigate') return
  event.respondWith(fetch(event.request).catch(() => caches.match('/offline.html')))
})`,
		References: []string{
			"https://developer.mozilla.org/en-US/docs/Web/API/ServiceWorkerGlobalScope/fetch_event",
			"https://w3c.github.io/ServiceWorker/#handle-fetch",
			"https://developer.chrome.com/blog/new-in-chrome-112",
		},
		Needs: []string{"first-visit"},
	}, Judge: noFetchHandler})
}

func noFetchHandler(o *observation.Observations) finding.Verdict {
	if verdict, none := Inactive(o); none {
		return verdict
	}
	_, version, _ := reading.Worker(o)
	has, known := reading.FetchHandler(o)
	switch {
	case has:
		return finding.Passed(version.ScriptURL + " handles requests")
	case known:
		return finding.Failing(fmt.Sprintf("%s controls the page and handled none of its requests.", version.ScriptURL), quietControl(o, version)...)
	case !reading.Covered(o, reading.StartPage(o)):
		return finding.DoesNotApply("the worker covers no page that was visited, see registration/scope")
	}
	return finding.CannotTell("no page was seen that the worker controlled from its start")
}

func quietControl(o *observation.Observations, version observation.WorkerVersion) []finding.Evidence {
	evidence := []finding.Evidence{
		{Kind: finding.OfWorker, URL: version.ScriptURL, Text: "active, without a fetch handler or with an empty one"},
	}
	for _, v := range reading.Visits(o) {
		if v.Controller == version.ScriptURL {
			return append(evidence, finding.Evidence{Kind: finding.OfVisit, URL: v.URL,
				Text: fmt.Sprintf("controlled by %s; none of its %d requests was given to it", v.Controller, len(v.Requests))})
		}
	}
	return evidence
}
