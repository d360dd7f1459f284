package experiments

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
)

// How long a worker is waited for. A page may register its worker some time
// after it has settled (when idle, after an animation); one that installs may
// have much to fetch.
const (
	registrationGrace = 2 * time.Second
	workerLimit       = 15 * time.Second

	// moreWaits is how often a worker is waited for once more that has asked for
	// something meanwhile: hundreds of entries take their time on a busy machine.
	moreWaits = 3
)

func (s Setup) open(ctx context.Context, with ...func(*harness.SessionOptions)) (*harness.Session, error) {
	t := s.Target
	options := harness.SessionOptions{
		Base: t.URL, Insecure: t.Insecure, Header: t.Header, Cookies: t.Cookies,
		VisitLimit: t.VisitLimit, Quiet: s.Quiet, Ready: t.Ready, RootCAs: t.RootCAs,
	}
	for _, set := range with {
		set(&options)
	}
	return s.Browser.NewSession(ctx, options)
}

// arrive loads the start page in a fresh session. It is an
// [*UnreachableError] when there is no page to judge, and a [*MovedError] when
// it is another origin that answers in the end.
func (s Setup) arrive(ctx context.Context, session *harness.Session) (observation.Visit, error) {
	visit, err := session.Visit(ctx, s.Target.URL)
	switch {
	case ctx.Err() != nil: // what is missing then says nothing of the page
		return visit, ctx.Err()
	case err != nil && visit.Status != 0 && reached(visit, session.Exchanges()) != nil:
		// What it is says more than that the browser chokes on it.
		return visit, reached(visit, session.Exchanges())
	case err != nil:
		return visit, startPageFailed(s.Target.URL, err)
	}
	if err := reached(visit, session.Exchanges()); err != nil {
		return visit, err
	}
	if !sameOrigin(visit.Final, s.Target.URL) {
		return visit, &MovedError{From: s.Target.URL, To: visit.Final}
	}
	if visit.Manifest != "" {
		s.Probes.Start(ctx, visit.Manifest, observation.ProbeManifest)
	}
	return visit, nil
}

// awaitWorker waits until the worker that the page registers is active, and
// none is on its way. That none comes or that it fails is an observation and no
// error; that it takes too long is a [*SlowWorkerError].
func (s Setup) awaitWorker(ctx context.Context, session *harness.Session) error {
	defer s.probeScripts(ctx, session)
	if !workerAsked(session) {
		if err := hadItsTurn(ctx, session); err != nil {
			return err
		}
		if err := within(ctx, registrationGrace, session, harness.Registered); err != nil && !isTimeout(err) {
			return err
		}
	}
	if len(session.Registrations()) == 0 {
		return nil
	}
	for _, state := range []harness.State{harness.Activated, harness.Idle} {
		if err := awaitInstalling(ctx, session, state); err != nil {
			return err
		}
	}
	return nil
}

// hadItsTurn waits until the page has done what it had to do when it settled, and
// the browser has heard of it: what is asked now takes its turn behind that. On a
// busy machine a page may come to register its worker long after it has loaded.
// A page that does not answer is none that registers one.
func hadItsTurn(ctx context.Context, session *harness.Session) error {
	_, _ = session.Evaluate(ctx, "navigator.serviceWorker?.getRegistrations().then(all => all.length)")
	return ctx.Err()
}

// awaitInstalling waits for the state as long as a worker that installs makes
// headway. That it makes none, or never ends, is a [*SlowWorkerError].
func awaitInstalling(ctx context.Context, session *harness.Session, state harness.State) error {
	begin := time.Now()
	for wait := 0; ; wait++ {
		before := session.LastExchange()
		err := slowWorker(session, within(ctx, workerLimit, session, state))
		var slow *SlowWorkerError
		if !errors.As(err, &slow) {
			return err
		}
		if wait == moreWaits || !askedByWorker(session, before) {
			slow.After = time.Since(begin)
			return slow
		}
	}
}

// askedByWorker reports whether a worker has asked for something since the
// exchange with the ID. What pages ask for meanwhile is no headway.
func askedByWorker(session *harness.Session, after int) bool {
	scripts := workerScripts(session)
	return slices.ContainsFunc(session.ExchangesSince(after), func(x observation.Exchange) bool {
		return slices.Contains(scripts, x.RequestHeader.Get("Referer"))
	})
}

// slowWorker makes of a wait that was ended by its limit the worker that was
// waited for. Other errors stay as they are.
func slowWorker(session *harness.Session, err error) error {
	var late *harness.TimeoutError
	if !errors.As(err, &late) {
		return err
	}
	for _, r := range session.Registrations() {
		for _, v := range r.Versions {
			if v.State != observation.Redundant && v.State != observation.Activated {
				return &SlowWorkerError{ScriptURL: v.ScriptURL, State: v.State, After: late.After}
			}
		}
	}
	return nil
}

// within waits for a state of the worker for a limited time. A worker that
// fails will not be there any sooner by waiting, and is no error.
func within(ctx context.Context, limit time.Duration, session *harness.Session, state harness.State) error {
	bounded, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	err := session.Await(bounded, state)
	var failed *harness.WorkerFailedError
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &failed):
		return nil
	}
	return err
}

func isTimeout(err error) bool { return errors.As(err, new(*harness.TimeoutError)) }

func workerAsked(session *harness.Session) bool {
	return len(session.Registrations()) > 0 || len(workerScripts(session)) > 0
}

// workerScripts returns the URLs of the worker scripts that were asked for,
// also of those whose registration failed.
func workerScripts(session *harness.Session) []string {
	var scripts []string
	for _, e := range session.Exchanges() {
		if e.IsWorkerScript() {
			scripts = append(scripts, e.URL)
		}
	}
	return scripts
}

func (s Setup) probeScripts(ctx context.Context, session *harness.Session) {
	for _, r := range session.Registrations() {
		for _, v := range r.Versions {
			s.Probes.Start(ctx, v.ScriptURL, observation.ProbeWorkerScript)
		}
	}
	for _, url := range workerScripts(session) {
		s.Probes.Start(ctx, url, observation.ProbeWorkerScript)
	}
}

// cut takes the wire away and everything that would answer in its place but a
// worker that starts from cold: what a visitor has who comes back to the site
// in a tunnel.
func cut(ctx context.Context, session *harness.Session) error {
	if err := session.SetNetwork(ctx, harness.Offline); err != nil {
		return err
	}
	if err := session.StopWorkers(ctx); err != nil {
		return err
	}
	return session.ClearHTTPCache(ctx)
}
