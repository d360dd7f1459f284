package script

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/swcheck/swcheck/harness"
)

// A StepError tells which step could not be done, and why.
type StepError struct {
	Step  string // name of its kind
	Place string // file:line:column
	Seen  string // what the page showed that the step was done in; "" where that says nothing
	Err   error

	hide func(string) string
}

func (e *StepError) Error() string {
	text := fmt.Sprintf("%s: step %s: %v", e.Place, e.Step, e.Err)
	if e.Seen != "" {
		text += "; " + e.Seen
	}
	return e.hide(text)
}

func (e *StepError) Unwrap() error { return e.Err }

// Hint tells what to do.
func (e *StepError) Hint() string {
	var advised interface{ Hint() string }
	switch {
	case errors.As(e.Err, new(*StepError)): // of a login
	case errors.As(e.Err, new(*harness.SelectorError)):
		return "look at the page in a browser; where the element comes late, put a wait-for step before"
	case errors.As(e.Err, new(*harness.ScriptError)) && strings.Contains(e.Err.Error(), "not a valid selector"):
		return `selectors are those of CSS, such as "#go" or "button[type=submit]", or text=Log in, or role=button[name="Log in"]`
	case errors.As(e.Err, new(*harness.TimeoutError)):
		return "look at the page in a browser whether that ever comes, and mend the step"
	}
	if errors.As(e.Err, &advised) {
		return e.hide(advised.Hint())
	}
	return "look at the page in a browser, and mend the step"
}

// Inconclusive reports whether the step could not be done for a reason that
// says nothing of the site: the browser is gone, the target did not answer from
// the beginning, its deploy failed, nothing tells whether an expectation is met,
// or the time was over.
func (e *StepError) Inconclusive() bool {
	var unreachable *unreachableError
	var one *ExpectationError
	var all expectationErrors
	switch {
	case errors.As(e.Err, &all):
		return all.unjudged()
	case errors.As(e.Err, &one):
		return one.Unjudged
	case errors.As(e.Err, new(*harness.BrowserGoneError)), errors.As(e.Err, new(*deployError)):
		return true
	case errors.As(e.Err, &unreachable):
		return unreachable.first
	}
	return errors.Is(e.Err, context.Canceled) || errors.Is(e.Err, context.DeadlineExceeded)
}

func (s *Script) failed(ctx context.Context, step step, run *Run, err error) error {
	if step.nested && errors.As(err, new(*StepError)) {
		return err // it tells its place in the included file
	}
	failed := &StepError{Step: step.name, Place: step.where, Err: err, hide: s.file.Hide}
	if errors.As(err, new(*StepError)) {
		return failed
	}
	if errors.As(err, new(*harness.SelectorError)) || errors.As(err, new(*harness.TimeoutError)) {
		failed.Seen = run.seen(ctx)
	}
	return failed
}

// unreachableError tells that a step led to the browser's error page.
type unreachableError struct {
	url, reason, advice string
	first               bool // no page came up before it
}

func (e *unreachableError) Error() string {
	return fmt.Sprintf("%s cannot be reached: %s", e.url, e.reason)
}

// Hint tells what to do.
func (e *unreachableError) Hint() string { return e.advice }
