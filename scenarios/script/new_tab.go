package script

import (
	"context"

	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/source"
)

func init() {
	Register(Kind{
		Name: "new-tab", About: "open another tab and go on in it, with a page or with none",
		Example: "new-tab: /talks/", Bare: true,
		Schema: map[string]any{"type": []any{"string", "null"}, "pattern": `\S`, "description": "a URL, which may be relative to the target"},
		Parse:  parseNewTab,
	})
}

func parseNewTab(_ Reading, value source.Node) Do {
	if value.Kind() == source.Nothing {
		return func(ctx context.Context, run *Run) error { return run.openTab(ctx) }
	}
	page, ok := urlOf(value, "new-tab: /talks/")
	if !ok {
		return nil
	}
	return func(ctx context.Context, run *Run) error {
		if err := run.openTab(ctx); err != nil {
			return err
		}
		return run.visit(func() (observation.Visit, error) { return run.Session.Visit(ctx, page) })
	}
}
