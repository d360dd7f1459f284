package experiments

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
)

// UnreachableError tells that there is no start page to judge.
type UnreachableError struct {
	URL    string
	Reason string // what came instead, with its facts
	Status int    // the HTTP status, where there was one
	Err    error  // what the browser said, where it was it that failed
	hint   string
}

func (e *UnreachableError) Error() string { return fmt.Sprintf("%s: %s", e.URL, e.Reason) }

func (e *UnreachableError) Unwrap() error { return e.Err }

// Hint tells what to do.
func (e *UnreachableError) Hint() string { return e.hint }

// MovedError tells that the start page redirects to another origin. Workers
// and caches belong to an origin, so the audit has to begin there anew.
type MovedError struct{ From, To string }

func (e *MovedError) Error() string {
	return fmt.Sprintf("%s redirects to another origin, %s", e.From, e.To)
}

// Hint tells what to do.
func (e *MovedError) Hint() string { return "audit " + e.To + " instead" }

// SlowWorkerError tells that a worker was still on its way when the wait for it
// ended. To cut the wire then would show the state of a moment, and blame the
// site for an install that swcheck itself broke off.
type SlowWorkerError struct {
	ScriptURL string
	State     observation.WorkerState
	After     time.Duration
}

func (e *SlowWorkerError) Error() string {
	return fmt.Sprintf("the worker %s is still %s after %s, so what it does offline was not tried", e.ScriptURL, e.State, e.After.Round(100*time.Millisecond))
}

// Hint tells what to do.
func (e *SlowWorkerError) Hint() string {
	return "look in the worker for a promise that is given to waitUntil and never ends"
}

// startPageFailed makes of an error of the browser on the start page what it
// means for the audit. Errors that say nothing of the page stay as they are.
func startPageFailed(url string, err error) error {
	var advice interface{ Hint() string }
	if !isPageError(err) || !errors.As(err, &advice) {
		return err
	}
	return &UnreachableError{URL: url, Reason: err.Error(), Err: err, hint: advice.Hint()}
}

// reached checks that the visit shows a page of the site.
func reached(v observation.Visit, log []observation.Exchange) error {
	switch {
	case v.Error != "":
		return Unreachable(v, log)
	case v.Status >= 400:
		return &UnreachableError{URL: v.URL, Status: v.Status,
			Reason: fmt.Sprintf("the server answered %d", v.Status), hint: statusHint(v.Status)}
	case v.Status == 0:
		return &UnreachableError{URL: v.URL, Reason: "no answer came" + stillWaiting(v),
			hint: "look whether the server answers at all, or give it more time with --timeout"}
	case !observation.IsHTML(v.MIMEType):
		return &UnreachableError{URL: v.URL, Status: v.Status,
			Reason: fmt.Sprintf("the answer is no page but %s", typeOrNone(v.MIMEType)),
			hint:   "give the URL of an HTML page"}
	}
	return nil
}

func stillWaiting(v observation.Visit) string {
	if len(v.WaitingFor) == 0 {
		return ""
	}
	return " (waited for " + strings.Join(v.WaitingFor, ", ") + ")"
}

func typeOrNone(mimeType string) string {
	if mimeType == "" {
		return "something without a type"
	}
	return mimeType
}

func statusHint(status int) string {
	switch {
	case status == 401 || status == 403 || status == 407:
		return "give what it takes to get in with --header or --cookie"
	case status == 404 || status == 410:
		return "check the path of the URL"
	}
	return "look into the server's log"
}

// Unreachable tells why a visit that failed got no answer, by the exchanges of
// its session.
func Unreachable(v observation.Visit, log []observation.Exchange) error {
	reason, advice := harness.Unreached(v, log)
	return &UnreachableError{URL: v.URL, Status: v.Status, Reason: reason, hint: advice}
}
