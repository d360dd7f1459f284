package cache

import (
	"fmt"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Rule: finding.Rule{
		ID:       "cache/opaque",
		Severity: finding.Warning,
		Title:    "No opaque response is kept for good",
		Failed:   "An opaque response is kept for good",
		Why: "The worker cannot see the status of an opaque response: it may be an error page, and with cache-first visitors then keep the error for ever. " +
			"Each counts for several megabytes of the quota besides, so that a few of them can push out the whole site.",
		Detected: "Cache Storage holds an entry of type opaque, a page that was loaded later was given it from there, and nothing asked the network for it again.",
		Fix: "Ask for the resource with CORS (crossorigin on the element, or a cors request in the worker) so that its status can be checked, serve it from your own origin, " +
			"or answer it with stale-while-revalidate, which replaces a wrong copy at the next load.",
		Before: `<img src="https://cdn.example/logo.png">
// in the worker: cache-first for everything that was fetched, whatever its type
if (response) cache.put(request, response.clone())`,
		After: `<img src="https://cdn.example/logo.png" crossorigin>
// in the worker: only what is known to be good
if (response.ok && response.type !== 'opaque') cache.put(request, response.clone())`,
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
		return nothingStored(o)
	}
	var kept []finding.Evidence
	opaques, unknown := 0, ""
	for _, i := range all {
		if i.Type != "opaque" {
			continue
		}
		opaques++
		switch reading.Strategy(o, i.URL) {
		case finding.CacheFirst, finding.CacheOnly:
			kept = append(kept, i.evidence("opaque, given to a later page, and not asked for again"))
		case "":
			unknown = i.URL
		}
	}
	switch {
	case len(kept) > 0:
		return finding.Failing(fmt.Sprintf("%s is stored in %q as an opaque response and answered from there without asking again%s.",
			kept[0].URL, kept[0].Cache, andMore(len(kept)-1)), atMost(kept)...)
	case opaques == 0:
		return finding.Passed("no stored response is opaque")
	case unknown != "":
		return finding.CannotTell(fmt.Sprintf("%s is stored as an opaque response, and no later page asked for it, so it is not known whether it is ever refreshed", unknown))
	}
	return finding.Passed(fmt.Sprintf("the opaque responses that are stored (%d) are asked for again at each load", opaques))
}
