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
		ID:       "registration/pass-through",
		Severity: finding.Warning,
		Title:    "The worker does more than forward requests",
		Failed:   "The worker only forwards requests",
		Why: "Every request takes the way through the worker, which must be started first, and visitors get nothing for it: " +
			"offline they see the browser's error page, as without a worker.",
		Detected: "Requests were given to the worker, all of them were answered by the network, " +
			"and with the wire cut the worker answered nothing.",
		Fix: "Store what pages need when the worker installs, or as visitors use it, and answer from there when the network fails. " +
			"If the worker is not meant to do that, remove its fetch handler.",
		Before: `self.addEventListener('fetch', event => event.respondWith(fetch(event.request)))`,
		After: `self.addEventListener('install', event => {
  event.waitUntil(caches.open('v1').then(cache => cache.addAll(['/offline.html'])))
})
self.addEventListener('fetch', event => {
  if (event.request.mode !== 'navigate') return
  event.respondWith(fetch(event.request).catch(() => caches.match('/offline.html')))
})`,
		References: []string{
			"https://web.dev/articles/offline-cookbook",
			"https://developer.mozilla.org/en-US/docs/Web/API/FetchEvent/respondWith",
			"https://w3c.github.io/ServiceWorker/#cache-storage-interface",
		},
		Needs: []string{"first-visit"},
	}, Judge: passThrough})
}

func passThrough(o *observation.Observations) finding.Verdict {
	if verdict, none := Inactive(o); none {
		return verdict
	}
	_, version, _ := reading.Worker(o)
	fault, faulty := InstallFault(o)
	switch {
	case !reading.OnlyForwards(o):
		if verdict, none := reading.NoBenefit(o); none {
			return verdict
		}
		if has, known := reading.FetchHandler(o); !has && !known && !reading.StoresAnything(o) {
			return finding.CannotTell("no page was seen that the worker controlled from its start")
		}
		return finding.Passed(version.ScriptURL + " stores or answers something itself")
	case faulty:
		return finding.DoesNotApply(fault.Script + " has nothing to answer with because its install failed, see " + fault.Rule())
	case len(unansweredOffline(o)) == 0:
		// A worker may make its answers only when the network fails.
		return finding.CannotTell("no page that the worker controls was seen offline, where it would show what it does")
	}
	forwarded, example := throughWorker(o)
	stores := "stores nothing"
	if reading.StoresAnything(o) {
		stores = "uses nothing of what it stores"
	}
	evidence := []finding.Evidence{{Kind: finding.OfWorker, URL: version.ScriptURL, Text: stores + ", no answer of its own"}}
	if forwarded > 0 {
		evidence = append(evidence, finding.Evidence{Kind: finding.OfRequest, URL: example.URL, Exchange: example.Exchange,
			Text: fmt.Sprintf("given to the worker and answered by the network, as %d requests in all", forwarded)})
	}
	return finding.Failing(fmt.Sprintf("%s passes requests on to the network, %s and answers nothing offline.", version.ScriptURL, stores),
		append(evidence, unansweredOffline(o)[0])...)
}

// unansweredOffline returns the pages in the worker's scope that the browser's
// error page was shown for while the wire was cut.
func unansweredOffline(o *observation.Observations) []finding.Evidence {
	var unanswered []finding.Evidence
	for _, v := range reading.Visits(o) {
		if v.Network == observation.Offline && v.Error != "" && reading.Covered(o, v.URL) {
			unanswered = append(unanswered, finding.Evidence{Kind: finding.OfVisit, URL: v.URL, Text: "offline: " + v.Error})
		}
	}
	return unanswered
}

func throughWorker(o *observation.Observations) (count int, example observation.Request) {
	for _, v := range reading.Visits(o) {
		for _, r := range v.Requests {
			if v.Network == observation.Online && r.ThroughWorker {
				if count++; count == 1 {
					example = r
				}
			}
		}
	}
	return count, example
}
