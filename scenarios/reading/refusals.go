package reading

import (
	"strings"

	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/observation/likeness"
)

// A Refusal is an answer of a worker that the browser did not accept, as it
// says so on the console.
//
// Source: third_party/blink/renderer/modules/service_worker/fetch_respond_with_observer.cc
// in Chromium, GetMessageForResponseError.
type Refusal struct {
	URL     string
	Kind    RefusalKind
	Reason  string              // in the browser's words
	Network observation.Network // at that time; "" where only the worker's console has it
}

// RefusalKind tells whose fault a refusal is.
type RefusalKind string

// The kinds of refusals.
const (
	RefusedRejection  RefusalKind = "rejection"  // the promise was rejected: a network error of the worker's fetch, as a rule
	RefusedOnPurpose  RefusalKind = "on-purpose" // the worker answered Response.error()
	RefusedRedirected RefusalKind = "redirected" // a redirected response for a navigation
	RefusedOutside    RefusalKind = "outside"    // out of resources, or another origin's policy
	RefusedResponse   RefusalKind = "response"   // no Response, or one that cannot be used
)

// Refusals returns what the browser refused in all sessions, each URL and
// reason once, with the network that it was first seen on.
func Refusals(o *observation.Observations) []Refusal {
	var all []Refusal
	seen := map[string]int{}
	add := func(found []Refusal, network observation.Network) {
		for _, r := range found {
			r.Network = network
			key := r.URL + " " + r.Reason
			if i, known := seen[key]; !known {
				seen[key] = len(all)
				all = append(all, r)
			} else if network == observation.Online {
				all[i] = r
			}
		}
	}
	for _, v := range Visits(o) {
		add(refusalsIn(v.Console), v.Network)
	}
	for _, log := range Logs(o) {
		add(refusalsIn(log.WorkerConsole), "")
	}
	return all
}

// NotConverted is what the browser throws in a worker that answers with
// something that is no Response.
const NotConverted = "Failed to convert value to 'Response'"

// refusalsIn reads the refusals of one console, in order.
//
// Since an answer is converted to a Response before anything else looks at it,
// Chrome tells of an undefined one as of a rejected promise, and then, once or
// twice, of the exception that it was rejected with. The exceptions come in
// the order of the refusals, so each is joined to the first that waits for one.
//
// A worker that refreshes its copies in the background throws "Failed to fetch"
// for those too, with no refusal. What such an exception was joined to is free
// again for an answer that was not converted and finds nothing waiting.
func refusalsIn(messages []observation.ConsoleMessage) []Refusal {
	var all []Refusal
	var waiting []int   // rejections in all whose exception has not come yet
	var unreached []int // rejections that were joined to a fetch without a network
	repeated := false
	for _, m := range messages {
		if r, ok := parseRefusal(m.Text); ok {
			if r.Kind == RefusedRejection {
				waiting = append(waiting, len(all))
			}
			all = append(all, r)
			repeated = false
			continue
		}
		switch {
		case !m.Uncaught():
		case strings.Contains(m.Text, NotConverted) && repeated:
			repeated = false
		case strings.Contains(m.Text, NotConverted):
			var i int
			if i, waiting, unreached = notConvertedOf(waiting, unreached); i >= 0 {
				all[i].Kind, all[i].Reason = RefusedResponse, "what the worker answered is no Response"
				repeated = true
			}
		case strings.Contains(m.Text, "Failed to fetch") && len(waiting) > 0:
			unreached, waiting = append(unreached, waiting[0]), waiting[1:]
		}
	}
	return all
}

// notConvertedOf takes out the rejection that an answer which was not converted
// belongs to, -1 where there is none.
func notConvertedOf(waiting, unreached []int) (rejection int, stillWaiting, stillUnreached []int) {
	if len(waiting) > 0 {
		return waiting[0], waiting[1:], unreached
	}
	if last := len(unreached) - 1; last >= 0 {
		return unreached[last], waiting, unreached[:last]
	}
	return -1, waiting, unreached
}

func parseRefusal(text string) (Refusal, bool) {
	_, rest, ok := strings.Cut(text, `The FetchEvent for "`)
	if !ok {
		return Refusal{}, false
	}
	address, reason, ok := strings.Cut(rest, `" resulted in a network error response: `)
	if !ok {
		return Refusal{}, false
	}
	reason = strings.TrimSuffix(likeness.FirstLine(reason), ".")
	return Refusal{URL: address, Kind: refusalKind(reason), Reason: reason}, true
}

func refusalKind(reason string) RefusalKind {
	for _, k := range []struct {
		phrase string
		kind   RefusalKind
	}{
		{"promise was rejected", RefusedRejection},
		{"error response object", RefusedOnPurpose},
		{"redirected response", RefusedRedirected},
		{"insufficient resources", RefusedOutside},
		{"Cross-Origin-Resource-Policy", RefusedOutside},
	} {
		if strings.Contains(reason, k.phrase) {
			return k.kind
		}
	}
	return RefusedResponse
}

// RefusedFor returns the refusal of an answer for the URL that another rule
// tells about: a redirected or an unusable response.
func RefusedFor(o *observation.Observations, address string) (Refusal, bool) {
	for _, r := range Refusals(o) {
		if SameURL(r.URL, address) && (r.Kind == RefusedRedirected || r.Kind == RefusedResponse) {
			return r, true
		}
	}
	return Refusal{}, false
}
