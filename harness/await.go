package harness

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/swcheck/swcheck/observation"
)

// A State is what [Session.Await] can wait for.
type State string

// The states that can be awaited.
const (
	Registered State = "registered" // a registration exists
	Installed  State = "installed"  // a version has been installed
	Activated  State = "activated"  // a version is active
	Controlled State = "controlled" // an active version controls the page in the tab
	Settled    State = "settled"    // nothing has happened in the tab for the quiet window
	Idle       State = "idle"       // no version is starting, installing or activating, and none fills its caches; true where there is no worker
	Updated    State = "updated"    // a version that came after the session's last deploy, or where there was none, after the first one of its registration, is active, or waits
)

var states = []State{Registered, Installed, Activated, Controlled, Settled, Idle, Updated}

// Await waits in the session's tab; see [Tab.Await].
func (s *Session) Await(ctx context.Context, state State) error { return s.Tab().Await(ctx, state) }

// Await waits until the session's workers are in the state. It fails at once
// with a [*WorkerFailedError] when the newest version has become redundant, or
// has unregistered itself, and so will never get there, and with a
// [*TimeoutError] when the context or the session's VisitLimit ends the wait.
func (t *Tab) Await(ctx context.Context, state State) error {
	s := t.session
	if !slices.Contains(states, state) {
		return fmt.Errorf("there is no state %q to await; there are %q", state, states)
	}
	if state == Settled {
		return t.awaitSettled(ctx)
	}
	return s.wait(ctx, "await "+string(state), func() ([]string, error) {
		switch state {
		case Idle:
			return s.workBusy(), nil
		case Updated:
			missing, err := s.workers.missingUpdate(s.formerVersions(), s.atRest())
			if len(missing) > 0 && s.leftScripts() {
				missing = []string{"a new version of the worker, whose script the deploy left as it was"}
			}
			return missing, err
		}
		missing, err := s.workers.missing(state, string(t.id), s.wasRefused)
		if state == Controlled && len(missing) > 0 && s.workers.isActive() && t.isControlled(ctx) {
			return nil, nil
		}
		return missing, err
	})
}

// leftScripts reports whether the browser has asked for a worker's script since
// the last deploy, and got the one that it had.
func (s *Session) leftScripts() bool {
	deployed, was := s.Deployed()
	if !was {
		return false
	}
	left := false
	for _, x := range s.ExchangesSince(deployed.Last) {
		if !x.IsWorkerScript() || x.Outcome == observation.InFlight {
			continue
		}
		if s.Changed(x) || x.Status != http.StatusOK && x.Status != http.StatusNotModified {
			return false
		}
		left = true
	}
	return left
}

// isControlled asks the page. Chrome tells which pages a version controls when
// the first of them comes, and is silent about those that follow.
func (t *Tab) isControlled(ctx context.Context) bool {
	raw, err := t.inIsolation(ctx, "navigator.serviceWorker?.controller?.state === 'activated'")
	return err == nil && string(raw) == "true"
}

// isActive reports whether a version is active.
func (w *workers) isActive() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, v := range w.byVersion {
		if v.State == observation.Activated && !v.registration.deleted {
			return true
		}
	}
	return false
}

// workBusy tells what the workers are still at. One that is active may go on to
// fill its caches.
func (s *Session) workBusy() []string {
	busy := s.workers.busy()
	for _, u := range s.activity.inFlight() {
		busy = append(busy, "an answer for "+u)
	}
	if len(busy) == 0 && !s.atRest() {
		busy = append(busy, "Cache Storage to come to rest")
	}
	return busy
}

func (t *Tab) awaitSettled(ctx context.Context) error {
	begin := time.Now()
	bounded, cancel := context.WithTimeout(ctx, t.session.options.VisitLimit)
	defer cancel()
	waiting, err := t.settle(bounded, untilSettled, nil)
	if err == nil && len(waiting) > 0 {
		err = &TimeoutError{What: "await settled", After: time.Since(begin), WaitingFor: waiting}
	}
	return err
}

