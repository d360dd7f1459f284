package script

import (
	"fmt"
	"slices"
	"strings"

	"github.com/swcheck/swcheck/observation"
)

// An ExpectationError tells that what was seen is not what was expected. It is
// the cause of a [*StepError]. Where several keys of one expect fail, the cause
// unwraps to one error for each, and [errors.As] finds the first.
type ExpectationError struct {
	Key      string // of the expectation, such as title
	Place    string // of the key: file:line:column
	Message  string // what the matcher says: expected, actual, and who served it
	Expected string // for people, on one line
	Actual   string // for people, on one line
	Advice   string // what to do, where more can be said than whom to mend
	Unjudged bool   // it cannot be told whether it is so
	final    bool   // no wait can heal it

	// Of what was looked at; the zero value where it is no page.
	URL      string
	ServedBy observation.ServedBy
	Cache    string
	Exchange int
}

func (e *ExpectationError) Error() string { return fmt.Sprintf("%s: %s", e.Key, e.Message) }

// Hint tells what to do.
func (e *ExpectationError) Hint() string {
	if e.Advice != "" {
		return e.Advice
	}
	return "where the page is right, mend the expectation; where the expectation is, mend the site"
}

// expectationErrors are those of one expect, in the order in which its keys are
// written.
type expectationErrors []*ExpectationError

// unjudged reports whether none of them tells that the site is not as expected.
func (all expectationErrors) unjudged() bool {
	return !slices.ContainsFunc(all, func(e *ExpectationError) bool { return !e.Unjudged })
}

// err returns the failures as an error; nil where there are none.
func (all expectationErrors) err() error {
	switch len(all) {
	case 0:
		return nil
	case 1:
		return all[0]
	}
	return all
}

func (all expectationErrors) Error() string {
	texts := make([]string, 0, len(all))
	for _, e := range all {
		texts = append(texts, e.Error())
	}
	return strings.Join(texts, "\n")
}

// Hint tells what to do about the first failure.
func (all expectationErrors) Hint() string { return all[0].Hint() }

// Unwrap returns the failures.
func (all expectationErrors) Unwrap() []error {
	errs := make([]error, 0, len(all))
	for _, e := range all {
		errs = append(errs, e)
	}
	return errs
}
