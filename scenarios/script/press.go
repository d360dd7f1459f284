package script

import (
	"context"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/scenarios/source"
	"github.com/swcheck/swcheck/suggest"
)

func init() {
	Register(Kind{
		Name: "press", About: "press a key where the focus is, and wait until what follows has settled",
		Example: "press: Enter",
		Schema:  map[string]any{"type": []any{"string", "integer"}, "minLength": 1, "minimum": 0, "maximum": 9, "description": "a character, or a name of KeyboardEvent.key such as Enter, Tab or ArrowDown"},
		Parse:   parsePress,
	})
}

func parsePress(_ Reading, value source.Node) Do {
	key, ok := value.String("press: Enter")
	if !ok {
		return nil
	}
	if !harness.IsKey(key) {
		value.Reject(suggest.Hint(key, harness.KeyNames(), "give a character, or a name such as Enter, Tab or ArrowDown"), "there is no key %q", value.Written())
		return nil
	}
	return func(ctx context.Context, run *Run) error {
		return run.act(ctx, func(ctx context.Context) error { return run.Session.Press(ctx, key) })
	}
}
