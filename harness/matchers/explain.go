package matchers

import (
	"strings"

	"github.com/swcheck/swcheck/observation"
)

// A Mismatch is what a matcher of this package says of a value that does not
// match, in parts, for programs that print them in a form of their own.
type Mismatch struct {
	Message  string // what FailureMessage says, in one line
	Expected string // such as: the title "Talks"
	Actual   string
	NoPage   bool // the browser's error page is shown, and no page that could match or not: see ErrorPageError

	// Of what was looked at; the zero value where it is no visit.
	URL      string
	ServedBy observation.ServedBy
	Cache    string
	Exchange int
}

// Explain matches the value and returns nil where it matches, and else what the
// matcher has to say of it. Of a matcher of another package only the message is
// known. The error is that of the matcher, but for an [*ErrorPageError], which
// is a mismatch here.
func Explain(m Matcher, actual any) (*Mismatch, error) {
	ok, err := m.Match(actual)
	own, noPage, err := explainable(m, err)
	if ok || err != nil {
		return nil, err
	}
	mismatch := parts(own, actual)
	mismatch.Message, mismatch.NoPage = inOneLine(m.FailureMessage(actual)), noPage
	return mismatch, nil
}

// ExplainNot is [Explain] for a matcher that is not to match, as Not has it. An
// [*ErrorPageError] is a mismatch here, too.
func ExplainNot(m Matcher, actual any) (*Mismatch, error) {
	ok, err := m.Match(actual)
	own, noPage, err := explainable(m, err)
	if !ok && !noPage || err != nil {
		return nil, err
	}
	mismatch := parts(own, actual)
	mismatch.Message, mismatch.NoPage = inOneLine(m.NegatedFailureMessage(actual)), noPage
	if mismatch.Expected != "" {
		mismatch.Expected = "not " + mismatch.Expected
	}
	return mismatch, nil
}

// explaining is a matcher of this package.
type explaining interface{ explain(actual any) *Mismatch }

// explainable tells a matcher of this package, which has a message for the
// browser's error page too, from others.
func explainable(m Matcher, err error) (own explaining, noPage bool, _ error) {
	own, _ = m.(explaining)
	if own != nil && isErrorPage(err) {
		return own, true, nil
	}
	return own, false, err
}

func parts(own explaining, actual any) *Mismatch {
	if own == nil {
		return &Mismatch{}
	}
	return own.explain(actual)
}

func (m *matcher[T]) explain(actual any) *Mismatch {
	seen := m.seen(actual)
	if seen.err != nil && !isErrorPage(seen.err) {
		return &Mismatch{}
	}
	mismatch := &Mismatch{Expected: m.want.object, Actual: seen.got.object}
	if visit := seen.about.visit; visit != nil {
		mismatch.URL, mismatch.ServedBy, mismatch.Cache, mismatch.Exchange = address(*visit), visit.ServedBy, visit.Cache, visit.Exchange
	}
	return mismatch
}

func inOneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
