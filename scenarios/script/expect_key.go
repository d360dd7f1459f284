package script

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/swcheck/swcheck/harness/matchers"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/source"
)

// An Expectation is a key of expect.
type Expectation struct {
	Name    string         // the key under which it is written
	About   string         // what it holds the page to, in one line
	Example string         // of the key with a value
	Schema  map[string]any // of its value, as JSON Schema

	// Late tells that what it looks at may come a moment after the step before:
	// until then it is looked at again.
	Late bool

	// Parse checks the value and returns how it is compared. It notes mistakes
	// at the nodes, and may then return nil.
	Parse func(in Reading, value source.Node) Check
}

// A Check compares what is seen with what is expected, and returns nil where
// that is the same. The error tells that nothing can be seen any more. Key and
// Place of what it returns are set for it.
type Check func(ctx context.Context, seen *Sight) (*ExpectationError, error)

var expectations = map[string]Expectation{}

// RegisterExpectation adds a key of expect, from the init of its file. It panics
// on one that is incomplete or whose name is taken: mistakes of the programmer.
func RegisterExpectation(e Expectation) {
	if e.Name == "" || e.About == "" || e.Example == "" || e.Parse == nil || e.Schema == nil {
		panic(fmt.Sprintf("expectation %q is incomplete", e.Name))
	}
	if _, taken := expectations[e.Name]; taken {
		panic(fmt.Sprintf("expectation %s is registered twice", e.Name))
	}
	expectations[e.Name] = e
	expectSchemas[e.Name] = described(Kind{About: e.About, Schema: e.Schema})
}

// Expectations returns the keys of expect, sorted by name.
func Expectations() []Expectation {
	all := make([]Expectation, 0, len(expectations))
	for _, name := range slices.Sorted(maps.Keys(expectations)) {
		all = append(all, expectations[name])
	}
	return all
}

// ofPage is a check of what the page shows now.
func ofPage(m matchers.Matcher) Check {
	return ofPageWith(true, func(*Sight, observation.Visit) matchers.Matcher { return m })
}

// ofPageWith is ofPage for a matcher that takes what is known. Where it is not
// to match, wanted is false.
func ofPageWith(wanted bool, matcher func(*Sight, observation.Visit) matchers.Matcher) Check {
	return func(ctx context.Context, seen *Sight) (*ExpectationError, error) {
		page, err := seen.Page(ctx)
		if err != nil || page.URL == "" {
			return nothingVisited(), err
		}
		return compare(matcher(seen, page), page, wanted), nil
	}
}

func nothingVisited() *ExpectationError {
	return &ExpectationError{Message: "no page was visited before", Advice: "put a visit step before"}
}

// compare returns what the matcher has to say where it does not match, or where
// it matches and is not wanted to. That it cannot judge is told as well: no
// expectation is met by what could not be looked at.
func compare(m matchers.Matcher, actual any, wanted bool) *ExpectationError {
	explain := matchers.Explain
	if !wanted {
		explain = matchers.ExplainNot
	}
	mismatch, err := explain(m, actual)
	switch {
	case err != nil:
		return unjudged(err, actual)
	case mismatch == nil:
		return nil
	}
	failure := &ExpectationError{
		Message: mismatch.Message, Expected: mismatch.Expected, Actual: mismatch.Actual,
		URL: mismatch.URL, ServedBy: mismatch.ServedBy, Cache: mismatch.Cache, Exchange: mismatch.Exchange,
	}
	if mismatch.NoPage {
		failure.Advice = "where the error page is right, expect shows: error in place of what a page would show"
	}
	return failure
}

// unjudged tells why a matcher cannot say anything, and what would help.
func unjudged(err error, actual any) *ExpectationError {
	e := &ExpectationError{Message: err.Error(), Unjudged: true}
	if page, is := actual.(observation.Visit); is {
		e.on(page)
	}
	var unknown *matchers.UnknownPageError
	if errors.As(err, &unknown) {
		e.Advice = "visit " + unknown.URL + " online before, in before: or earlier in steps"
	}
	var absent *matchers.AbsentUserError
	if errors.As(err, &absent) {
		e.Advice = "put login: " + absent.User + " before, and a visit of what is theirs"
	}
	return e
}

// on tells of which page the failure is.
func (e *ExpectationError) on(page observation.Visit) *ExpectationError {
	e.URL, e.ServedBy, e.Cache, e.Exchange = page.URL, page.ServedBy, page.Cache, page.Exchange
	return e
}
