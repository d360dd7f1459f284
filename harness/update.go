package harness

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/swcheck/swcheck/observation"
)

// AwaitUpdateCheck waits until the browser has an answer to a request for a
// worker's script that began after the exchange with the ID, and returns it.
// Chrome checks by itself 2.0 s after a navigation. It is a [*TimeoutError] when
// the context or the session's VisitLimit ends the wait.
func (s *Session) AwaitUpdateCheck(ctx context.Context, after int) (observation.Exchange, error) {
	return s.AwaitExchange(ctx, after, "a request for the worker's script", observation.Exchange.IsWorkerScript)
}

// AwaitExchange waits until an exchange has ended that began after the one with
// the ID and is what is awaited, and returns it. Errors are those of
// [Session.AwaitUpdateCheck].
func (s *Session) AwaitExchange(ctx context.Context, after int, what string, is func(observation.Exchange) bool) (found observation.Exchange, err error) {
	err = s.wait(ctx, "await "+what, func() ([]string, error) {
		for _, x := range s.wire.ExchangesSince(after) {
			if x.Outcome != observation.InFlight && is(x) {
				found = x
				return nil, nil
			}
		}
		return []string{what}, nil
	})
	return found, err
}

// updateAll asks for an update check of each registration and resolves when each
// has ended: with the number of those that did not fail.
const updateAll = `navigator.serviceWorker ? navigator.serviceWorker.getRegistrations()
	.then(all => Promise.allSettled(all.map(r => r.update())))
	.then(ends => ends.filter(e => e.status === 'fulfilled').length) : 0`

// Update calls registration.update() for each registration of the page's origin
// and returns when the checks have ended: what is new is installing then. Where
// the page cannot, such as the browser's error page, the browser is asked.
// Errors: [*PageHungError], also where the server does not answer.
func (t *Tab) Update(ctx context.Context) error {
	bounded, cancel := t.untilCrashed(ctx, t.session.options.VisitLimit)
	defer cancel()
	_, err := t.evaluateInIsolation(bounded, updateAll)
	switch {
	case err == nil, isGone(err): // a new version makes some pages load themselves anew
		return nil
	case errors.As(err, new(*ScriptError)):
		return t.session.UpdateWorkers(ctx)
	}
	return t.session.browser.explain(err, "the check for a new worker")
}

// Versions returns the IDs of all versions of workers that the session has seen.
func (s *Session) Versions() []string {
	s.workers.mu.Lock()
	defer s.workers.mu.Unlock()
	ids := make([]string, 0, len(s.workers.byVersion))
	for id := range s.workers.byVersion {
		ids = append(ids, id)
	}
	return ids
}

// AwaitVersion waits until a version that is not among the known ones has come
// to rest: it is redundant or active, or it waits and nothing happens any more.
// Where none comes it returns when nothing happens any more, unless one is
// expected. That the context or the session's VisitLimit ends the wait is no
// error: then came is the state as it was, "" where there is no new version.
//
// It waits for the first new version only: a script that differs at every
// request makes new ones for ever. Later waits pass over one that did not come
// to rest.
func (s *Session) AwaitVersion(ctx context.Context, known []string, expected bool) (came observation.WorkerState, err error) {
	err = s.wait(ctx, "await the new version", func() ([]string, error) {
		var resting bool
		came, resting = s.workers.newcomer(known, s.atRest())
		if resting || came == "" && !expected && s.atRest() {
			return nil, nil
		}
		return []string{"the new version"}, nil
	})
	if errors.As(err, new(*TimeoutError)) {
		s.workers.giveUp() // one that never ends would cost each visit its limit
		err = nil
	}
	return came, err
}

// formerVersions returns the versions that an update takes the place of: those
// that were known at the last deploy, or the first of each registration.
func (s *Session) formerVersions() []string {
	s.mu.Lock()
	former, deployed := s.former, s.deployed != nil
	s.mu.Unlock()
	if deployed {
		return former
	}
	return s.workers.firstVersions()
}

func (w *workers) firstVersions() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var ids []string
	for _, r := range w.registrations {
		if len(r.versions) > 0 {
			ids = append(ids, r.versions[0].ID)
		}
	}
	return ids
}

// missingUpdate tells what is missing until a version that is none of the former
// ones is active, or waits and has come to rest.
func (w *workers) missingUpdate(former []string, quiet bool) ([]string, error) {
	switch state, resting := w.newcomer(former, quiet); {
	case state == "":
		return []string{"a new version of the worker"}, nil
	case !resting:
		return []string{"the new version of the worker, which is " + string(state)}, nil
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	var failed *version
	for id, v := range w.byVersion {
		switch {
		case slices.Contains(former, id):
		case v.satisfies(Installed, ""):
			return nil, nil
		default:
			failed = v
		}
	}
	return nil, failed.failed(Updated)
}

// skipGrace is how long a version that does not want to wait may be seen to wait
// on a busy machine.
const skipGrace = 2 * time.Second

// newcomer returns the state of the versions that are not known, that of one at
// rest if there is any.
func (w *workers) newcomer(known []string, quiet bool) (state observation.WorkerState, resting bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for id, v := range w.byVersion {
		if slices.Contains(known, id) {
			continue
		}
		state = v.State
		switch state {
		case observation.Redundant, observation.Activated:
			return state, true
		case observation.Installed:
			// One that skips the waiting passes through this state, as soon as
			// the version before it has nothing to do.
			resting = resting || quiet && w.now()-v.History[len(v.History)-1].At >= milliseconds(skipGrace)
		case observation.New:
			resting = resting || quiet && v.unstarted() // the script was refused
		}
	}
	return state, resting
}

// Changed reports whether the exchange brought a script whose bytes are not
// those of the one before it.
func (s *Session) Changed(check observation.Exchange) bool {
	if check.Status != 200 || !observation.IsJavaScript(check.ResponseHeader.Get("Content-Type")) {
		return false
	}
	for _, x := range slices.Backward(s.Exchanges()) {
		if x.ID < check.ID && x.IsWorkerScript() && x.Status == 200 && sameDocument(x.URL, check.URL) {
			return x.Content() != check.Content()
		}
	}
	return false
}
