package matchers

import (
	"errors"
	"fmt"
	"strings"

	"github.com/onsi/gomega/types"

	"github.com/swcheck/swcheck/observation"
)

// An ErrorPageError tells that a visit ended in the browser's error page, and
// not in a page that could show or lack anything. It is an error and no
// mismatch, because Gomega turns a mismatch round: a page that is not there
// would pass for one that does not show what it must not. [ShowError] matches
// it. In Or, what may be the error page comes first.
type ErrorPageError struct {
	URL    string
	Reason string // net::ERR_…
	want   phrase
}

func (e *ErrorPageError) Error() string {
	return fmt.Sprintf("%s shows %s (%s), and there is no page to %s", e.URL, inPlaceOfPage(e.Reason), e.Reason, e.want)
}

// Hint tells what to do.
func (e *ErrorPageError) Hint() string {
	return "where the error page is right, expect it with ShowError"
}

// inPlaceOfPage says what is shown after a navigation that failed.
func inPlaceOfPage(reason string) string {
	if strings.HasSuffix(reason, "ERR_ABORTED") {
		return "no page: the navigation was aborted"
	}
	return "the browser's error page"
}

func isErrorPage(err error) bool { return errors.As(err, new(*ErrorPageError)) }

// noPage is the verdict on a visit that ended in no page.
func noPage(url, reason string, want phrase) (verdict, error) {
	return verdict{false, phrase{"shows", inPlaceOfPage(reason)}}, &ErrorPageError{URL: url, Reason: reason, want: want}
}

// ofPages makes a matcher of what a page is or shows. That there is no page is
// an [*ErrorPageError].
func ofPages(want phrase, judge func(observation.Visit) (verdict, error)) types.GomegaMatcher {
	return ofVisits(want, func(v observation.Visit) (verdict, error) {
		if v.Error != "" && len(v.Downloads) == 0 {
			return noPage(v.URL, v.Error, want)
		}
		return judge(v)
	})
}
