package matchers

import (
	"fmt"
	"strings"

	"github.com/onsi/gomega/types"

	"github.com/swcheck/swcheck/observation"
)

// HaveWorker matches registrations, or a session, of which one has a worker in
// the state now. In [Eventually] it takes the session's method:
//
//	Eventually(session.Registrations).Should(matchers.HaveWorker(observation.Activated))
//
// [Eventually]: https://onsi.github.io/gomega/#eventually
func HaveWorker(state observation.WorkerState) types.GomegaMatcher {
	return ofRegistrations(phrase{"have", "a worker that is " + string(state)}, func(workers []worker) bool {
		for _, w := range workers {
			if w.state == state {
				return true
			}
		}
		return false
	})
}

// HaveNoWorker matches registrations, or a session, of which none has a worker
// now: there was none, or all were unregistered.
func HaveNoWorker() types.GomegaMatcher {
	return ofRegistrations(phrase{"have", "no worker"}, func(workers []worker) bool { return len(workers) == 0 })
}

// A worker is a version that is alive in a registration.
type worker struct {
	script string
	state  observation.WorkerState
}

func ofRegistrations(want phrase, is func([]worker) bool) types.GomegaMatcher {
	return &matcher[[]observation.Registration]{
		want: want, read: registrationsOf,
		subject: func([]observation.Registration) subject { return subject{name: "the registrations", plural: true} },
		judge: func(all []observation.Registration) (verdict, error) {
			living, dead := workersOf(all)
			return verdict{is(living), phrase{"have", having(living, dead)}}, nil
		},
	}
}

// workersOf returns the versions that are there, and those that failed or were
// replaced.
func workersOf(all []observation.Registration) (living, dead []worker) {
	for _, r := range all {
		for _, v := range r.Versions {
			w := worker{v.ScriptURL, v.State}
			if r.Unregistered || v.State == observation.Redundant {
				dead = append(dead, w)
			} else {
				living = append(living, w)
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
