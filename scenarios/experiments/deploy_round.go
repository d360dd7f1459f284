package experiments

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/harness/gateway"
	"github.com/swcheck/swcheck/observation"
)

const (
	maxLoads  = 3 // beside the open tab, of a page that is not fresh yet
	comeBacks = 2 // to each page, after all tabs were closed

	// manyReloads is how often a page may load itself anew and not be at rest
	// then, until it is one that never stops: nobody need see that all over
	// again. Chrome takes a second for each new version to take over.
	manyReloads = 2
)

// A round is one deploy while it is looked at.
type round struct {
	Setup
	session *harness.Session
	start   string
	linked  string // or ""
	lazy    []asset
	beside  *harness.Tab        // to load the new build in; nil: a new one
	before  []observation.Visit // the pages in the first build

	pictured bool // the first loads of the pages, where pictures are taken at all

	seen     observation.DeployRound
	known    []string // versions of workers from before the deploy
	now      *contents
	open     *harness.Tab
	hopeless bool // the site loads itself for ever
	learned  bool // a worker has learned of the build from a manifest
}

// run looks at the site from the moment of the deploy on.
func (r *round) run(ctx context.Context, moment gateway.Moment) (err error) {
	r.seen.Build, r.seen.Last, r.seen.Time = moment.Build, moment.Last, moment.Time
	r.now = newContents(r.session, moment.Last)
	defer func() { r.seen.Now = r.atEnd(ctx) }()
	r.seen.Missing = r.askForMissing(ctx)
	for _, part := range []func(context.Context) error{r.loadBeside, r.forgetHTTPCache, r.useOpenTab, r.comeBack} {
		if err := part(ctx); err != nil || r.hopeless {
			return err
		}
	}
	r.seen.Caches, err = r.session.Caches(ctx)
	return err
}

// loadBeside loads the start page beside the open tab until it is fresh.
func (r *round) loadBeside(ctx context.Context) (err error) {
	r.step("loads the new build")
	if r.beside == nil {
		if r.beside, err = r.session.NewTab(ctx); err != nil {
			return err
		}
	}
	for i := range maxLoads {
		// A worker that has learned of the build by itself may be storing it.
		how := loading{update: r.updateFor(), stop: i == 1 && !r.learned, pictured: r.pictured && i == 0}
		load, err := r.load(ctx, r.beside, r.start, how)
		if err != nil {
			return err
		}
		r.seen.Loads = append(r.seen.Loads, load)
		if err := r.followOpenTab(ctx); err != nil || r.hopeless {
			return err
		}
		if r.fresh(ctx, load.Visit) {
			break
		}
	}
	r.seen.Waiting = r.waits()
	return nil
}

// updateFor says how a load lets the browser look for a new script. That it does
// so by itself was awaited before the deploy.
func (r *round) updateFor() observation.UpdateCheck {
	if r.newVersion() {
		return observation.NoUpdateCheck
	}
	return observation.RequestedByUpdate
}

// comeBack closes all tabs, so that whatever waits may take over, and comes
// back.
func (r *round) comeBack(ctx context.Context) error {
	r.step("closes the tabs and comes back")
	if err := r.closeTabs(ctx); err != nil {
		return err
	}
	return r.loadAgain(ctx)
}

// loadAgain loads the pages, and those that are still old once more: a copy that
// is renewed behind the page is new then. The start page was loaded before and
// so comes last: if it is not fresh now, it will never be.
func (r *round) loadAgain(ctx context.Context) error {
	pages := []string{r.linked, r.start}
	if r.linkedIsFresh(ctx) {
		pages = pages[1:]
	}
	for i := range comeBacks {
		var old []string
		for _, url := range pages {
			if url == "" {
				continue
			}
			how := loading{stop: i == 0 && len(r.seen.Reopened) == 0, pictured: r.pictured && i == 0 && url == r.linked && !r.linkFollowed()}
			load, err := r.load(ctx, r.session.Tab(), url, how)
			if err != nil {
				return err
			}
			r.seen.Reopened = append(r.seen.Reopened, load)
			if r.hopeless {
				return nil
			}
			if !r.fresh(ctx, load.Visit) {
				old = append(old, url)
			}
		}
		pages = old
	}
	return nil
}

// linkFollowed reports whether the open tab was shown the linked page.
func (r *round) linkFollowed() bool {
	return r.seen.Open != nil && r.seen.Open.Link != nil && len(r.seen.Open.Link.Navigations) > 0
}

// linkedIsFresh reports whether the open tab got the new build of the linked
// page, so that there is no more to learn about it.
func (r *round) linkedIsFresh(ctx context.Context) bool {
	return r.linkFollowed() && r.fresh(ctx, *r.seen.Open.Link)
}

// waits reports whether a new version is installed and is not let in.
func (r *round) waits() bool {
	return r.anyNew(func(v observation.WorkerVersion) bool { return v.State == observation.Installed })
}

// onItsWay reports whether there is a new version that will get further by
// itself. One that is installed may wait for the page to let it in.
func (r *round) onItsWay() bool {
	return r.unborn() || r.anyNew(func(v observation.WorkerVersion) bool {
		return v.State == observation.New || v.State == observation.Installing || v.State == observation.Activating
	})
}

// unborn reports whether the browser has asked for the worker's script since the
// deploy, and no version has come yet of a script that is another one.
func (r *round) unborn() bool {
	if r.anyNew(func(observation.WorkerVersion) bool { return true }) {
		return false
	}
	return slices.ContainsFunc(r.session.ExchangesSince(r.seen.Last), func(x observation.Exchange) bool {
		return x.IsWorkerScript() && (x.Outcome == observation.InFlight || r.session.Changed(x))
	})
}

func (r *round) newVersion() bool {
	return r.anyNew(func(v observation.WorkerVersion) bool { return v.State != observation.Redundant })
}

func (r *round) anyNew(is func(observation.WorkerVersion) bool) bool {
	for _, registration := range r.session.Registrations() {
		for _, v := range registration.Versions {
			if !slices.Contains(r.known, v.ID) && is(v) {
				return true
			}
		}
	}
	return false
}

// shown returns the visits of the round.
func (r *round) shown() []observation.Visit {
	var visits []observation.Visit
	for _, loads := range [][]observation.DeployLoad{r.seen.Loads, r.seen.Reopened} {
		for _, l := range loads {
			visits = append(visits, l.Visit)
		}
	}
	if r.seen.Open != nil {
		visits = append(visits, observation.Visit{Requests: r.seen.Open.Lazy})
		if r.seen.Open.Link != nil {
			visits = append(visits, *r.seen.Open.Link)
		}
	}
	return visits
}

// isLate reports whether a wait was ended by its own limit and not by the whole
// audit's end.
func isLate(ctx context.Context, err error) bool {
	return ctx.Err() == nil && (isTimeout(err) || errors.Is(err, context.DeadlineExceeded))
}

const (
	// ownCheckLimit is how long the browser's own check is waited for: Chrome
	// begins it 2.0 s after a navigation.
	ownCheckLimit = 4 * time.Second
	// versionLimit is how long a new version may take to its rest: as long as
	// the first one. To stop the workers before would end its install.
	versionLimit = workerLimit
)
