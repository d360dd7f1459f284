package rebuild

import (
	"slices"
	"time"

	"github.com/swcheck/swcheck/harness/gateway"
	"github.com/swcheck/swcheck/observation"
)

// A Plan makes builds out of build A.
type Plan struct {
	// Recognised names the ways in which the site versions itself, sorted.
	Recognised []string
	// Limits are what stays as it is although the team's own build might change
	// it.
	Limits []observation.DeployLimit

	survey  *survey
	changes []change // those of recognisers
	last    []change // those that follow from them
}

func newPlan(s *survey) *Plan {
	p := &Plan{survey: s}
	for _, r := range recognisers() {
		if c := r.recognise(s); c != nil {
			p.Recognised = append(p.Recognised, r.name)
			if r.last {
				p.last = append(p.last, c)
			} else {
				p.changes = append(p.changes, c)
			}
		}
	}
	slices.Sort(p.Recognised)
	p.Limits = s.limits
	return p
}

// Deploy makes the build with the name, such as "B": every text is new, and all
// that tells versions apart.
func (p *Plan) Deploy(name string) gateway.Deploy {
	b := &build{plan: p, name: name, at: time.Now(), table: p.survey.names.in(name)}
	return gateway.Deploy{Build: name, Origin: p.survey.Origin, Func: b.answer}
}

// Content makes a build in which the texts are new and everything else is as it
// was: no other names, the same worker script. It is what a team deploys that
// forgets its build step.
func (p *Plan) Content(name string) gateway.Deploy {
	b := &build{plan: p, name: name, at: time.Now(), content: true, table: newNames().in(name)}
	return gateway.Deploy{Build: name, Origin: p.survey.Origin, Func: b.answer}
}

// Lazy returns the scripts and styles that texts of build A name, whose names
// tell their version, and which no page has asked for; a worker may have.
func (p *Plan) Lazy() []string { return slices.Clone(p.survey.lazy) }
