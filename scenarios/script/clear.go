package script

import (
	"context"
	"maps"
	"slices"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/scenarios/source"
)

func init() {
	Register(Kind{
		Name: "clear", About: "remove what the browser has stored of the site: caches, cookies, storage, worker, http-cache",
		Example: "clear: [caches, cookies]",
		Schema: map[string]any{"anyOf": []any{
			clearable,
			map[string]any{"type": "array", "minItems": 1, "items": clearable},
		}},
		Parse: parseClear,
	})
}

const clearExample = "clear: [caches, cookies]"

var clearings = map[string]func(*harness.Session, context.Context) error{
	"caches":     (*harness.Session).ClearCaches,
	"cookies":    (*harness.Session).ClearCookies,
	"storage":    (*harness.Session).ClearStorage,
	"worker":     (*harness.Session).Unregister,
	"http-cache": (*harness.Session).ClearHTTPCache,
}

var (
	clearables = slices.Sorted(maps.Keys(clearings))
	clearable  = orVariable(map[string]any{"enum": anyOf(clearables)})
)

func parseClear(_ Reading, value source.Node) Do {
	var todo []func(*harness.Session, context.Context) error
	items := value.List(clearExample)
	if len(items) == 0 && value.Kind() == source.List {
		value.Reject("for example: "+clearExample, "clear names nothing")
	}
	for _, item := range items {
		if what, ok := item.Word("thing to clear", clearables...); ok {
			todo = append(todo, clearings[what])
		}
	}
	return func(ctx context.Context, run *Run) error {
		for _, clear := range todo {
			if err := clear(run.Session, ctx); err != nil {
				return err
			}
		}
		return nil
	}
}
