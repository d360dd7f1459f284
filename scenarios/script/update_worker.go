package script

import (
	"context"

	"github.com/swcheck/swcheck/scenarios/source"
)

func init() {
	Register(Kind{
		Name: "update-worker", About: "ask for a new version of the worker, as registration.update() does, and wait until what follows has settled",
		Example: "update-worker", Bare: true,
		Schema: map[string]any{"type": "null"},
		Parse:  parseUpdateWorker,
	})
}

func parseUpdateWorker(_ Reading, value source.Node) Do {
	if !alone("update-worker", value) {
		return nil
	}
	return func(ctx context.Context, run *Run) error {
		return run.act(ctx, func(ctx context.Context) error { return run.Session.Tab().Update(ctx) })
	}
}
