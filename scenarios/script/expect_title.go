package script

import (
	"github.com/swcheck/swcheck/harness/matchers"
	"github.com/swcheck/swcheck/scenarios/source"
)

func init() {
	RegisterExpectation(Expectation{
		Name: "title", About: "the title of the page, in which a star stands for anything",
		Example: `title: "App shell"`, Late: true,
		Schema: plainSchema,
		Parse: func(_ Reading, value source.Node) Check {
			title, _ := value.String(`title: "App shell"`)
			return ofPage(matchers.HaveTitle(title))
		},
	})
}
