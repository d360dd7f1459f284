package matchers

import (
	"strings"

	"github.com/onsi/gomega/types"

	"github.com/swcheck/swcheck/observation"
)

// HaveLoads matches a visit in which so many documents were loaded until the
// page settled. It is 1 for a page that stays, and 2 for one that loads itself
// anew once, or that a script leads on from.
func HaveLoads(n int) types.GomegaMatcher {
	return ofPages(phrase{"have", count(n, "load", "loads")}, func(v observation.Visit) (verdict, error) {
		got := len(v.Navigations)
		has := phrase{"has", count(got, "load", "loads")}
		if got > 1 {
			has.object += ": " + strings.Join(v.Navigations[:min(got, 5)], ", ")
		}
		return verdict{got == n, has}, nil
	})
}
