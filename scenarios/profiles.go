package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"github.com/swcheck/swcheck/scenarios/experiments"
	"github.com/swcheck/swcheck/scenarios/rules"
	"github.com/swcheck/swcheck/suggest"
)

// DefaultProfile is the profile of an audit that names none.
const DefaultProfile = "standard"

// Profiles returns the names of the profiles, from the quickest to the most
// thorough. Which experiments a profile has is said by the experiments.
func Profiles() []string { return []string{"quick", "standard", "full"} }

// UnknownProfileError tells that there is no such profile.
type UnknownProfileError struct{ Name string }

func (e *UnknownProfileError) Error() string { return fmt.Sprintf("there is no profile %q", e.Name) }

// Hint tells what to do.
func (e *UnknownProfileError) Hint() string {
	return suggest.Hint(e.Name, Profiles(), "take one of "+strings.Join(Profiles(), ", "))
}

// plan returns the experiments to run: those of the profile, without those
// that concern only rules that will not be judged.
func plan(o Options) ([]experiments.Experiment, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	judged := rulesOf(o.Profile, o.Only, o.Skip)
	return slices.DeleteFunc(experiments.Of(o.Profile), func(e experiments.Experiment) bool {
		if len(o.Limit) > 0 && !slices.Contains(o.Limit, e.Name) {
			return true
		}
		return e.Apart && !slices.ContainsFunc(judged, func(r rules.Rule) bool { return r.Reads(e.Name) })
	}), nil
}

// Makes reports whether the experiment of that name is one of those that are
// made.
func (o Options) Makes(experiment string) bool {
	planned, err := plan(o)
	return err == nil && slices.ContainsFunc(planned, func(e experiments.Experiment) bool { return e.Name == experiment })
}

// rulesOf returns the rules that can be judged in the profile and are selected
// by the globs, sorted by id.
func rulesOf(profile string, only, skip []string) []rules.Rule {
	var gathered []string
	for _, e := range experiments.Of(profile) {
		gathered = append(gathered, e.Name)
	}
	return slices.DeleteFunc(rules.All(), func(r rules.Rule) bool {
		missing := slices.ContainsFunc(r.Needs, func(need string) bool { return !slices.Contains(gathered, need) })
		return missing || !selected(r.ID, only, skip)
	})
}

// unused names what the target is configured with and the profile has no
// experiment for.
func unused(target Target, profile string) []string {
	var names []string
	d := target.Deploy
	if d.Command != nil || d.Upstream != nil || d.Folder != nil {
		names = append(names, "deploy")
	}
	if len(target.Users) > 0 {
		names = append(names, "users")
	}
	return slices.DeleteFunc(names, func(name string) bool {
		return slices.ContainsFunc(experiments.Of(profile), func(e experiments.Experiment) bool { return e.Name == name })
	})
}
