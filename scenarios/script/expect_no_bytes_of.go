package script

import (
	"github.com/swcheck/swcheck/harness/matchers"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/source"
)

func init() {
	RegisterExpectation(Expectation{
		Name: "no-bytes-of", About: "a user of whom the page shows nothing: no document, frame or data that was fetched as that user alone; the user must have logged in before",
		Example: "no-bytes-of: member",
		Schema:  wordsSchema,
		Parse: func(in Reading, value source.Node) Check {
			user := in.userOf(value, "no-bytes-of: member")
			return ofPageWith(true, func(seen *Sight, _ observation.Visit) matchers.Matcher {
				return matchers.HaveNoBytesOf(seen.run.Session, user)
			})
		},
	})
}
