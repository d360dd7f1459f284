package script

import (
	"fmt"

	"github.com/swcheck/swcheck/observation"
)

// An ExpectationError tells that what was seen is not what was expected. It is
// the cause of a [*StepError].
type ExpectationError struct {
	Key      string // of the expectation, such as title
	Message  string // what the matcher says: expected, actual, and who served it
	Expected string // for people, on one line
	Actual   string // for people, on one line

	// Of what was looked at; the zero value where it is no page.
	URL      string
	ServedBy observation.ServedBy
	Cache    string
	Exchange int
}

func (e *ExpectationError) Error() string { return fmt.Sprintf("%s: %s", e.Key, e.Message) }

// Hint tells what to do.
func (e *ExpectationError) Hint() string {
	return "where the page is right, mend the expectation; where the expectation is, mend the site"
}
