package script

import (
	"github.com/swcheck/swcheck/harness/matchers"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/source"
)

// servers are those who can serve a page.
var servers = []string{
	string(observation.ByNetwork), string(observation.ByHTTPCache), string(observation.ByCacheStorage),
	string(observation.ByWorker), string(observation.ByRouter), string(observation.ByNobody),
}

func init() {
	RegisterExpectation(Expectation{
		Name: "served-by", About: "who served the page; worker is a page that the worker's code made",
		Example: "served-by: cache-storage",
		Schema:  orVariable(map[string]any{"enum": anyOf(servers)}),
		Parse: func(_ Reading, value source.Node) Check {
			by, _ := value.Word("server", servers...)
			return ofPage(matchers.BeServedFrom(observation.ServedBy(by)))
		},
	})
}
