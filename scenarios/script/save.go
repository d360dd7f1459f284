package script

import (
	"context"
	"errors"

	"github.com/swcheck/swcheck/scenarios/source"
)

func init() {
	Register(Kind{
		Name: "save", About: "remember what the page shows now under a name, for expect: {same-as: NAME}",
		Example: "save: the talk online",
		Schema:  map[string]any{"type": "string", "minLength": 1, "description": "a name for it"},
		Parse:   parseSave,
	})
}

func parseSave(_ Reading, value source.Node) Do {
	name, ok := nameOf(value, "save: the talk online")
	if !ok {
		return nil
	}
	return func(ctx context.Context, run *Run) error {
		if run.Session.Location() == "" {
			return errors.New("there is nothing to save: " + run.seen(ctx))
		}
		now, err := (&Sight{run: run}).Page(ctx)
		run.saved[name] = now
		return err
	}
}

// nameOf reads a name that people give.
func nameOf(value source.Node, example string) (string, bool) {
	name, ok := value.String(example)
	if ok && name == "" {
		value.Reject("for example: "+example, "the name is empty")
		return "", false
	}
	return name, ok
}
