package script

import (
	"context"
	"errors"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/source"
)

func init() {
	Register(Kind{
		Name: "back", About: "go back to the page before, and wait until it has settled",
		Example: "back", Bare: true,
		Schema: map[string]any{"type": "null"},
		Parse:  parseBack,
	})
}

func parseBack(_ Reading, value source.Node) Do {
	if !alone("back", value) {
		return nil
	}
	return func(ctx context.Context, run *Run) error {
		err := run.visit(func() (observation.Visit, error) { return run.Session.Back(ctx) })
		if errors.Is(err, harness.ErrNoPageBefore) {
			return &advisedError{err.Error(), "visit two pages in this tab before, or take the step out"}
		}
		return err
	}
}

// alone reads a step that has no value.
func alone(name string, value source.Node) bool {
	if value.Kind() == source.Nothing {
		return true
	}
	value.Reject("write - "+name+" alone", "%s takes no value", name)
	return false
}
