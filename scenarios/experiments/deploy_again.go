package experiments

import (
	"context"
	"slices"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
)

// again deploys once more where the new version has left a cache of the former
// one: whether it keeps one version for tabs that are still open, or all of them
// for ever, shows at the next deploy only. Nothing else is looked at, so that it
// costs no more than an update of the worker and two loads.
func (d *deploying) again(ctx context.Context, before *round) error {
	if d.seen.Way != observation.DeployPlayed || len(d.seen.Rounds) > 1 || !before.leftCaches(d.seen.Caches) {
		return nil
	}
	r := &round{
		Setup: d.Setup, session: d.session, start: d.start, before: d.seen.Before,
		known: d.session.Versions(), learned: true,
	}
	d.step("deploys once more, to see what becomes of caches")
	moment, err := d.deploy(ctx, "C")
	if err != nil {
		return err
	}
	r.seen.Build, r.seen.Last, r.seen.Time = moment.Build, moment.Last, moment.Time
	err = r.update(ctx)
	d.seen.Rounds = append(d.seen.Rounds, r.seen)
	return err
}

// update lets the browser find the new version, closes all tabs, so that it may
// take over, and comes back.
func (r *round) update(ctx context.Context) error {
	load, err := r.load(ctx, r.session.Tab(), r.start, loading{update: observation.RequestedByUpdate})
	if err != nil {
		return err
	}
	r.seen.Loads = append(r.seen.Loads, load)
	if r.hopeless {
		return nil
	}
	r.seen.Waiting = r.waits()
	if err := r.closeTabs(ctx); err != nil {
		return err
	}
	if load, err = r.load(ctx, r.session.Tab(), r.start, loading{}); err != nil {
		return err
	}
	r.seen.Reopened = append(r.seen.Reopened, load)
	r.seen.Caches, err = r.session.Caches(ctx)
	return err
}

// closeTabs closes all tabs, and waits for a version that may take over then.
func (r *round) closeTabs(ctx context.Context) error {
	if err := r.session.CloseTabs(ctx); err != nil || !r.waits() {
		return err
	}
	if err := within(ctx, versionLimit, r.session, harness.Idle); err != nil && !isTimeout(err) {
		return err
	}
	return nil
}

// leftCaches reports whether a new version of the worker has brought a cache of
// another name, and a cache from before is there and not used any more.
func (r *round) leftCaches(former []observation.Cache) bool {
	wasThere := func(c observation.Cache) bool {
		return slices.ContainsFunc(former, func(f observation.Cache) bool { return f.Name == c.Name })
	}
	renamed := slices.ContainsFunc(r.seen.Caches, func(c observation.Cache) bool { return !wasThere(c) })
	return renamed && r.newVersion() && slices.ContainsFunc(r.seen.Caches, func(c observation.Cache) bool {
		return wasThere(c) && !r.uses(c)
	})
}

// uses reports whether the cache was written to since the deploy, or answered
// when all tabs had been opened anew.
func (r *round) uses(c observation.Cache) bool {
	written := slices.ContainsFunc(c.Entries, func(e observation.CacheEntry) bool { return e.Exchange > r.seen.Last })
	return written || slices.ContainsFunc(r.seen.Reopened, func(load observation.DeployLoad) bool {
		return slices.ContainsFunc(load.Visit.Requests, func(q observation.Request) bool { return q.Cache == c.Name })
	})
}
