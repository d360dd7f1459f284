// Package rules is the catalogue: the rules that its sub-folders register, one
// file each. A rule is a pure function from observations to a verdict: no
// browser, no clock, no I/O.
package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
)

// A Rule is the meta of a rule and its judgement.
type Rule struct {
	finding.Rule
	Judge func(*observation.Observations) finding.Verdict

	// Uses names the experiments that tell it more, beside those that it needs.
	// It judges without them where a profile lacks them.
	Uses []string
}

// Reads reports whether the rule has a use for what the experiment sees.
func (r Rule) Reads(experiment string) bool {
	return slices.Contains(r.Needs, experiment) || slices.Contains(r.Uses, experiment)
}

var catalogue = map[string]Rule{}

// Register adds a rule to the catalogue, from the init of the rule's file. It
// panics on a rule that is incomplete or an id that is taken, because both are
// mistakes of the programmer that must not reach a user.
func Register(r Rule) {
	switch {
	case strings.Count(r.ID, "/") != 1:
		panic(fmt.Sprintf("rule %q: the id must be category/name", r.ID))
	case r.Judge == nil || r.Severity == "" || r.Title == "" || r.Failed == "" || r.Why == "" ||
		r.Detected == "" || r.Fix == "" || len(r.Needs) == 0 || len(r.References) == 0:
		panic(fmt.Sprintf("rule %s: its meta is incomplete", r.ID))
	}
	if _, taken := catalogue[r.ID]; taken {
		panic(fmt.Sprintf("rule %s is registered twice", r.ID))
	}
	catalogue[r.ID] = r
}

// All returns the rules, sorted by id.
func All() []Rule {
	all := make([]Rule, 0, len(catalogue))
	for _, r := range catalogue {
		all = append(all, r)
	}
	slices.SortFunc(all, func(a, b Rule) int { return strings.Compare(a.ID, b.ID) })
	return all
}

// Find returns the rule with the id.
func Find(id string) (Rule, bool) {
	r, ok := catalogue[id]
	return r, ok
}
