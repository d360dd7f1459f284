package matchers

import (
	"fmt"
	"strings"

	"github.com/onsi/gomega/types"

	"github.com/swcheck/swcheck/observation"
)

// A phrase is what is expected, or what was seen, as part of a sentence: "have"
// and `the title "Talks"`.
type phrase struct{ verb, object string }

func (p phrase) String() string { return strings.TrimSpace(p.verb + " " + p.object) }

// A verdict is what a matcher says of one value. Got completes "but it", and is
// set whether the value matches or not.
type verdict struct {
	ok  bool
	got phrase
}

// A matcher judges values of one kind, which read takes from what Gomega is
// given.
type matcher[T any] struct {
	want    phrase // completes "Expected … to"
	read    func(actual any) (T, error)
	subject func(T) subject
	judge   func(T) (verdict, error)
}

// Match implements Gomega's interface. The error tells that the value is of
// another kind than the matcher looks at, or that it cannot be judged.
func (m *matcher[T]) Match(actual any) (bool, error) {
	_, v, err := m.look(actual)
	return v.ok, err
}

// FailureMessage implements Gomega's interface.
func (m *matcher[T]) FailureMessage(actual any) string { return m.message(actual, "to ") }

// NegatedFailureMessage implements Gomega's interface.
func (m *matcher[T]) NegatedFailureMessage(actual any) string { return m.message(actual, "not to ") }

// GomegaString is what Gomega prints of the matcher where it lists several.
func (m *matcher[T]) GomegaString() string { return "to " + m.want.String() }

func (m *matcher[T]) look(actual any) (subject, verdict, error) {
	value, err := m.read(actual)
	if err != nil {
		return subject{}, verdict{}, fmt.Errorf("the matcher (%s) %w", m.GomegaString(), err)
	}
	v, err := m.judge(value)
	return m.subject(value), v, err
}

func (m *matcher[T]) message(actual any, to string) string {
	about, v, err := m.look(actual)
	if err != nil {
		return err.Error()
	}
	return fmt.Sprintf("Expected %s\n%s%s,\nbut %s %s", about, to, m.want, about.it(), v.got)
}

// A Matcher is what Gomega takes.
type Matcher = types.GomegaMatcher

// A Mismatch is what a matcher of this package says of a value that does not
// match, in parts, for programs that print them in a form of their own.
type Mismatch struct {
	Message  string // what FailureMessage says, in one line
	Expected string // such as: the title "Talks"
	Actual   string

	// Of what was looked at; the zero value where it is no visit.
	URL      string
	ServedBy observation.ServedBy
	Cache    string
	Exchange int
}

// Explain matches the value and returns nil where it matches, and else what the
// matcher has to say of it. Of a matcher of another package only the message is
// known. The error is that of the matcher.
func Explain(m Matcher, actual any) (*Mismatch, error) {
	ok, err := m.Match(actual)
	if ok || err != nil {
		return nil, err
	}
	mismatch := parts(m, actual)
	mismatch.Message = inOneLine(m.FailureMessage(actual))
	return mismatch, nil
}

// ExplainNot is [Explain] for a matcher that is not to match, as Not has it.
func ExplainNot(m Matcher, actual any) (*Mismatch, error) {
	ok, err := m.Match(actual)
	if !ok || err != nil {
		return nil, err
	}
	mismatch := parts(m, actual)
	mismatch.Message = inOneLine(m.NegatedFailureMessage(actual))
	if mismatch.Expected != "" {
		mismatch.Expected = "not " + mismatch.Expected
	}
	return mismatch, nil
}

func parts(m Matcher, actual any) *Mismatch {
	if own, can := m.(interface{ explain(any) *Mismatch }); can {
		return own.explain(actual)
	}
	return &Mismatch{}
}

func inOneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

func (m *matcher[T]) explain(actual any) *Mismatch {
	about, v, err := m.look(actual)
	if err != nil {
		return &Mismatch{}
	}
	mismatch := &Mismatch{Expected: m.want.object, Actual: v.got.object}
	if about.visit != nil {
		visit := about.visit
		mismatch.URL, mismatch.ServedBy, mismatch.Cache, mismatch.Exchange = address(*visit), visit.ServedBy, visit.Cache, visit.Exchange
	}
	return mismatch
}
