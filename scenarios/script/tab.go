package script

import (
	"context"

	"github.com/swcheck/swcheck/scenarios/source"
)

func init() {
	Register(Kind{
		Name: "tab", About: "go on in another tab; they are counted from 1 in the order in which they were opened",
		Example: "tab: 1",
		Schema:  orVariable(map[string]any{"type": "integer", "minimum": 1}),
		Parse:   parseTab,
	})
}

func parseTab(_ Reading, value source.Node) Do {
	number, ok := value.Count("tab: 1", 1)
	if !ok {
		return nil
	}
	return func(_ context.Context, run *Run) error {
		if number > len(run.tabs) {
			return &noTabError{asked: number, open: len(run.tabs)}
		}
		run.turnTo(run.tabs[number-1])
		return nil
	}
}
