package script

import (
	"context"

	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/source"
)

func init() {
	Register(Kind{
		Name: "reload", About: "load the page again; hard: past the HTTP cache and the worker, as Shift+Reload",
		Example: "reload: hard", Bare: true,
		Schema: orVariable(map[string]any{"enum": []any{nil, "hard"}}),
		Parse:  parseReload,
	})
}

func parseReload(_ Reading, value source.Node) Do {
	hard := false
	if value.Kind() != source.Nothing {
		if _, hard = value.Word("way to reload", "hard"); !hard {
			return nil
		}
	}
	return func(ctx context.Context, run *Run) error {
		return run.visit(func() (observation.Visit, error) {
			if hard {
				return run.Session.HardReload(ctx)
			}
			return run.Session.Reload(ctx)
		})
	}
}
