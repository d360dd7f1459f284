package script

import (
	"context"
	"time"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/scenarios/source"
)

// states are what can be awaited, in the order in which a worker gets there.
var states = []string{
	string(harness.Registered), string(harness.Installed), string(harness.Activated), string(harness.Controlled),
	string(harness.Updated), string(harness.Settled), string(harness.Idle),
}

func init() {
	Register(Kind{
		Name: "await", About: "wait until the worker, or the page, is in a state; updated: a version that came after the last deploy is active, or waits; idle: no worker is at work, which is so where there is none, too",
		Example: "await: controlled",
		Schema:  orVariable(map[string]any{"enum": anyOf(states)}),
		Parse:   parseAwait,
	})
}

func parseAwait(_ Reading, value source.Node) Do {
	state, ok := value.Word("state", states...)
	if !ok {
		return nil
	}
	if harness.State(state) == harness.Settled {
		return awaitSettled
	}
	return func(ctx context.Context, run *Run) error {
		return run.watch(ctx, func(ctx context.Context) error { return run.Session.Await(ctx, harness.State(state)) })
	}
}

// awaitSettled waits as each act does, for nothing that is done.
func awaitSettled(ctx context.Context, run *Run) error {
	v, err := run.Session.Act(ctx, func(context.Context) error { return nil })
	if err := run.saw(v, err); err != nil || v.Settled {
		return err
	}
	after := time.Duration(v.Duration * float64(time.Millisecond))
	return &harness.TimeoutError{What: "await settled", After: after, WaitingFor: v.WaitingFor}
}

func anyOf(words []string) []any {
	all := make([]any, 0, len(words))
	for _, w := range words {
		all = append(all, w)
	}
	return all
}
