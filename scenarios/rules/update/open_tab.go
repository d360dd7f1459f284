package update

import (
	"fmt"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Judge: openTab, Rule: finding.Rule{
		ID:       "update/open-tab",
		Severity: finding.Error,
		Title:    "An open tab works on when a new version takes over",
		Failed:   "An open tab breaks when a new version takes over",
		Why:      "Somebody fills in a form or reads on in a tab of the former build. The new version takes over and deletes that build's files, the tab asks for the next part of its own code, and gets 404: the button does nothing, and what was typed is lost.",
		Detected: "A tab stays open on the former build while a new one is deployed and takes over. The browser's own cache is emptied, and the tab asks for assets that its build names and that it had not loaded yet. One that was in a cache before the deploy is in none any more, and the server no longer has it.",
		Fix:      "Keep the former version's assets as long as tabs of it are open: do not skip the waiting, or remove only the assets that are two versions old, or tell the page to reload when the new version takes over.",
		Before: `addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(deleteAllButMine()));`,
		After: `// the page tells the visitor, and asks for it when they agree
addEventListener('message', (event) => {
  if (event.data === 'take over') skipWaiting();
});`,
		References: []string{
			"https://web.dev/articles/service-worker-lifecycle#skip_the_waiting_phase",
			"https://developer.chrome.com/docs/workbox/handling-service-worker-updates",
			"https://github.com/GoogleChrome/workbox/issues/1528",
		},
		Needs: []string{"deploy"},
	}})
}

func openTab(o *observation.Observations) finding.Verdict {
	rounds, v, ok := reading.Deployed(o)
	if !ok {
		return v
	}
	asked, opened := 0, false
	for _, r := range rounds {
		if r.Open == nil {
			continue
		}
		opened = true
		asked += len(r.Open.Lazy)
		if gone := takenAway(r); len(gone) > 0 {
			return reading.Unless(o, brokenTab(r, gone))
		}
	}
	switch {
	case !opened:
		return finding.CannotTell("no tab stayed open over the deploy")
	case asked == 0:
		return finding.DoesNotApply("the page that stayed open loads nothing later on")
	}
	return reading.UnlessUnrecognised(o, finding.Passed("the tab that stayed open lost nothing that was stored for it"))
}

func brokenTab(r reading.Round, gone []observation.Request) finding.Verdict {
	evidence := reading.OfRequests(gone)
	for _, q := range gone {
		if entry, cache, stored := reading.Entry(r.Stored, q.URL); stored {
			evidence = append(evidence, reading.OfEntry(cache, entry, "stored before the deploy, and removed since"))
		}
	}
	_, cache, _ := reading.Entry(r.Stored, gone[0].URL)
	return finding.Failing(fmt.Sprintf("the tab that stayed open at %s cannot load %s of its own build (%s): it was in the cache %s until build %s took over",
		reading.Path(r.Open.URL), reading.Paths(gone), reading.Failure(gone[0]), cache, r.Build), evidence...)
}

// takenAway returns what the open tab asked for in vain and a cache held before
// the deploy and none holds now. What was never stored would be gone without a
// worker as well.
func takenAway(r reading.Round) []observation.Request {
	requests := r.Open.Lazy
	if link := r.Open.Link; link != nil {
		if _, loaded := reading.Document(*link); !loaded { // shown by the page itself
			requests = append(requests[:len(requests):len(requests)], reading.FailedAssets(*link, true)...)
		}
	}
	var gone []observation.Request
	for _, q := range requests {
		_, _, had := reading.Entry(r.Stored, q.URL)
		_, _, has := reading.Entry(r.Caches, q.URL)
		if reading.Unusable(q) && had && !has {
			gone = append(gone, q)
		}
	}
	return gone
}
