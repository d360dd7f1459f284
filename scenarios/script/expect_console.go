package script

import (
	"github.com/swcheck/swcheck/harness/matchers"
	"github.com/swcheck/swcheck/scenarios/source"
)

func init() {
	RegisterExpectation(Expectation{
		Name: "console", About: "clean: the page threw nothing that nothing caught",
		Example: "console: clean",
		Schema:  orVariable(map[string]any{"const": "clean"}),
		Parse: func(_ Reading, value source.Node) Check {
			value.Word("state of the console", "clean")
			return ofPage(matchers.HaveNoException())
		},
	})
}
