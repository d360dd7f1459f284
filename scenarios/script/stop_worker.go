package script

import (
	"context"

	"github.com/swcheck/swcheck/scenarios/source"
)

func init() {
	Register(Kind{
		Name: "stop-worker", About: "stop all workers, so that what comes next starts them cold, as a visitor does who comes back",
		Example: "stop-worker", Bare: true,
		Schema: map[string]any{"type": "null"},
		Parse:  parseStopWorker,
	})
}

func parseStopWorker(_ Reading, value source.Node) Do {
	if !alone("stop-worker", value) {
		return nil
	}
	return func(ctx context.Context, run *Run) error { return run.Session.StopWorkers(ctx) }
}
