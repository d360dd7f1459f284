package offline

import (
	"fmt"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Judge: serverError, Rule: finding.Rule{
		ID:       "offline/server-error",
		Severity: finding.Warning,
		Title:    "A stored page is shown when the server fails",
		Failed:   "The server's error is shown although a good copy is stored",
		Why:      "While the server is overloaded or being restarted, visitors see its error page, although their device holds the page as it was a minute ago. Without any network they would see it: fetch() only rejects when there is no answer, and a 503 is one.",
		Detected: "A page that opens offline is visited again, with the worker stopped and the HTTP cache empty, while every request is answered with status 503. It shows that answer, or lacks what it shows offline.",
		Fix:      "Take a status of 500 or more for a failure where there is a stored copy to answer with.",
		Before:   `return fetch(request).catch(() => caches.match(request));`,
		After: `const stored = await caches.match(request);
try {
  const response = await fetch(request);
  return response.status >= 500 && stored ? stored : response;
} catch (error) {
  if (stored) return stored;
  throw error;
}`,
		References: []string{
			"https://developer.mozilla.org/en-US/docs/Web/API/Window/fetch#exceptions",
			"https://fetch.spec.whatwg.org/#fetch-method",
		},
		Needs: []string{"offline", "faults"},
	}})
}

func serverError(o *observation.Observations) finding.Verdict {
	session, fault, verdict, ok := reading.Fault(o, observation.FaultServerError)
	if !ok {
		return verdict
	}
	page := reading.Path(session.Page.URL)
	offline, known := reading.OpensOffline(o, session.Page.URL)
	switch {
	case !known:
		return finding.CannotTell("whether " + page + " opens offline is not known")
	case offline != finding.ShowsPage && offline != finding.ShowsShell:
		return finding.DoesNotApply(page + " does not open offline as itself, so there is no copy to show")
	}
	if reason, ok := reading.Usable(fault.Visited); !ok {
		return finding.CannotTell("while the server failed, " + reason)
	}
	v := *fault.Visited
	shows := reading.ShowsUnderFault(o, session, v)
	switch {
	case v.Status >= 500:
		return finding.Failing(fmt.Sprintf("while the server answers 503, %s shows that error, although it opens offline", page),
			reading.OfVisit(v, fmt.Sprintf("shows the answer with status %d: %q", v.Status, reading.Title(v))))
	case shows == finding.ShowsPage || shows == offline:
		return finding.Passed(fmt.Sprintf("while the server answers 503, %s is shown, %s", page, reading.From(v)))
	}
	said := "shows " + reading.Describe(shows, v)
	return finding.Failing(fmt.Sprintf("while the server answers 503, %s %s, although it opens offline", page, said),
		append([]finding.Evidence{reading.OfVisit(v, said)}, reading.OfRequests(answeredWithErrors(v))...)...)
}

func answeredWithErrors(v observation.Visit) []observation.Request {
	var failed []observation.Request
	for _, r := range v.Requests {
		if !r.Document && r.Status >= 500 {
			failed = append(failed, r)
		}
	}
	return failed
}