// atRest reports whether nothing is in flight and nothing has happened for the
// quiet window.
func (s *Session) atRest() bool {
	return len(s.activity.inFlight()) == 0 && time.Since(s.activity.quietSince(s.Tab())) >= s.quiet()
}

// startGrace is how long a browser on a busy machine may take to start a worker
// whose script it has and accepts.
const startGrace = 5 * time.Second

// wasRefused reports whether a script that has not been started never will be:
// it was asked for and all is at rest, at once where the answer is none that
// browsers accept, and after a grace where what they mind cannot be seen, such
// as a scope that is too wide.
//
// Source: https://w3c.github.io/ServiceWorker/#update-algorithm
func (s *Session) wasRefused(scriptURL string) bool {
	if !s.atRest() {
		return false
	}
	for _, x := range slices.Backward(s.Exchanges()) {
		if !x.IsWorkerScript() || !sameDocument(x.URL, scriptURL) {
			continue
		}
		accepted := x.Status == 200 && observation.IsJavaScript(x.ResponseHeader.Get("Content-Type"))
		return !accepted || time.Since(s.activity.quietSince(s.Tab())) >= startGrace
	}
	return false
}

// missing tells what is missing until the state is reached: nothing when it is.
func (w *workers) missing(state State, page string, wasRefused func(scriptURL string) bool) ([]string, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	var newest *version
	for _, id := range w.order {
		r := w.registrations[id]
		if r.deleted {
			continue
		}
		if state == Registered && r.scope != "" {
			return nil, nil
		}
		for _, v := range r.versions {
			if v.satisfies(state, page) {
				return nil, nil
			}
			newest = v
		}
	}
	if newest == nil {
		newest = w.newestRedundant()
	}
	if newest == nil {
		return []string{"a service worker registration"}, nil
	}
	if newest.State == observation.Redundant || newest.unstarted() && wasRefused(newest.ScriptURL) {
		return nil, newest.failed(state)
	}
	return []string{newest.awaits(state)}, nil
}

func (v *version) awaits(state State) string {
	text := "the worker " + v.ScriptURL + ", which is " + string(v.State) + ", to "
	switch {
	case state == Controlled && v.State == observation.Activated:
		return text + "control the page: where it does not claim a page that was open before, the page has to be visited again"
	case state == Controlled:
		return text + "control the page"
	}
	return text + "be " + string(state)
}

// newestRedundant finds the version of a registration that was taken back
// because its first install failed, or that unregistered itself. After the
// session has removed them, another registration may come.
func (w *workers) newestRedundant() *version {
	for _, id := range slices.Backward(w.order) {
		r := w.registrations[id]
		if versions := r.versions; len(versions) > 0 && !r.removed {
			if last := versions[len(versions)-1]; last.State == observation.Redundant {
				return last
			}
		}
	}
	return nil
}

func (v *version) satisfies(state State, page string) bool {
	switch state {
	case Installed:
		return v.State == observation.Installed || v.State == observation.Activating || v.State == observation.Activated
	case Activated:
		return v.State == observation.Activated
	case Controlled:
		return v.State == observation.Activated && slices.Contains(v.clients, page)
	}
	return false
}

func (v *version) failed(awaited State) error {
	err := &WorkerFailedError{Awaited: awaited, ScriptURL: v.ScriptURL, Unregistered: v.registration.deleted && v.wasInstalled()}
	for _, e := range v.Errors {
		err.Reasons = append(err.Reasons, e.Message)
	}
	return err
}

// wasInstalled reports whether the version got beyond its install, after which
// nothing of it can fail.
func (v *version) wasInstalled() bool {
	return slices.ContainsFunc(v.History, func(c observation.StateChange) bool {
		return c.State == observation.Installed || c.State == observation.Activating || c.State == observation.Activated
	})
}
