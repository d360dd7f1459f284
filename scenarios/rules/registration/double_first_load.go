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
		ID:       "registration/double-first-load",
		Severity: finding.Warning,
		Title:    "The first visit loads the page once",
		Failed:   "The first visit loads the page twice",
		Why: "Every new visitor waits for the page a second time, sees it flash and loses what was typed or scrolled until then, " +
			"because the code that reloads after an update also reloads when the first worker takes control.",
		Detected: "In a fresh profile the same URL is committed twice in a row in the main frame, and a worker controls the page at the end. " +
			"Redirects to other URLs are not counted, nor reloads that happen without workers as well.",
		Fix:    "Reload on controllerchange only where the page was controlled before, which tells an update from a first visit.",
		Before: `navigator.serviceWorker.addEventListener('controllerchange', () => location.reload())`,
		After: `if (navigator.serviceWorker.controller) {   // not on the first visit
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
}`,
		References: []string{
			"https://developer.mozilla.org/en-US/docs/Web/API/ServiceWorkerContainer/controllerchange_event",
			"https://developer.chrome.com/docs/workbox/handling-service-worker-updates",
			"https://w3c.github.io/ServiceWorker/#clients-claim",
		},
		Needs: []string{"first-visit"},
	}, Judge: doubleFirstLoad})
}

func doubleFirstLoad(o *observation.Observations) finding.Verdict {
	if verdict, none := Inactive(o); none {
		return verdict
	}
	if o.FirstVisit == nil {
		return finding.CannotTell("the first visit was not made")
	}
	v := o.FirstVisit.Visit
	url, loads := loadedAgain(v)
	reason, usable := reading.Usable(&v)
	switch {
	case loads > 1 && v.Controller == "":
		return finding.Passed(fmt.Sprintf("%s is loaded %d times, and no worker is in control: something else reloads it", url, loads))
	case loads > 1 && !givenToWorker(o, v):
		return finding.Passed(fmt.Sprintf("%s is loaded %d times, all of them before the worker is in control: something else reloads it", url, loads))
	case loads > 1 && reloadsAnyway(o):
		return finding.Passed(fmt.Sprintf("%s is loaded %d times, without workers as well", url, loads))
	case loads > 1:
		return finding.Failing(fmt.Sprintf("the first visit loads %s %d times, once more when %s takes control.", url, loads, v.Controller), loadsOf(v, url)...)
	case !usable:
		return finding.CannotTell(reason)
	case v.Error != "":
		return finding.CannotTell("the first visit failed: " + v.Error)
	}
	return finding.Passed("the first visit loads the page once")
}

// loadedAgain returns the document that was committed more than once in a row,
// and how often. A page that comes back to a URL by way of another, as logins
// do, has not reloaded it.
func loadedAgain(v observation.Visit) (url string, loads int) {
	most, url, run := 1, "", 1
	for i := 1; i < len(v.Navigations); i++ {
		if !reading.SameURL(v.Navigations[i], v.Navigations[i-1]) {
			run = 1
			continue
		}
		if run++; run > most {
			most, url = run, v.Navigations[i]
		}
	}
	return url, most
}

// givenToWorker reports whether the document that was loaded last was given to
// the worker, as one is that a page reloads because the worker took control. A
// worker without a fetch handler is given none.
func givenToWorker(o *observation.Observations, v observation.Visit) bool {
	if has, known := reading.FetchHandler(o); v.WorkerStart || (known && !has) {
		return true
	}
	given := false
	for _, r := range v.Requests {
		if r.Document {
			given = r.ThroughWorker
		}
	}
	return given
}

// reloadsAnyway reports whether the page also loads itself again where there
// are no workers, as a check for cookies or for bots does.
func reloadsAnyway(o *observation.Observations) bool {
	if o.WithoutWorker == nil {
		return false
	}
	_, loads := loadedAgain(o.WithoutWorker.Visit)
	return loads > 1
}

func loadsOf(v observation.Visit, url string) []finding.Evidence {
	var evidence []finding.Evidence
	for _, r := range v.Requests {
		if r.Document && reading.SameURL(r.URL, url) {
			evidence = append(evidence, finding.Evidence{Kind: finding.OfRequest, URL: r.URL, Exchange: r.Exchange,
				Text: fmt.Sprintf("loaded %.0f ms after the start, from %s", r.Started, r.ServedBy)})
		}
	}
	if len(evidence) == 0 {
		evidence = append(evidence, finding.Evidence{Kind: finding.OfVisit, URL: url, Text: "committed more than once in a row"})
	}
	return evidence
}
