package script

import (
	"github.com/swcheck/swcheck/harness/matchers"
	"github.com/swcheck/swcheck/scenarios/source"
)

func init() {
	RegisterExpectation(Expectation{
		Name: "first-content", About: "the time within which the page showed its first text or picture",
		Example: "first-content: 3s",
		Schema:  orVariable(map[string]any{"type": "string", "pattern": source.DurationPattern}),
		Parse: func(_ Reading, value source.Node) Check {
			limit, _ := value.Duration("first-content: 3s")
			return ofPage(matchers.HaveFirstContentWithin(limit))
		},
	})
}
