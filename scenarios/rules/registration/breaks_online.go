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
		ID:       "registration/breaks-online",
		Severity: finding.Error,
		Title:    "The page works online when the worker is in control",
		Failed:   "The page breaks online as soon as the worker is in control",
		Why: "The first visit is fine, so nobody who tests in a fresh browser sees it, and every returning visitor gets a broken page " +
			"while the network works. A reload does not help, and the broken worker stays until a new one replaces it.",
		Detected: "The start page is loaded a second time in the same profile, online, and compared with loads that no worker controlled: " +
			"error page, failed scripts and styles, uncaught exceptions, lost text.",
		Fix: "Let the worker answer with what the network gives whenever it has nothing that fits, and never store or return a response for another URL. " +
			"Deploy the corrected worker with skipWaiting(), so that visitors get rid of the broken one.",
		Before: `self.addEventListener('fetch', event => {
  event.respondWith(caches.match('/app.html'))   // for scripts and styles, too
})`,
		After: `self.addEventListener('fetch', event => {
  event.respondWith(caches.match(event.request).then(stored => stored || fetch(event.request)))
})`,
		References: []string{
			"https://developer.mozilla.org/en-US/docs/Web/API/FetchEvent/respondWith",
			"https://developer.chrome.com/docs/workbox/remove-buggy-service-workers",
			"https://w3c.github.io/ServiceWorker/#handle-fetch",
		},
		Needs: []string{"first-visit"},
	}, Judge: breaksOnline})
}

func breaksOnline(o *observation.Observations) finding.Verdict {
	if verdict, none := Inactive(o); none {
		return verdict
	}
	if v, none := reading.NoBenefit(o); none && !reading.OnlyForwards(o) {
		return v
	}
	got, log := loadInControl(o)
	if got == nil {
		return finding.CannotTell("the start page was not loaded a second time")
	}
	switch {
	case !inControl(o, *got):
		return finding.DoesNotApply("no worker controlled the second load of the start page")
	case refusedAnswer(o, *got):
		return finding.DoesNotApply("the browser refuses what the worker answers, see offline/bad-response and install/redirected-entry")
	}
	result := compare(got, log, sound(loadsWithoutControl(o)...))
	switch {
	case result.works:
		return finding.Passed("the start page works online when the worker controls it")
	case result.uncertain != "":
		return finding.CannotTell(result.uncertain)
	}
	return finding.Failing(fmt.Sprintf("%s works when no worker controls it; controlled and online it does not: %s.", got.URL, result.why),
		brokenBy(*got, result.why, o)...)
}

// inControl reports whether the worker had a part in the load. An error page
// has no controller: there it counts that the worker covers the URL.
func inControl(o *observation.Observations, v observation.Visit) bool {
	if v.Controller != "" || v.WorkerStart || (v.Error != "" && reading.Covered(o, v.URL)) {
		return true
	}
	for _, r := range v.Requests {
		if r.ThroughWorker {
			return true
		}
	}
	return false
}

// refusedAnswer reports whether the browser refused the worker's answer for
// the document or for a part of it while the network was there, of which other
// rules tell.
func refusedAnswer(o *observation.Observations, v observation.Visit) bool {
	for _, refusal := range reading.Refusals(o) {
		if refusal.Network != observation.Online || refusal.Kind == reading.RefusedOnPurpose || refusal.Kind == reading.RefusedOutside {
			continue
		}
		if reading.SameURL(refusal.URL, v.URL) {
			return true
		}
		for _, r := range v.Requests {
			if r.Failed() && reading.SameURL(r.URL, refusal.URL) {
				return true
			}
		}
	}
	return false
}

func brokenBy(v observation.Visit, why string, o *observation.Observations) []finding.Evidence {
	evidence := []finding.Evidence{{Kind: finding.OfVisit, URL: v.URL, Exchange: v.Exchange, Text: fmt.Sprintf("second load, online, document from %s: %s", v.ServedBy, why)}}
	for _, r := range v.Requests {
		if r.ThroughWorker && reading.Unusable(r) {
			evidence = append(evidence, finding.Evidence{Kind: finding.OfRequest, URL: r.URL, Exchange: r.Exchange,
				Text: fmt.Sprintf("the worker's answer, from %s: %s", r.ServedBy, reading.Failure(r))})
		}
	}
	if _, version, ok := reading.Worker(o); ok {
		evidence = append(evidence, finding.Evidence{Kind: finding.OfWorker, URL: version.ScriptURL, Text: "in control"})
	}
	return evidence
}
