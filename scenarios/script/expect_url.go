package script

import (
	"github.com/swcheck/swcheck/harness/matchers"
	"github.com/swcheck/swcheck/scenarios/source"
)

func init() {
	RegisterExpectation(Expectation{
		Name: "url", About: "where the visit ended, after redirects: a path, or a whole URL; a star stands for anything",
		Example: "url: /account",
		Schema:  map[string]any{"type": "string", "minLength": 1},
		Parse: func(_ Reading, value source.Node) Check {
			url, _ := nameOf(value, "url: /account")
			return ofPage(matchers.HaveURL(url))
		},
	})
}
