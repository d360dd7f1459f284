package script

import (
	"context"
	"errors"
	"strings"

	"github.com/swcheck/swcheck/scenarios/source"
)

func init() {
	Register(Kind{
		Name: "save", About: "remember what the page shows now under a name, for expect: {same-as: NAME}",
		Example: "save: the talk online",
		Schema:  with(wordsSchema, "a name for it"),
		Parse:   parseSave,
	})
}

func parseSave(in Reading, value source.Node) Do {
	name, ok := nameOf(value, "save: the talk online")
	in.saves(name, ok)
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
	if ok && strings.TrimSpace(name) == "" {
		value.Reject("for example: "+example, "the name is empty")
		return "", false
	}
	return name, ok
}
