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
		ID:       "registration/without-worker",
		Severity: finding.Error,
		Title:    "The page works where there are no service workers",
		Failed:   "The page does not work where there are no service workers",
		Why: "Some browsers and many in-app views know no service workers, private windows and company policies switch them off, " +
			"and a full disk makes the registration fail. A page that needs one shows these visitors nothing.",
		Detected: "The start page is loaded in a browser without navigator.serviceWorker and compared with a load in a browser that has it: " +
			"error page, failed scripts and styles, uncaught exceptions, lost text.",
		Fix: "Ask for 'serviceWorker' in navigator before using it, catch a rejected registration, and let the page do its work " +
			"without waiting for navigator.serviceWorker.ready.",
		Before: `await navigator.serviceWorker.register('/sw.js')
await navigator.serviceWorker.ready
render()`,
		After: `if ('serviceWorker' in navigator) {
  navigator.serviceWorker.register('/sw.js').catch(error => console.error('no offline support:', error))
}
render()`,
		References: []string{
			"https://developer.mozilla.org/en-US/docs/Web/API/Service_Worker_API#browser_compatibility",
			"https://web.dev/articles/service-workers-registration",
			"https://w3c.github.io/ServiceWorker/#navigator-serviceworker",
		},
		Needs: []string{"without-worker"},
	}, Judge: withoutWorker})
}

func withoutWorker(o *observation.Observations) finding.Verdict {
	if verdict, none := Inactive(o); none {
		return verdict
	}
	if o.WithoutWorker == nil {
		return finding.CannotTell(reading.NotMade(o, "without-worker"))
	}
	got := &o.WithoutWorker.Visit
	others := without(loadsWithoutControl(o), got)
	if controlled, _ := loadInControl(o); controlled != nil {
		others = append(others, controlled)
	}
	usual := sound(others...)
	result := compare(got, o.WithoutWorker.SessionLog, usual)
	switch {
	case result.works:
		return finding.Passed("the start page works without service workers")
	case result.uncertain != "":
		return finding.CannotTell(result.uncertain)
	}
	return judgeLoss(*got, usual[0], result.why)
}

// judgeLoss tells a page that is not there from one that shows all it does
// elsewhere and throws: mostly at the registration itself, after which nothing
// may come.
func judgeLoss(got, usual observation.Visit, why string) finding.Verdict {
	verdict := finding.Failing(fmt.Sprintf("%s does not work without service workers: %s.", got.URL, why),
		finding.Evidence{Kind: finding.OfVisit, URL: got.URL, Exchange: got.Exchange, Text: "in a browser without service workers: " + why})
	quiet := got
	quiet.Console = nil
	if ready, _ := reading.Ready(quiet, usual); ready {
		verdict.Severity = finding.Information
		verdict.Message = fmt.Sprintf("without service workers %s shows what it does otherwise, and a script of it breaks off: %s.", got.URL, why)
	}
	return verdict
}
