package experiments

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
)

// maxLinked is how many pages that everybody may see are visited besides.
const maxLinked = 2

// loopLength is how many documents in one visit that does not come to rest
// make it a loop. What follows would show the loop again and nothing else.
const loopLength = 6

// errLoop ends a session in which a page reloads for ever. The visit that saw
// it is the observation.
var errLoop = errors.New("the page reloads for ever")

// privateURLs returns the URLs that belong to one user, absolute.
func (s Setup) privateURLs() []string {
	var urls []string
	for _, ref := range s.Target.Private {
		if url := resolve(s.Target.URL, ref); url != "" && !slices.Contains(urls, url) {
			urls = append(urls, url)
		}
	}
	return urls
}

// own returns the pages that tell who is logged in: the start page and the
// private ones.
func (u *userSession) own() []string {
	all := []string{u.Target.URL}
	for _, url := range u.privateURLs() {
		if withoutFragment(url) != withoutFragment(u.Target.URL) {
			all = append(all, url)
		}
	}
	return all
}

// beforeLogin loads the site as somebody who never was there, and looks at its
// pages with the worker in charge.
func (u *userSession) beforeLogin(ctx context.Context) error {
	u.step("loads the page")
	first, err := u.arrive(ctx, u.session)
	if err != nil {
		return err
	}
	u.step("waits for the worker")
	if err := u.awaitWorker(ctx, u.session); err != nil {
		return err
	}
	u.linked = u.pagesFor(first)
	u.begin(observation.PhaseAnonymous, "")
	return u.online(ctx, u.linked)
}

// pagesFor returns some pages that are visited by whoever is logged in.
func (u *userSession) pagesFor(first observation.Visit) []string {
	found := newFrontier(u.scopeOf(first.Final))
	for _, url := range append(u.own(), first.Final) {
		found.visited(url)
	}
	if len(u.Target.Pages) == 0 {
		found.add(first.Links)
		return found.next(maxLinked)
	}
	var given []string
	for _, ref := range u.Target.Pages {
		url := resolve(u.Target.URL, ref)
		if url != "" && !slices.Contains(u.own(), url) && len(given) < maxLinked {
			given = append(given, url)
		}
	}
	return given
}

// scopeOf returns the scope of the worker that is in charge of the page, and
// the whole origin where none is.
func (u *userSession) scopeOf(page string) string {
	longest := ""
	for _, r := range u.session.Registrations() {
		if _, active := r.Active(); active && !r.Unregistered && strings.HasPrefix(page, r.Scope) && len(r.Scope) > len(longest) {
			longest = r.Scope
		}
	}
	if longest == "" {
		return resolve(page, "/")
	}
	return longest
}

// begin begins a phase. What is seen from then on belongs to it.
func (u *userSession) begin(name observation.PhaseName, user string) {
	u.seen.Phases = append(u.seen.Phases, observation.UserPhase{
		Name: name, User: user, Network: u.session.Network().Network,
	})
}

// phase returns the phase that was begun last.
func (u *userSession) phase() *observation.UserPhase { return &u.seen.Phases[len(u.seen.Phases)-1] }

// online visits the pages in the phase that was begun: the start page and the
// private ones twice, because a page may be one load behind, and what the site
// itself says of them once.
func (u *userSession) online(ctx context.Context, also []string) error {
	u.step("visits pages, " + string(u.phase().Name))
	if u.phase().Name != observation.PhaseAnonymous {
		if err := u.visit(ctx, u.own(), false); err != nil {
			return err
		}
	}
	if err := u.visit(ctx, append(u.own(), also...), true); err != nil {
		return err
	}
	if err := u.checkLogin(); err != nil {
		return err
	}
	if err := u.fetchData(ctx); err != nil {
		return err
	}
	return u.readCaches(ctx)
}

// visit visits the URLs side by side, and past the worker as well where what
// the site itself says is wanted.
func (u *userSession) visit(ctx context.Context, urls []string, truth bool) error {
	own := len(u.own())
	visits := make([]*observation.Visit, len(urls))
	truths := make([]*observation.Visit, len(urls))
	jobs := make([]job, len(urls))
	for i, url := range urls {
		jobs[i] = job{url, keep(&visits[i])}
		if truth && i < own {
			jobs[i].done = func(ctx context.Context, tab *harness.Tab, v observation.Visit) error {
				visits[i] = &v
				return u.past(ctx, tab, url, &truths[i])
			}
		}
	}
	err := u.crew.work(ctx, u.counting(len(urls)), jobs)
	phase := u.phase()
	phase.Visits = append(phase.Visits, made(visits)...)
	phase.Truth = append(phase.Truth, made(truths)...)
	if err == nil && slices.ContainsFunc(phase.Visits, loops) {
		return errLoop
	}
	return err
}

