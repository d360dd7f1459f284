package scenarios

import (
	"time"

	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/experiments"
)

// A Target is the site under test, and what its configuration says of it.
type Target = experiments.Target

// A User is somebody who can log in to the target.
type User = experiments.User

// A Deploy says how a new build of the target comes about.
type Deploy = experiments.Deploy

// Options say how an audit is made.
type Options struct {
	Profile  string        // one of Profiles; "" is DefaultProfile
	MaxPages int           // that are visited, the start page included; 0 is DefaultPages of the profile
	Only     []string      // globs of the rules that will be judged; none means all
	Skip     []string      // globs of those that will not
	Limit    []string      // names of the experiments to make, of those that there would be; none means all
	Parallel int           // experiments that run side by side; 0 is two to a core
	Timeout  time.Duration // of the whole audit; 0 is 2 minutes

	Pictures int // of pages that are taken at most, for reports that show them; 0 is none

	Budgets  observation.Budgets // the zero value is observation.DefaultBudgets
	Secrets  []string            // that must not stand in observations
	Progress func(Event)         // is told what happens; calls do not overlap
}

const defaultTimeout = 2 * time.Minute

// DefaultPages returns how many pages an audit of the profile visits unless it
// is told otherwise: few where it is to be quick.
func DefaultPages(profile string) int {
	if profile == "quick" {
		return 3
	}
	return 10
}

// quiet returns how long nothing may happen until a page counts as settled. A
// page that does more after a pause is for the other profiles to see.
func quiet(profile string) time.Duration {
	if profile == "quick" {
		return 120 * time.Millisecond
	}
	return 0
}

func (o Options) withDefaults() Options {
	if o.Profile == "" {
		o.Profile = DefaultProfile
	}
	if o.MaxPages <= 0 {
		o.MaxPages = DefaultPages(o.Profile)
	}
	if o.Timeout <= 0 {
		o.Timeout = defaultTimeout
	}
	if o.Budgets == (observation.Budgets{}) {
		o.Budgets = observation.DefaultBudgets()
	}
	return o
}
