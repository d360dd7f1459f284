package experiments

import (
	"context"
	"errors"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/harness/gateway/rebuild"
	"github.com/swcheck/swcheck/observation"
)

func init() {
	Register(Experiment{
		Name:     "deploy",
		Profiles: []string{"standard", "full"},
		Apart:    true,
		// The target's own command deploys to where the others look, too.
		Alone: func(t Target) bool { return t.Deploy.Command != nil },
		Run: func(ctx context.Context, s Setup, o *observation.Observations) (err error) {
			o.Deploy, err = Deploying(ctx, s)
			return err
		},
	})
}

// deploying is the experiment while it runs: learn to know the site, deploy,
// load until the new build is there, close all tabs and come back.
type deploying struct {
	Setup
	session *harness.Session
	seen    *observation.Deploy
	played  *rebuild.Plan // how the gateway would make a new build of this one

	start  string       // the page of the loads, where it ended
	linked string       // a page that it links to, or ""
	beside *harness.Tab // that showed it, or nil
}

// Deploying lets a visitor who knows the site have a new build of it. Where no
// worker is in charge, the observation tells the way to deploy and nothing else.
func Deploying(ctx context.Context, s Setup) (*observation.Deploy, error) {
	d := &deploying{Setup: s, seen: &observation.Deploy{Way: wayOf(s.Target.Deploy)}}
	session, err := s.openForLoads(ctx, s.keepingTexts)
	if err != nil {
		return d.seen, err
	}
	defer session.Close()
	d.session = session

	inCharge, err := d.comeToKnow(ctx)
	if err != nil || !inCharge {
		return d.seen, err
	}
	defer func() { d.seen.SessionLog = withoutBodies(session.Log()) }()
	if err := d.lookBefore(ctx); err != nil {
		return d.seen, err
	}
	if !d.readable() {
		d.seen.Limits = []observation.DeployLimit{{Reason: "HTTPS passes unread in a browser that swcheck did not start, so the gateway can neither deploy nor tell builds apart"}}
		return d.seen, nil
	}
	group, beside := errgroup.WithContext(ctx)
	group.Go(func() (err error) {
		if d.playsContent() {
			d.seen.Content, err = d.content(beside)
		}
		return err
	})
	err = d.rounds(ctx)
	return d.seen, errors.Join(err, group.Wait())
}

// comeToKnow visits the start page and awaits the worker. It reports whether
// one is in charge of the page.
func (d *deploying) comeToKnow(ctx context.Context) (inCharge bool, err error) {
	d.step("loads the page")
	first, err := d.arrive(ctx, d.session)
	if err != nil {
		return false, err
	}
	d.step("waits for the worker")
	if err := d.awaitWorker(ctx, d.session); err != nil {
		return false, err
	}
	d.start = withoutFragment(first.Final)
	if activeOn(d.session, d.start) == "" {
		return false, nil
	}
	d.linked = d.linkedPage(first)
	return true, nil
}

// linkedPage returns the page that is visited besides the start page.
func (d *deploying) linkedPage(first observation.Visit) string {
	for _, ref := range d.Target.Pages {
		if url := resolve(d.Target.URL, ref); url != "" && url != d.start {
			return url
		}
	}
	found := newFrontier(scopeOn(d.session, d.start))
	found.visited(d.Target.URL)
	found.visited(first.Final)
	found.add(first.Links)
	if next := found.next(1); len(next) > 0 {
		return next[0]
	}
	return ""
}

// lookBefore visits the pages of the first build with the worker in control. In
// the end the session's first tab shows the start page.
func (d *deploying) lookBefore(ctx context.Context) (err error) {
	d.step("visits the first build")
	after := d.session.LastExchange()
	if d.seen.Before, d.beside, err = visitBoth(ctx, d.session, d.start, d.linked); err != nil {
		return err
	}
	if d.seen.Caches, err = d.session.Caches(ctx); err != nil {
		return err
	}
	if d.played, err = d.play(ctx); err != nil {
		return err
	}
	if d.seen.Way == observation.DeployPlayed {
		d.seen.Recognised, d.seen.Limits = d.played.Recognised, d.played.Limits
	}
	return d.awaitOwnCheck(ctx, after)
}

