package config

import (
	"time"

	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/source"
)

const budgetsExample = "budgets: {precacheBytes: 5MB, firstContent: 3s, freshAfterLoads: 1}"

func init() {
	register("budgets", setting{
		about: "the limits that the team sets for its site", example: budgetsExample,
		schema: object(map[string]any{
			"precacheBytes":    describe(size, "that an install may fetch, 5 MiB where it is left out"),
			"precacheRequests": describe(count, "that an install may make, 200 where it is left out"),
			"firstContent":     describe(duration, "until a page shows something useful on a bad network, 3s where it is left out"),
			"freshAfterLoads":  describe(count, "how many loads may be stale after a deploy, 1 where it is left out"),
		}, "minProperties", 1),
		read: readBudgets,
	})
}

func readBudgets(r *reader, n source.Node) {
	b := observation.DefaultBudgets()
	found := n.Fields("budget", budgetsExample, map[string]func(source.Node){
		"precacheBytes":    func(n source.Node) { b.PrecacheBytes = bytesOf(n, "precacheBytes: 5MB") },
		"precacheRequests": func(n source.Node) { b.PrecacheRequests = countOf(n, "precacheRequests: 200", 0) },
		"firstContent": func(n source.Node) {
			b.FirstContent = float64(durationOf(n, "firstContent: 3s")) / float64(time.Millisecond)
		},
		"freshAfterLoads": func(n source.Node) { b.FreshAfterLoads = countOf(n, "freshAfterLoads: 1", 0) },
	})
	if found.Lacks("precacheBytes", "precacheRequests", "firstContent", "freshAfterLoads") {
		n.Reject("for example: "+budgetsExample, "budgets sets none")
	}
	r.Options.Budgets = b
}
