package script

import (
	"github.com/swcheck/swcheck/harness/matchers"
	"github.com/swcheck/swcheck/scenarios/source"
)

func init() {
	RegisterExpectation(Expectation{
		Name: "no-selector", About: "a selector of which the page shows no element: one, or none of several",
		Example: `no-selector: ".error"`, Late: true,
		Schema: textSchema,
		Parse: func(_ Reading, value source.Node) Check {
			return ofElements(textsOf(value, `no-selector: ".error"`), matchers.HaveNoElement)
		},
	})
}