// awaitOwnCheck waits until the browser has looked for a new script by itself,
// as it does some time after each navigation. It is waited for once, and before
// the deploy: else it would bring the new version to some sites before the first
// load and to some after it, as fast as the machine is.
func (d *deploying) awaitOwnCheck(ctx context.Context, after int) error {
	last := d.seen.Before[0].Started
	for _, v := range d.seen.Before[1:] {
		if v.Started.After(last) {
			last = v.Started
		}
	}
	bounded, cancel := context.WithDeadline(ctx, last.Add(ownCheckLimit))
	defer cancel()
	for {
		check, err := d.session.AwaitUpdateCheck(bounded, after)
		switch {
		case isLate(ctx, err):
			return nil
		case err != nil || check.Started.After(last):
			return err
		}
		after = check.ID // that of a navigation before
	}
}

// readable reports whether the gateway can read what passes through it.
func (d *deploying) readable() bool {
	return slices.ContainsFunc(d.session.Exchanges(), func(x observation.Exchange) bool {
		return x.Outcome != observation.Tunnelled && x.Status != 0 && sameOrigin(x.URL, d.start)
	})
}

// visitBoth visits the start page in the session's first tab and the linked page,
// if there is one, in a tab beside it, which it returns.
func visitBoth(ctx context.Context, session *harness.Session, start, linked string) ([]observation.Visit, *harness.Tab, error) {
	if linked == "" {
		visit, err := session.Visit(ctx, start)
		return []observation.Visit{visit}, nil, err
	}
	visits := make([]observation.Visit, 2)
	var beside *harness.Tab
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() (err error) {
		visits[0], err = session.Visit(ctx, start)
		return err
	})
	group.Go(func() (err error) {
		if beside, err = session.NewTab(ctx); err == nil {
			visits[1], err = beside.Visit(ctx, linked)
		}
		return err
	})
	return visits, beside, group.Wait()
}

// roundsOf says how many builds are deployed one after another. A deploy that
// is not played has one new build to show.
func (d *deploying) roundsOf() []string {
	if d.Profile == "full" && d.seen.Way == observation.DeployPlayed {
		return []string{"B", "C", "D"}
	}
	return []string{"B"}
}

// rounds deploys, and leaves the target as it was, however it ends.
func (d *deploying) rounds(ctx context.Context) (err error) {
	defer func() { err = errors.Join(err, d.undo(ctx)) }()
	var r *round
	for i, build := range d.roundsOf() {
		r = &round{Setup: d.Setup, session: d.session, start: d.start, linked: d.linked, before: d.seen.Before}
		if i == 0 {
			r.lazy, r.beside, r.pictured = d.lazyAssets(), d.beside, true
		}
		r.watchOpenTab()
		d.step("deploys build " + build)
		moment, err := d.deploy(ctx, build)
		if err != nil {
			return err
		}
		err = r.run(ctx, moment)
		d.seen.Rounds = append(d.seen.Rounds, r.seen)
		if err != nil || r.hopeless {
			return err
		}
	}
	return d.again(ctx, r)
}

// playsContent tells whether there is to be a deploy without a new script: one
// that the team makes itself is what it is.
func (d *deploying) playsContent() bool {
	return d.Profile == "full" && d.seen.Way == observation.DeployPlayed
}

// activeOn returns the ID of the version that is active for the page, or "".
func activeOn(session *harness.Session, page string) string {
	r, ok := registrationOn(session, page)
	if !ok {
		return ""
	}
	version, _ := r.Active()
	return version.ID
}

func scopeOn(session *harness.Session, page string) string {
	r, _ := registrationOn(session, page)
	return r.Scope
}

// registrationOn returns the registration in charge of the page: that with the
// longest scope.
//
// Source: https://w3c.github.io/ServiceWorker/#scope-match-algorithm
func registrationOn(session *harness.Session, page string) (in observation.Registration, ok bool) {
	for _, r := range session.Registrations() {
		if !r.Unregistered && r.Scope != "" && len(r.Scope) >= len(in.Scope) && strings.HasPrefix(page, r.Scope) {
			in, ok = r, true
		}
	}
	return in, ok
}
