package script

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/swcheck/swcheck/harness/matchers"
	"github.com/swcheck/swcheck/scenarios/source"
)

func init() {
	RegisterExpectation(Expectation{
		Name: "same-as", About: "what save has remembered under this name: the same title, words and number of pictures; numbers count as equal, because dates and counters differ from load to load: hold those that matter with text",
		Example: "same-as: the talk online", Late: true,
		Schema: wordsSchema,
		Parse:  parseSameAs,
	})
}

func parseSameAs(in Reading, value source.Node) Check {
	name, ok := nameOf(value, "same-as: the talk online")
	if ok {
		in.mustBeSaved(value, name)
	}
	return func(ctx context.Context, seen *Sight) (*ExpectationError, error) {
		saved, known := seen.run.saved[name]
		if !known {
			return &ExpectationError{
				Message: fmt.Sprintf("nothing was saved as %q", name), Unjudged: true, final: true,
				Advice: adviceOnSaved(name, slices.Sorted(maps.Keys(seen.run.saved))),
			}, nil
		}
		return ofPage(matchers.SameAs(saved))(ctx, seen)
	}
}
