package main

import (
	"slices"

	"github.com/spf13/cobra"

	"github.com/swcheck/swcheck/scenarios"
	"github.com/swcheck/swcheck/scenarios/rules"
	_ "github.com/swcheck/swcheck/scenarios/rules/all" // fills the catalogue
)

// selection is --only and --skip.
type selection struct{ only, skip []string }

func (s *selection) add(cmd *cobra.Command) {
	cmd.Flags().StringSliceVar(&s.only, "only", nil, "judge only these `RULES`: ids or globs such as 'offline/*', comma-separated or repeated")
	cmd.Flags().StringSliceVar(&s.skip, "skip", nil, "leave out these `RULES`")
	group(cmd, groupJudging, "only", "skip")
	complete(cmd, "only", completeRuleLists)
	complete(cmd, "skip", completeRuleLists)
}

// resolve returns the ids that the globs stand for.
func (s *selection) resolve() (only, skip []string, err error) {
	if only, err = matching("--only", s.only); err != nil {
		return nil, nil, err
	}
	if skip, err = matching("--skip", s.skip); err != nil {
		return nil, nil, err
	}
	return only, skip, leavesSome(only, skip)
}

// leavesSome refuses a selection that leaves no rule, which would otherwise
// show only after a whole audit.
func leavesSome(only, skip []string) error {
	for _, r := range rules.All() {
		if (len(only) == 0 || slices.Contains(only, r.ID)) && !slices.Contains(skip, r.ID) {
			return nil
		}
	}
	return wrongUsage("leave out fewer; swcheck rules lists them", "only and skip leave no rule to judge")
}

// matching expands globs to the ids of rules. One that matches nothing is a
// mistake, because the run would then judge something else than was meant.
func matching(flag string, globs []string) ([]string, error) {
	if err := scenarios.CheckRules(flag, globs); err != nil {
		return nil, &usageError{err: err, hint: hintOf(err)}
	}
	var ids []string
	for _, glob := range globs {
		ids = append(ids, scenarios.RuleIDs(glob)...)
	}
	return ids, nil
}

// rulesLike returns the rules that an id, a category, a name or a glob of these
// names.
func rulesLike(glob string) []rules.Rule {
	ids := scenarios.RuleIDs(glob)
	return slices.DeleteFunc(rules.All(), func(r rules.Rule) bool { return !slices.Contains(ids, r.ID) })
}

func noRule(id string) error {
	err := &scenarios.UnknownRuleError{Glob: id}
	return &usageError{err: err, hint: err.Hint()}
}
