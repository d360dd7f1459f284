package script

import (
	"slices"
	"strings"

	"github.com/swcheck/swcheck/harness/matchers"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/source"
	"github.com/swcheck/swcheck/suggest"
)

func init() {
	RegisterExpectation(Expectation{
		Name: "as", About: "as which user the document was fetched that the page shows: a configured one, or nobody",
		Example: "as: nobody",
		Schema:  wordsSchema,
		Parse: func(in Reading, value source.Node) Check {
			user := in.userOf(value, "as: nobody")
			return ofPageWith(true, func(seen *Sight, _ observation.Visit) matchers.Matcher {
				return matchers.BeFetchedAs(seen.run.Session, user)
			})
		},
	})
}

// userOf reads the name of a configured user, or nobody.
func (in Reading) userOf(value source.Node, example string) string {
	user, ok := value.String(example)
	known := append(slices.Clone(in.Users), matchers.Nobody)
	if ok && !slices.Contains(known, user) {
		hint := suggest.Hint(user, known, "known are "+strings.Join(known, ", "))
		if len(in.Users) == 0 {
			hint = in.unread(hint)
		}
		value.Reject(hint, "there is no user %q", user)
	}
	return user
}
