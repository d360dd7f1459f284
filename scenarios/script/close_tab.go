package script

import (
	"context"

	"github.com/swcheck/swcheck/scenarios/source"
)

func init() {
	Register(Kind{
		Name: "close-tab", About: "close the tab and go on in the one before it; after the last one in a new one that shows nothing",
		Example: "close-tab", Bare: true,
		Schema: map[string]any{"type": "null"},
		Parse:  parseCloseTab,
	})
}

func parseCloseTab(_ Reading, value source.Node) Do {
	if !alone("close-tab", value) {
		return nil
	}
	return func(ctx context.Context, run *Run) error { return run.closeTab(ctx) }
}
