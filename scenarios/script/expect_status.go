package script

import (
	"github.com/swcheck/swcheck/harness/matchers"
	"github.com/swcheck/swcheck/scenarios/source"
)

func init() {
	RegisterExpectation(Expectation{
		Name: "status", About: "the HTTP status with which the page was answered",
		Example: "status: 200",
		Schema:  orVariable(map[string]any{"type": "integer", "minimum": 100, "maximum": 599}),
		Parse: func(_ Reading, value source.Node) Check {
			status, ok := value.Count("status: 200", 100)
			if ok && status > 599 {
				value.Reject("for example: status: 200", "there is no HTTP status %d", status)
			}
			return ofPage(matchers.HaveStatus(status))
		},
	})
}
