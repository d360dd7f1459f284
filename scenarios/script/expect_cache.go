package script

import (
	"github.com/swcheck/swcheck/harness/matchers"
	"github.com/swcheck/swcheck/scenarios/source"
)

func init() {
	RegisterExpectation(Expectation{
		Name: "cache", About: "the cache of Cache Storage that served the page, by its name, in which a star stands for anything",
		Example: "cache: pages-*",
		Schema:  wordsSchema,
		Parse: func(_ Reading, value source.Node) Check {
			name, _ := nameOf(value, "cache: pages-*")
			return ofPage(matchers.BeServedFromCache(name))
		},
	})
}
