package offline

import (
	"fmt"
	"strings"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Judge: badResponse, Rule: finding.Rule{
		ID:       "offline/bad-response",
		Severity: finding.Error,
		Title:    "What the worker answers with is a response",
		Failed:   "The worker answers with something that is no usable response",
		Why:      "The browser turns it into a network error: the visitor sees an error page, or misses a part of the page, even where the network or a fallback could have given it.",
		Detected: "The browser says on the console that the worker's answer was no Response, was used up, or is of a type that may not answer such a request. A rejected promise counts only online, when the server answers for that URL and the worker does not: offline it is the usual network error.",
		Fix:      "caches.match() resolves with undefined when nothing is stored. End every path through the handler with a Response, or leave the request to the browser by not calling respondWith().",
		Before:   `event.respondWith(caches.match(event.request));`,
		After: `event.respondWith((async () =>
  await caches.match(event.request) || fetch(event.request)
)());`,
		References: []string{
			"https://developer.mozilla.org/en-US/docs/Web/API/FetchEvent/respondWith",
			"https://w3c.github.io/ServiceWorker/#fetch-event-respondwith",
			"https://developer.mozilla.org/en-US/docs/Web/API/CacheStorage/match",
		},
		Needs: []string{"offline"},
	}})
}

func badResponse(o *observation.Observations) finding.Verdict {
	if v, none := reading.NoBenefit(o); none {
		return v
	}
	var bad []finding.Evidence
	for _, r := range reading.Refusals(o) {
		switch {
		case r.Kind == reading.RefusedResponse:
			bad = append(bad, finding.Evidence{Kind: finding.OfConsole, URL: r.URL, Text: r.Reason})
		case r.Kind == reading.RefusedRejection && failsAlone(o, r.URL):
			bad = append(bad, finding.Evidence{Kind: finding.OfConsole, URL: r.URL, Text: r.Reason + " online, although the server answers"})
		}
	}
	if len(bad) == 0 {
		bad = notConverted(o)
	}
	switch {
	case len(bad) > 0:
		v := finding.Failing(badMessage(o, bad), bad[:min(len(bad), 10)]...)
		if !matter(o, bad) {
			v.Severity = finding.Warning
		}
		return v
	case o.Offline == nil:
		return finding.CannotTell(reading.NotMade(o, "offline"))
	}
	return finding.Passed("the browser accepted what the worker answered")
}

func badMessage(o *observation.Observations, bad []finding.Evidence) string {
	asked := bad[0].URL
	if reading.SameOrigin(asked, o.Target) {
		asked = reading.Path(asked)
	}
	message := fmt.Sprintf("the answer of the worker for %s is not usable: %s", asked, bad[0].Text)
	if more := len(bad) - 1; more > 0 {
		message += fmt.Sprintf("; and so for %d more", more)
	}
	return message
}

// matter reports whether any of the bad answers changed what a visitor gets: a
// page, or anything online. To a part of a page that is not stored, offline, a
// bad answer does what the missing network would have done.
func matter(o *observation.Observations, bad []finding.Evidence) bool {
	about := map[string]bool{}
	for _, e := range bad {
		about[reading.WithoutFragment(e.URL)] = true
	}
	for _, v := range reading.Visits(o) {
		if v.Error != "" && about[reading.WithoutFragment(v.URL)] {
			return true
		}
		for _, r := range v.Requests {
			lost := v.Network == observation.Online && r.Failed() && r.Status == 0
			if lost && about[reading.WithoutFragment(r.URL)] && reading.SameOrigin(r.URL, o.Target) {
				return true
			}
		}
	}
	return false
}

// notConverted finds the exception that goes with an answer that is no
// Response, for where the message with the URL was lost with the worker.
func notConverted(o *observation.Observations) []finding.Evidence {
	var consoles [][]observation.ConsoleMessage
	for _, v := range reading.Visits(o) {
		consoles = append(consoles, v.Console)
	}
	for _, log := range reading.Logs(o) {
		consoles = append(consoles, log.WorkerConsole)
	}
	for _, messages := range consoles {
		for _, m := range messages {
			if strings.Contains(m.Text, reading.NotConverted) {
				return []finding.Evidence{{Kind: finding.OfConsole, URL: m.URL, Text: firstLine(m.Text)}}
			}
		}
	}
	return nil
}

// failsAlone reports whether a request online failed in the worker only: it
// got no answer there, and the server gave one for the same URL another time
// and never failed to.
func failsAlone(o *observation.Observations, address string) bool {
	if !reading.SameOrigin(address, o.Target) {
		return false
	}
	failed, answered := false, false
	for _, v := range reading.Visits(o) {
		if v.Network != observation.Online {
			continue
		}
		answered = answered || reading.Succeeded(v, address)
		failed = failed || reading.SameURL(v.URL, address) && v.Error != "" && !strings.HasSuffix(v.Error, "ERR_ABORTED")
		for _, r := range v.Requests {
			if reading.SameURL(r.URL, address) && r.Failed() && r.Status == 0 && !strings.HasSuffix(r.Error, "ERR_ABORTED") {
				failed = true
			}
		}
	}
	if w := o.WithoutWorker; w != nil {
		answered = answered || reading.Succeeded(w.Visit, address)
	}
	return failed && answered && !serverFailed(o, address)
}

func serverFailed(o *observation.Observations, address string) bool {
	for _, log := range reading.Logs(o) {
		for _, e := range log.Exchanges {
			broke := e.Outcome == observation.Failed || e.Outcome == observation.Broken
			if broke && e.Network == observation.Online && reading.SameURL(e.URL, address) {
				return true
			}
		}
	}
	return false
}
