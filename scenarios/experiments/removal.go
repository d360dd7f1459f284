package experiments

import (
	"context"
	"errors"
	"net/http"

	"golang.org/x/sync/errgroup"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/harness/gateway"
	"github.com/swcheck/swcheck/observation"
)

func init() {
	Register(Experiment{
		Name:     "removal",
		Profiles: []string{"full"},
		Apart:    true,
		Run: func(ctx context.Context, s Setup, o *observation.Observations) (err error) {
			o.Removal, err = Removing(ctx, s)
			return err
		},
	})
}

// unregisters is the worker that teams are told to put in the place of one that
// they want to be rid of. It navigates nothing: what the pages do then is their
// own.
//
// Source: https://developer.chrome.com/docs/workbox/remove-buggy-service-workers
const unregisters = `addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(registration.unregister()));
`

const removalLoads = 3 // until the site is clean

// Removing takes the worker of the site away, in two ways, each in a session of
// its own. Where there is no worker to take away, both stay nil.
func Removing(ctx context.Context, s Setup) (*observation.Removal, error) {
	seen := &observation.Removal{}
	var group errgroup.Group // the one goes on when the other fails
	var replaced, gone error
	group.Go(func() error {
		seen.Replaced, replaced = s.remove(ctx, "replaces the worker with one that unregisters", replacing)
		return nil
	})
	group.Go(func() error {
		seen.Gone, gone = s.remove(ctx, "takes the worker's script away", deleting)
		return nil
	})
	_ = group.Wait()
	return seen, errors.Join(replaced, gone)
}

func replacing(script string) gateway.Deploy {
	header := http.Header{"Content-Type": {"text/javascript"}, "Cache-Control": {"no-cache"}}
	return gateway.Deploy{Replace: map[string]gateway.Response{script: {Header: header, Body: []byte(unregisters)}}}
}

func deleting(script string) gateway.Deploy { return gateway.Deploy{Remove: []string{script}} }

// remove lets a visitor who knows the site come back after the worker's script
// was taken away. It returns nil where no worker is in charge.
func (s Setup) remove(ctx context.Context, step string, without func(script string) gateway.Deploy) (*observation.RemovalRun, error) {
	session, err := s.openForLoads(ctx)
	if err != nil {
		return nil, err
	}
	defer session.Close()
	first, err := s.arrive(ctx, session)
	if err != nil {
		return nil, err
	}
	if err := s.awaitWorker(ctx, session); err != nil {
		return nil, err
	}
	start := withoutFragment(first.Final)
	script := scriptOn(session, start)
	if script == "" {
		return nil, nil
	}
	run := &observation.RemovalRun{}
	defer func() { run.SessionLog = session.Log() }()
	if run.Before, _, err = visitBoth(ctx, session, start, ""); err != nil {
		return run, err
	}
	s.step(step)
	r := &round{Setup: s, session: session, start: start, known: session.Versions()}
	run.Last = session.Deploy(without(script)).Last
	if run.Loads, err = r.loadUntilClean(ctx); err != nil || r.hopeless {
		return run, err
	}
	run.Caches, err = session.Caches(ctx)
	return run, err
}

// loadUntilClean loads the start page until nothing is left of the worker.
func (r *round) loadUntilClean(ctx context.Context) (loads []observation.DeployLoad, err error) {
	for i := range removalLoads {
		load, err := r.load(ctx, r.session.Tab(), r.start, r.removing(i))
		if err != nil {
			return loads, err
		}
		loads = append(loads, load)
		if r.hopeless || !registered(r.session, r.start) && isClean(load.Visit) {
			break
		}
	}
	return loads, nil
}

func (r *round) removing(load int) loading {
	switch {
	case !registered(r.session, r.start):
		return loading{}
	case load == 0:
		return loading{update: observation.BrowsersOwnCheck}
	}
	return loading{stop: load == 1, update: observation.RequestedByUpdate}
}

// isClean reports whether no worker had a part in the load.
func isClean(v observation.Visit) bool { return v.Controller == "" && !v.WorkerStart && v.Error == "" }

func registered(session *harness.Session, page string) bool {
	_, ok := registrationOn(session, page)
	return ok
}

// scriptOn returns the URL of the script whose worker is in charge of the page,
// or "".
func scriptOn(session *harness.Session, page string) string {
	r, _ := registrationOn(session, page)
	version, _ := r.Active()
	return version.ScriptURL
}
