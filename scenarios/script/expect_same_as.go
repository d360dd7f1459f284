package script

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/swcheck/swcheck/harness/matchers"
	"github.com/swcheck/swcheck/scenarios/source"
	"github.com/swcheck/swcheck/suggest"
)

func init() {
	RegisterExpectation(Expectation{
		Name: "same-as", About: "what save has remembered under this name: the same title, words and number of pictures",
		Example: "same-as: the talk online", Late: true,
		Schema: map[string]any{"type": "string", "minLength": 1},
		Parse:  parseSameAs,
	})
}

func parseSameAs(_ Reading, value source.Node) Check {
	name, _ := nameOf(value, "same-as: the talk online")
	return func(ctx context.Context, seen *Sight) (*ExpectationError, error) {
		saved, known := seen.run.saved[name]
		if !known {
			names := slices.Sorted(maps.Keys(seen.run.saved))
			return &ExpectationError{
				Message: fmt.Sprintf("nothing was saved as %q", name),
				Advice:  suggest.Hint(name, names, "put a step before that saves it: save: "+name),
			}, nil
		}
		return ofPage(matchers.SameAs(saved))(ctx, seen)
	}
}
