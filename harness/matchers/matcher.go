package matchers

import (
	"fmt"
	"reflect"
	"strings"
	"sync/atomic"

	"github.com/onsi/gomega/types"
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

	last atomic.Pointer[look]
}

// A look is what a matcher saw of one value. The message tells of the look by
// which the value was judged: a session may show something else by then.
type look struct {
	actual any
	about  subject
	verdict
	err error
}

// Match implements Gomega's interface. The error tells that the value is of
// another kind than the matcher looks at, or that it cannot be judged.
func (m *matcher[T]) Match(actual any) (bool, error) {
	seen := m.look(actual)
	m.last.Store(seen)
	return seen.ok, seen.err
}

// FailureMessage implements Gomega's interface.
func (m *matcher[T]) FailureMessage(actual any) string { return m.message(actual, "to ") }

// NegatedFailureMessage implements Gomega's interface.
func (m *matcher[T]) NegatedFailureMessage(actual any) string { return m.message(actual, "not to ") }

// GomegaString is what Gomega prints of the matcher where it tells what it was
// given.
func (m *matcher[T]) GomegaString() string { return "to " + m.want.String() }

// String is what Gomega prints of the matcher where it lists several.
func (m *matcher[T]) String() string { return "(" + m.GomegaString() + ")" }

// about returns the matcher with another name for what it looks at.
func (m *matcher[T]) about(named func(T) subject) *matcher[T] {
	return &matcher[T]{want: m.want, read: m.read, subject: named, judge: m.judge}
}

func (m *matcher[T]) look(actual any) *look {
	value, err := m.read(actual)
	if err != nil {
		return &look{actual: actual, err: fmt.Errorf("the matcher %s %w", m, err)}
	}
	v, err := m.judge(value)
	v.ok = v.ok && err == nil
	return &look{actual: actual, about: m.subject(value), verdict: v, err: err}
}

// seen returns the look by which the value was judged, or a new one where none
// was made.
func (m *matcher[T]) seen(actual any) *look {
	if last := m.last.Load(); last != nil && reflect.DeepEqual(last.actual, actual) {
		return last
	}
	return m.look(actual)
}

func (m *matcher[T]) message(actual any, to string) string {
	seen := m.seen(actual)
	if seen.err != nil && !isErrorPage(seen.err) {
		return seen.err.Error()
	}
	return fmt.Sprintf("Expected %s\n%s%s,\nbut %s %s", seen.about, to, m.want, seen.about.it(), seen.got)
}

// A Matcher is what Gomega takes.
type Matcher = types.GomegaMatcher
