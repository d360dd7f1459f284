package matchers

import (
	"fmt"
	"slices"
	"strings"

	"github.com/onsi/gomega/types"

	"github.com/swcheck/swcheck/observation"
)

// HaveWorker matches registrations, or a session, of which one has a worker in
// the state now; with redundant, one that failed or was replaced. In [Eventually] it takes the session's method:
//
//	Eventually(session.Registrations).Should(matchers.HaveWorker(observation.Activated))
//
// [Eventually]: https://onsi.github.io/gomega/#eventually
func HaveWorker(state observation.WorkerState) types.GomegaMatcher {
	return ofRegistrations(phrase{"have", "a worker that is " + string(state)}, func(living, dead []worker) bool {
		return slices.ContainsFunc(slices.Concat(living, dead), func(w worker) bool { return w.state == state })
	})
}

// HaveNoWorker matches registrations, or a session, of which none has a worker
// now: there was none, or all were unregistered.
func HaveNoWorker() types.GomegaMatcher {
	return ofRegistrations(phrase{"have", "no worker"}, func(living, _ []worker) bool { return len(living) == 0 })
}

// A worker is a version that is alive in a registration.
type worker struct {
	script string
	state  observation.WorkerState
}

func ofRegistrations(want phrase, is func(living, dead []worker) bool) types.GomegaMatcher {
	return &matcher[[]observation.Registration]{
		want: want, read: registrationsOf,
		subject: func([]observation.Registration) subject { return subject{name: "the registrations", plural: true} },
		judge: func(all []observation.Registration) (verdict, error) {
			living, dead := workersOf(all)
			return verdict{is(living, dead), phrase{"have", having(living, dead)}}, nil
		},
	}
}

// workersOf returns the versions that are there, and those that failed or were
// replaced.
func workersOf(all []observation.Registration) (living, dead []worker) {
	for _, r := range all {
		for _, v := range r.Versions {
			if r.Unregistered || v.State == observation.Redundant {
				dead = append(dead, worker{v.ScriptURL, observation.Redundant})
			} else {
				living = append(living, worker{v.ScriptURL, v.State})
			}
		}
	}
	return living, dead
}

func having(living, dead []worker) string {
	if len(living) > 0 {
		all := make([]string, 0, len(living))
		for _, w := range living {
			all = append(all, fmt.Sprintf("%s, which is %s", w.script, w.state))
		}
		return strings.Join(all, "; ")
	}
	if len(dead) > 0 {
		return fmt.Sprintf("no worker any more: %s is %s", dead[len(dead)-1].script, observation.Redundant)
	}
	return "no worker"
}
