package worker

import (
	"fmt"
	"strings"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
	"github.com/swcheck/swcheck/scenarios/rules/registration"
)

func init() {
	rules.Register(rules.Rule{Rule: finding.Rule{
		ID:       "worker/error",
		Severity: finding.Warning,
		Title:    "The worker throws nothing uncaught",
		Failed:   "The worker throws uncaught errors",
		Why: "What the worker was about to do when it threw did not happen: something is not stored, not cleaned up or not answered. " +
			"The page goes on as if nothing was, so it shows later, and elsewhere.",
		Detected: "The browser reports an exception or a rejected promise of the worker that nothing caught, while pages are visited online. " +
			"Requests that fail for want of a network are not counted, nor what other rules tell of.",
		Fix: "Follow the message to its line and handle the case. Pass promises to event.waitUntil() or event.respondWith(), " +
			"so that the worker is kept running until they are done.",
		Before: `self.addEventListener('message', event => {
  caches.open(event.data.cache).then(cache => cache.put(event.data.url))   // put needs a response
})`,
		After: `self.addEventListener('message', event => {
  event.waitUntil(caches.open(event.data.cache).then(cache => cache.add(event.data.url)))
})`,
		References: []string{
			"https://developer.mozilla.org/en-US/docs/Web/API/ExtendableEvent/waitUntil",
			"https://developer.mozilla.org/en-US/docs/Web/API/WorkerGlobalScope/unhandledrejection_event",
			"https://html.spec.whatwg.org/multipage/webappapis.html#runtime-script-errors",
		},
		Needs: []string{"return-visit"},
	}, Judge: uncaught})
}

func uncaught(o *observation.Observations) finding.Verdict {
	if verdict, none := registration.Inactive(o); none {
		return verdict
	}
	_, version, _ := reading.Worker(o)
	if o.ReturnVisit == nil {
		return finding.CannotTell(reading.NotMade(o, "return-visit"))
	}
	owned := map[string]bool{}
	if fault, found := registration.InstallFault(o); found {
		for _, message := range fault.Messages {
			owned[sameText(message)] = true
		}
	}
	var evidence []finding.Evidence
	for _, e := range thrownOnline(o) {
		if !owned[sameText(e.Message)] && !toldElsewhere(e.Message) {
			evidence = append(evidence, finding.Evidence{Kind: finding.OfConsole, URL: e.URL, Text: describe(e)})
		}
	}
	if len(evidence) > 0 {
		return finding.Failing(fmt.Sprintf("%s throws and nothing catches it: %s", version.ScriptURL, evidence[0].Text), evidence[:min(len(evidence), 10)]...)
	}
	return finding.Passed(version.ScriptURL + " threw nothing uncaught")
}

// thrownOnline returns what workers threw while the wire was whole, each
// message once: all of the session whose wire is never cut, and of the first
// visit what was surely before the cut.
func thrownOnline(o *observation.Observations) []observation.WorkerError {
	var all []observation.WorkerError
	seen := map[string]bool{}
	add := func(e observation.WorkerError) {
		if key := sameText(e.Message); !seen[key] {
			seen[key] = true
			all = append(all, e)
		}
	}
	addThrown(o.ReturnVisit.SessionLog, -1, add)
	if f := o.FirstVisit; f != nil {
		addThrown(f.SessionLog, f.Visit.Duration, add)
	}
	return all
}

// addThrown adds what was thrown up to a time, in milliseconds after the
// session's start, or all for a negative one.
func addThrown(log observation.SessionLog, until float64, add func(observation.WorkerError)) {
	for _, r := range log.Registrations {
		for _, v := range r.Versions {
			for _, e := range v.Errors {
				// Among these are also messages that the browser merely logs.
				if strings.HasPrefix(e.Message, "Uncaught") && (until < 0 || e.At <= until) {
					add(e)
				}
			}
		}
	}
	if until >= 0 {
		return // the console has no clock
	}
	for _, m := range log.WorkerConsole {
		if m.Uncaught() {
			add(observation.WorkerError{Message: m.Text, URL: m.URL, Line: m.Line})
		}
	}
}

// sameText makes one of the two forms in which the browser reports the same
// exception: with and without its stack.
func sameText(message string) string {
	return strings.TrimPrefix(firstLine(message), "Uncaught ")
}

// toldElsewhere reports whether a message says no more than that the network
// gave nothing, or is the echo of an answer that the browser refused, which is
// what offline/bad-response tells of.
func toldElsewhere(message string) bool {
	text := strings.ToLower(message)
	for _, phrase := range []string{
		"failed to fetch", "networkerror when attempting", "network error", "load failed", "networkerror: a network error",
		"aborterror", "aborted", "timeouterror",
		"no-response", // Workbox: neither network nor cache
		"failed to convert value to 'response'", "respondwith",
	} {
		if strings.Contains(text, phrase) {
			return true
		}
	}
	return false
}

func describe(e observation.WorkerError) string {
	if e.Line == 0 {
		return firstLine(e.Message)
	}
	return fmt.Sprintf("%s (line %d)", firstLine(e.Message), e.Line)
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	return line
}
