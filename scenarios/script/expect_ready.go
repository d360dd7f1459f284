package script

import (
	"github.com/swcheck/swcheck/harness/matchers"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/source"
)

func init() {
	RegisterExpectation(Expectation{
		Name: "ready", About: "true: the page works, by the target's own check of app-ready, or by its text, scripts and exceptions beside those of the same page online",
		Example: "ready: true",
		Schema:  orVariable(map[string]any{"type": "boolean"}),
		Parse: func(_ Reading, value source.Node) Check {
			wanted, _ := value.Truth("ready: true")
			return ofPageWith(wanted, func(seen *Sight, page observation.Visit) matchers.Matcher {
				return matchers.BeAppReady(seen.known(page)...)
			})
		},
	})
}
