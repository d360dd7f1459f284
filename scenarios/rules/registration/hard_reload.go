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
		ID:       "registration/hard-reload",
		Severity: finding.Warning,
		Title:    "The page works after a hard reload",
		Failed:   "The page does not work after a hard reload",
		Why: "A hard reload (Shift+Reload) is what people try when a page looks wrong, and it loads the page past the worker: it stays uncontrolled " +
			"although the worker is active. A page that waits for its controller then waits for ever.",
		Detected: "The start page is reloaded past HTTP cache and worker, and compared with ordinary loads: " +
			"error page, failed scripts and styles, uncaught exceptions, lost text.",
		Fix: "Do not wait for navigator.serviceWorker.controller or controllerchange before the page does its work. " +
			"Send messages to registration.active, which is there without control, too.",
		Before: `await new Promise(resolve => {
  if (navigator.serviceWorker.controller) return resolve()
  navigator.serviceWorker.addEventListener('controllerchange', resolve)
})
navigator.serviceWorker.controller.postMessage('load')`,
		After: `const registration = await navigator.serviceWorker.ready
registration.active.postMessage('load')   // and show the page without waiting for an answer`,
		References: []string{
			"https://w3c.github.io/ServiceWorker/#navigator-service-worker-controller",
			"https://web.dev/articles/service-worker-lifecycle#shift-reload",
			"https://developer.mozilla.org/en-US/docs/Web/API/ServiceWorkerContainer/controller",
		},
		Needs: []string{"return-visit"},
	}, Judge: hardReload})
}

func hardReload(o *observation.Observations) finding.Verdict {
	if verdict, none := Inactive(o); none {
		return verdict
	}
	if o.ReturnVisit == nil || o.ReturnVisit.HardReload == nil {
		return finding.CannotTell(reading.NotMade(o, "return-visit"))
	}
	got := o.ReturnVisit.HardReload
	others := without(loadsWithoutControl(o), got)
	if second, _ := loadInControl(o); second != nil {
		others = append(others, second)
	}
	result := compare(got, o.ReturnVisit.SessionLog, sound(others...))
	switch {
	case result.works:
		return finding.Passed("the start page works after a hard reload")
	case result.uncertain != "":
		return finding.CannotTell(result.uncertain)
	}
	return finding.Failing(fmt.Sprintf("%s works after an ordinary load and not after a hard reload: %s.", got.URL, result.why),
		finding.Evidence{Kind: finding.OfVisit, URL: got.URL, Exchange: got.Exchange, Text: "hard reload, without a controller: " + result.why})
}
