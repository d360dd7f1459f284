package scenarios

import (
	"fmt"
	"strings"
	"time"

	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/experiments"
)

// UnreachableError tells that the target has no start page that could be
// judged: no server, a certificate fault, an error status, no HTML.
type UnreachableError = experiments.UnreachableError

// Unreachable returns the [*UnreachableError] of a visit that failed, by the
// exchanges of its session, which tell more of the reason than the browser does.
func Unreachable(v observation.Visit, log []observation.Exchange) error {
	return experiments.Unreachable(v, log)
}

// UntrustworthyError tells that the canary failed: what this browser shows
// offline is not what visitors get.
type UntrustworthyError struct {
	Browser observation.Browser
	Canary  observation.Canary
	Err     error // why the canary could not be run, or nil
}

func (e *UntrustworthyError) Error() string {
	text := fmt.Sprintf("this browser cannot be trusted for offline tests: %s (%s)", e.Browser.Product, e.Browser.Path)
	return text + ": " + e.reason()
}

func (e *UntrustworthyError) reason() string {
	if e.Err != nil {
		return "the canary could not be run: " + e.Err.Error()
	}
	var facts []string
	if !e.Canary.PassThroughFailed {
		facts = append(facts, "a page behind a worker that only forwards opened offline")
	}
	if !e.Canary.PrecachedOpened {
		facts = append(facts, "a precached page did not open offline")
	}
	if e.Canary.Leaked > 0 {
		facts = append(facts, fmt.Sprintf("%d requests reached the server while offline", e.Canary.Leaked))
	}
	if e.Canary.Reason != "" {
		facts = append(facts, e.Canary.Reason)
	}
	return strings.Join(facts, "; ")
}

func (e *UntrustworthyError) Unwrap() error { return e.Err }

// Hint tells what to do.
func (e *UntrustworthyError) Hint() string {
	return "run swcheck doctor, or try another browser with --browser"
}

// TimeOverError tells that an audit was ended by its time limit. What was seen
// until then is reported as partial.
type TimeOverError struct {
	Target string
	Limit  time.Duration
	Doing  []string // what was still going on
	Err    error    // of the context
}

func (e *TimeOverError) Error() string {
	text := fmt.Sprintf("%s: the audit was not done after %s", e.Target, e.Limit)
	if len(e.Doing) > 0 {
		text += ", still going on: " + strings.Join(e.Doing, "; ")
	}
	return text
}

func (e *TimeOverError) Unwrap() error { return e.Err }

// Hint tells what to do.
func (e *TimeOverError) Hint() string {
	return "give it more time with --timeout, or less to do with --pages or --profile quick"
}
