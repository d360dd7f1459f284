package script

import (
	"github.com/swcheck/swcheck/harness/matchers"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/source"
)

func init() {
	RegisterExpectation(Expectation{
		Name: "complete", About: "true: no script, style sheet, picture or font of the page's own origin failed",
		Example: "complete: true",
		Schema:  orVariable(map[string]any{"type": "boolean"}),
		Parse: func(_ Reading, value source.Node) Check {
			wanted, _ := value.Truth("complete: true")
			return ofPageWith(wanted, func(*Sight, observation.Visit) matchers.Matcher { return matchers.BeComplete() })
		},
	})
}