// past visits past the worker, in a tab that showed the page before.
func (u *userSession) past(ctx context.Context, tab *harness.Tab, url string, in **observation.Visit) error {
	visit, err := tab.VisitPastWorker(ctx, url)
	if isPageError(err) {
		u.crew.problem(err)
		return nil
	}
	*in = &visit
	return err
}

func made(visits []*observation.Visit) []observation.Visit {
	var all []observation.Visit
	for _, v := range visits {
		if v != nil {
			all = append(all, *v)
		}
	}
	return all
}

func loops(v observation.Visit) bool { return !v.Settled && len(v.Navigations) >= loopLength }

// readCaches reads what is stored once the worker has come to rest.
func (u *userSession) readCaches(ctx context.Context) error {
	if err := awaitInstalling(ctx, u.session, harness.Idle); err != nil {
		return err
	}
	caches, err := u.session.Caches(ctx)
	u.phase().Caches = caches
	return err
}

// findData notes which private URLs are no pages, as seen by the first user.
func (u *userSession) findData() {
	if u.phase().Name != observation.PhaseFirst {
		return
	}
	u.data = nil
	for _, v := range u.phase().Truth {
		if v.Status == 200 && !observation.IsHTML(v.MIMEType) {
			u.data = append(u.data, v.URL)
		}
	}
}

// fetchData asks for the private data from the start page, which is how a page
// gets it. Where that does not open, or no worker controls it, there is nothing
// to learn.
func (u *userSession) fetchData(ctx context.Context) error {
	u.findData()
	if len(u.data) == 0 {
		return nil
	}
	tab := u.session.Tab()
	v, err := tab.Visit(ctx, u.Target.URL)
	switch {
	case isPageError(err):
		u.crew.problem(err)
		return nil
	case err != nil:
		return err
	case v.Controller == "":
		return nil
	}
	for _, url := range u.data {
		request, err := tab.Fetch(ctx, url, "fetch")
		if isPageError(err) || isTimeout(err) && ctx.Err() == nil {
			u.crew.problem(err)
			return nil
		}
		if err != nil {
			return err
		}
		u.phase().Data = append(u.phase().Data, request)
	}
	return nil
}

// offline looks at everything without the wire, with workers that start from
// cold, and mends the wire again. What is stored is read first, as long as a tab
// still shows a page of the site, without which Chrome does not tell it.
func (u *userSession) offline(ctx context.Context, name observation.PhaseName, user string) error {
	u.step("visits pages, " + string(name))
	if err := cut(ctx, u.session); err != nil {
		return err
	}
	u.begin(name, user)
	if caches, err := u.session.Caches(ctx); err == nil {
		u.phase().Caches = caches // else the logout led to another site, and what follows tells enough
	}
	err := u.visit(ctx, append(u.own(), u.linked...), false)
	if err == nil {
		err = u.fetchData(ctx)
	}
	return errors.Join(flat(err, u.session.SetNetwork(ctx, harness.Online))...)
}

// lieFi looks at the pages on a wire that takes everything and never answers.
func (u *userSession) lieFi(ctx context.Context) error {
	u.step("visits pages, " + string(observation.PhaseOutLieFi))
	if err := u.session.SetNetwork(ctx, harness.LieFi); err != nil {
		return err
	}
	if err := u.session.StopWorkers(ctx); err != nil {
		return err
	}
	u.begin(observation.PhaseOutLieFi, "")
	err := u.visitPatiently(ctx, u.own())
	return errors.Join(flat(err, u.session.SetNetwork(ctx, harness.Online))...)
}

// visitPatiently visits the pages, side by side, for as long as a visitor may
// have to wait for the first content, and a second more. Each has a tab of its
// own, because one that still waits is of no use for what comes next. A page
// that cannot be read while it waits shows nothing to anybody.
func (u *userSession) visitPatiently(ctx context.Context, urls []string) error {
	limit := time.Duration(u.Budgets.FirstContent)*time.Millisecond + time.Second
	urls = urls[:min(len(urls), crewSize)]
	visits := make([]*observation.Visit, len(urls))
	group, ctx := errgroup.WithContext(ctx)
	for i, url := range urls {
		group.Go(func() error {
			tab, err := u.session.NewTab(ctx)
			if err != nil {
				return err
			}
			defer tab.Close()
			visit, err := tab.VisitWithin(ctx, url, limit)
			if isPageError(err) {
				return nil
			}
			visits[i] = &visit
			return err
		})
	}
	err := group.Wait()
	u.phase().Visits = made(visits)
	return err
}
