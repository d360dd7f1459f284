package script

import (
	"context"
	"errors"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/harness/matchers"
	"github.com/swcheck/swcheck/scenarios/source"
)

func init() {
	RegisterExpectation(Expectation{
		Name: "selector", About: "a selector of an element that the page shows: one, or all of several",
		Example: `selector: "#hello"`, Late: true,
		Schema: textSchema,
		Parse: func(_ Reading, value source.Node) Check {
			return ofElements(textsOf(value, `selector: "#hello"`), matchers.HaveElement)
		},
	})
}

// ofElements is a check of which elements the page shows now.
func ofElements(selectors []string, matcher func(context.Context, string) matchers.Matcher) Check {
	return func(ctx context.Context, seen *Sight) (*ExpectationError, error) {
		page, err := seen.Page(ctx)
		if err != nil || page.URL == "" {
			return nothingVisited(), err
		}
		for _, selector := range selectors {
			if _, err := seen.run.Session.Shows(ctx, harness.Ready{Selector: selector}); err != nil {
				return unselectable(err)
			}
			if failure := compare(matcher(ctx, selector), seen.run.Session, true); failure != nil {
				return failure.on(page), nil
			}
		}
		return nil, nil
	}
}

// unselectable tells a selector that is none from a page that cannot be looked
// at any more.
func unselectable(err error) (*ExpectationError, error) {
	if !errors.As(err, new(*harness.ScriptError)) {
		return nil, err
	}
	return &ExpectationError{Message: err.Error(), Advice: `selectors are those of CSS, such as "#go" or "button[type=submit]", or text=Log in, or role=button[name="Log in"]`}, nil
}
