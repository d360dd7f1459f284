package experiments

import (
	"context"
	"slices"
	"time"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
)

// loading says how a page is loaded.
type loading struct {
	stop   bool                    // the workers, before it
	update observation.UpdateCheck // how the browser is to learn of a new script after it

	pictured bool // where pictures are taken at all
}

// load loads the page and waits until the worker that it brings about, if it
// does, has come to rest.
func (r *round) load(ctx context.Context, tab *harness.Tab, url string, how loading) (load observation.DeployLoad, err error) {
	load.Early = r.onItsWay()
	if how.stop && !load.Early { // to stop it now would end its install
		err := r.session.StopWorkers(ctx)
		if err != nil && !isLate(ctx, err) {
			return load, err
		}
		load.Stopped = err == nil
	}
	known, after := r.session.Versions(), r.session.LastExchange()
	if load.Visit, err = tab.Visit(ctx, url); err != nil {
		return load, err
	}
	if how.pictured {
		r.picture(ctx, tab, &load.Visit)
	}
	r.hopeless = r.hopeless || !load.Visit.Settled && len(load.Visit.Navigations) > manyReloads
	load.Update, err = r.check(ctx, tab, load.Visit, after, how.update)
	if err != nil {
		return load, err
	}
	if load.Update != observation.NoUpdateCheck {
		if err := r.awaitVersion(ctx, known, after); err != nil {
			return load, err
		}
		if err := r.awaitManifest(ctx); err != nil {
			return load, err
		}
	}
	load.Active = activeOn(r.session, url)
	return load, nil
}

// check lets the browser look for a new script, and tells what made it look.
func (r *round) check(ctx context.Context, tab *harness.Tab, visit observation.Visit, after int, how observation.UpdateCheck) (observation.UpdateCheck, error) {
	if r.hopeless {
		return observation.NoUpdateCheck, nil
	}
	if how == observation.BrowsersOwnCheck {
		bounded, cancel := context.WithDeadline(ctx, visit.Started.Add(visitTime(visit)+ownCheckLimit))
		_, err := r.session.AwaitUpdateCheck(bounded, after)
		cancel()
		if err == nil || !isLate(ctx, err) {
			return how, err
		}
	}
	if _, ok := lastCheck(r.session, after); ok {
		return observation.BrowsersOwnCheck, nil
	}
	if how == observation.NoUpdateCheck {
		return how, nil
	}
	if err := tab.Update(ctx); err != nil && !isPageError(err) {
		return observation.NoUpdateCheck, err
	}
	return observation.RequestedByUpdate, nil
}

// visitTime is how long the page took to load: Chrome's clock starts anew with
// each navigation, so a page that loads itself again begins it later.
func visitTime(v observation.Visit) time.Duration {
	if len(v.Navigations) < 2 {
		return 0
	}
	return time.Duration(v.Duration * float64(time.Millisecond))
}

// awaitVersion waits until the version that a check found has come to rest.
func (r *round) awaitVersion(ctx context.Context, known []string, after int) error {
	bounded, cancel := context.WithTimeout(ctx, versionLimit)
	defer cancel()
	_, ok := lastCheck(r.session, after)
	changed := false
	if ok {
		// The browser may be ahead of the log: only what has ended has content.
		check, err := r.session.AwaitUpdateCheck(bounded, after)
		changed = err == nil && r.session.Changed(check)
	}
	_, err := r.session.AwaitVersion(bounded, known, changed)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

// lastCheck returns the newest request for a worker's script since the exchange
// with the ID.
func lastCheck(session *harness.Session, after int) (observation.Exchange, bool) {
	for _, x := range slices.Backward(session.ExchangesSince(after)) {
		if x.IsWorkerScript() {
			return x, true
		}
	}
	return observation.Exchange{}, false
}
