package script

import (
	"github.com/swcheck/swcheck/harness/matchers"
	"github.com/swcheck/swcheck/scenarios/source"
)

func init() {
	const example = "loads: 1"
	RegisterExpectation(Expectation{
		Name: "loads", About: "how many documents the page loaded until it settled; 2 is one that loaded itself anew once",
		Example: example,
		Schema:  orVariable(map[string]any{"type": "integer", "minimum": 0}),
		Parse: func(_ Reading, value source.Node) Check {
			wanted, _ := value.Count(example, 0)
			return ofPage(matchers.HaveLoads(wanted))
		},
	})
}
