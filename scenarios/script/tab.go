package script

import (
	"context"

	"github.com/swcheck/swcheck/scenarios/source"
)

func init() {
	Register(Kind{
		Name: "tab", About: "go on in another tab; they are counted from 1 in the order in which steps opened them",
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
			missing := &noTabError{asked: number, open: len(run.tabs)}
			missing.popups, missing.advice = run.popupsClosed()
			return missing
		}
		run.turnTo(run.tabs[number-1])
		return nil
	}
}
