package cache

import (
	"fmt"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Uses: []string{"offline"}, Rule: finding.Rule{
		ID:       "cache/opaque",
		Severity: finding.Warning,
		Title:    "No opaque response is stored for good",
		Failed:   "An opaque response is stored",
		Why: "The worker cannot see the status of an opaque response: it may be an error page, and with cache-first visitors then keep the error for ever. " +
			"Each counts for several megabytes of the quota besides, so that a few of them can push out the whole site.",
		Detected: "Cache Storage holds an entry of type opaque, a page that was loaded later was given it from there, and nothing asked the network for it again. " +
			"Where no later page asked for it, so that it may be refreshed or not, it is reported as information.",
		Fix: "Ask for the resource with CORS (crossorigin on the element, or a cors request in the worker) so that its status can be checked, serve it from your own origin, " +
			"or answer it with stale-while-revalidate, which replaces a wrong copy at the next load.",
		Before: `<img src="https://cdn.example/logo.png">
// in the worker: everything that was fetched, whatever its type
event.waitUntil(cache.put(request, response.clone()));`,
		After: `<img src="https://cdn.example/logo.png" crossorigin>
// in the worker: only what is known to be good
if (response.ok && response.type !== 'opaque') event.waitUntil(cache.put(request, response.clone()));`,
		References: []string{
			"https://developer.chrome.com/docs/workbox/caching-resources-during-runtime#opaque_responses",
			"https://fetch.spec.whatwg.org/#concept-filtered-response-opaque",
			"https://developer.mozilla.org/en-US/docs/Web/API/Response/type",
		},
		Needs: []string{"first-visit"},
	}, Judge: opaque})
}

func opaque(o *observation.Observations) finding.Verdict {
	all := items(o)
	if len(all) == 0 {
		return reading.NothingStored(o)
	}
	var kept, once []finding.Evidence
	opaques, strategies := 0, reading.NewStrategies(o)
	for _, i := range all {
		if i.Type != "opaque" {
			continue
		}
		opaques++
		switch strategy := strategies.Of(i.URL); {
		case strategy == finding.CacheFirst:
			kept = append(kept, i.evidence("opaque, given to a later page, and not asked for again"))
		case strategy != finding.StaleWhileRevalidate && uses(o, i.URL) < 2:
			once = append(once, i.evidence("opaque, and no later page asked for it"))
		}
	}
	switch {
	case len(kept) > 0:
		return finding.Failing(fmt.Sprintf("%s is stored in %q as an opaque response and answered from there without asking again%s.",
			named(o, kept[0].URL), kept[0].Cache, andMore(len(kept)-1)), atMost(kept)...)
	case opaques == 0:
		return finding.Passed("no stored response is opaque")
	case len(once) > 0:
		return storedOnce(o, once)
	}
	return finding.Passed(fmt.Sprintf("the opaque responses that are stored (%d) are asked for again at each load", opaques))
}

// storedOnce tells of opaque responses of which it was not seen whether they
// are ever replaced: they count for more than they weigh in any case.
func storedOnce(o *observation.Observations, once []finding.Evidence) finding.Verdict {
	verdict := finding.Failing(fmt.Sprintf("%s is stored in %q as an opaque response, which may be an error and counts for megabytes%s.",
		named(o, once[0].URL), once[0].Cache, andMore(len(once)-1)), atMost(once)...)
	verdict.Severity = finding.Information
	return verdict
}

// uses returns how many pages of one session asked the worker for the URL
// online: only from the second one on it could be answered from the cache.
func uses(o *observation.Observations, url string) int {
	most := 0
	for _, visits := range onlineVisits(o) {
		n := 0
		for _, v := range visits {
			if asksFor(v, url) {
				n++
			}
		}
		most = max(most, n)
	}
	return most
}

func onlineVisits(o *observation.Observations) [][]observation.Visit {
	var sessions [][]observation.Visit
	if r := o.ReturnVisit; r != nil {
		visits := []observation.Visit{r.First}
		if r.Second != nil {
			visits = append(visits, *r.Second)
		}
		sessions = append(sessions, visits)
	}
	if off := o.Offline; off != nil {
		var visits []observation.Visit
		for _, p := range off.Pages {
			visits = append(visits, p.Online)
		}
		sessions = append(sessions, visits)
	}
	return sessions
}

func asksFor(v observation.Visit, url string) bool {
	for _, r := range v.Requests {
		if r.ThroughWorker && !r.Canceled && reading.SameURL(r.URL, url) {
			return true
		}
	}
	return false
}
