package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"github.com/swcheck/swcheck/suggest"
)

// UnknownRuleError tells that a glob fits no rule. What would be judged then is
// something else than was meant, or nothing.
type UnknownRuleError struct {
	Where string // it was given, such as Only or --only
	Glob  string
}

func (e *UnknownRuleError) Error() string {
	text := fmt.Sprintf("there is no rule %q", e.Glob)
	if e.Where != "" {
		text = e.Where + ": " + text
	}
	return text
}

// Hint tells what to do.
func (e *UnknownRuleError) Hint() string {
	return suggest.Hint(e.Glob, RuleIDs("*"), "swcheck rules lists them")
}

// NoRuleLeftError tells that what is selected has no rule that the profile
// judges.
type NoRuleLeftError struct {
	Profile string
	Glob    string   // of Only, which selects none; "" where none is left of all
	Judge   []string // profiles that do judge what is selected; none where nothing is
}

func (e *NoRuleLeftError) Error() string {
	if e.Glob != "" {
		return fmt.Sprintf("Only: the profile %s does not judge %q", e.Profile, e.Glob)
	}
	return fmt.Sprintf("only and skip leave no rule that the profile %s judges", e.Profile)
}

// Hint tells what to do.
func (e *NoRuleLeftError) Hint() string {
	if len(e.Judge) == 0 {
		return "leave out fewer; swcheck rules lists them"
	}
	return "take the profile " + strings.Join(e.Judge, " or ")
}

// CheckRules returns an [*UnknownRuleError] of the first glob that fits no
// rule. Where names what the globs were given for.
func CheckRules(where string, globs []string) error {
	for _, glob := range globs {
		if len(RuleIDs(glob)) == 0 {
			return &UnknownRuleError{Where: where, Glob: glob}
		}
	}
	return nil
}

// check refuses options that ask for a profile or rules that there are not. They
// have their defaults.
func (o Options) check() error {
	if !slices.Contains(Profiles(), o.Profile) {
		return &UnknownProfileError{o.Profile}
	}
	if err := CheckRules("Only", o.Only); err != nil {
		return err
	}
	if err := CheckRules("Skip", o.Skip); err != nil {
		return err
	}
	return o.leavesSome("", o.Only, o.Skip)
}

// leavesSome returns a [*NoRuleLeftError] where the profile judges nothing of
// what is selected.
func (o Options) leavesSome(glob string, only, skip []string) error {
	none := func(profile string) bool { return len(rulesOf(profile, only, skip)) == 0 }
	if !none(o.Profile) {
		return nil
	}
	return &NoRuleLeftError{Profile: o.Profile, Glob: glob, Judge: slices.DeleteFunc(Profiles(), none)}
}
