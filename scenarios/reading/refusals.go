package reading

import (
	"strings"

	"github.com/swcheck/swcheck/observation"
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
// reason once, those seen online first among equals.
func Refusals(o *observation.Observations) []Refusal {
	var all []Refusal
	seen := map[Refusal]bool{}
	add := func(messages []observation.ConsoleMessage, network observation.Network) {
		for _, m := range messages {
			r, ok := parseRefusal(m.Text)
			if !ok {
				continue
			}
			key := r // without the network: a worker's console repeats a page's
			if seen[key] && network != observation.Online {
				continue
			}
			r.Network = network
			if seen[key] {
				all = replaceRefusal(all, r)
				continue
			}
			seen[key] = true
			all = append(all, r)
		}
	}
	for _, v := range Visits(o) {
		add(v.Console, v.Network)
	}
	for _, log := range Logs(o) {
		add(log.WorkerConsole, "")
	}
	return all
}

func replaceRefusal(all []Refusal, by Refusal) []Refusal {
	for i, r := range all {
		if r.URL == by.URL && r.Reason == by.Reason {
			all[i] = by
		}
	}
	return all
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
	reason = strings.TrimSuffix(firstLine(reason), ".")
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
