package script

import (
	"github.com/swcheck/swcheck/harness/matchers"
	"github.com/swcheck/swcheck/scenarios/source"
)

func init() {
	RegisterExpectation(Expectation{
		Name: "no-text", About: "text that the page does not show: one, or none of several",
		Example: `no-text: "Log in"`, Late: true,
		Schema: textSchema,
		Parse: func(_ Reading, value source.Node) Check {
			texts := textsOf(value, `no-text: "Log in"`)
			return ofPage(matchers.LackText(texts...))
		},
	})
}
