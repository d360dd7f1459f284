package sweep

import (
	"slices"

	"github.com/swcheck/swcheck/fixtures"
	"github.com/swcheck/swcheck/scenarios/rules"
)

// A focus is what concerns a broken fixture.
type focus struct {
	experiments []string // the loads, and what the rules that must fail there need or use
	judged      []string // ids of the rules that need no others
}

// loads are the experiments that tell about the worker, which all rules read.
var loads = []string{"first-visit", "return-visit"}

func focusOn(f fixtures.Fixture) focus {
	concerned := focus{experiments: slices.Clone(loads)}
	for _, r := range rules.All() {
		if slices.Contains(f.Rules, r.ID) {
			concerned.experiments = append(concerned.experiments, slices.Concat(r.Needs, r.Uses)...)
		}
	}
	unmade := func(experiment string) bool { return !slices.Contains(concerned.experiments, experiment) }
	for _, r := range rules.All() {
		if !slices.ContainsFunc(r.Needs, unmade) {
			concerned.judged = append(concerned.judged, r.ID)
		}
	}
	return concerned
}
