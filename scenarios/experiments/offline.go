package experiments

import (
	"context"
	"errors"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
)

func init() {
	Register(Experiment{
		Name:     "offline",
		Profiles: []string{"quick", "standard", "full"},
		Run: func(ctx context.Context, s Setup, o *observation.Observations) (err error) {
			o.Offline, err = Offline(ctx, s)
			return err
		},
	})
}

// offlineUse is the experiment while it runs: browse online, cut the wire,
// look at everything cold, mend the wire.
type offlineUse struct {
	Setup
	session *harness.Session
	crew    *crew
	seen    *observation.OfflineUse

	first     observation.Visit // of the start page, before a worker was in charge
	scope     string            // prefix of the URLs that are of interest
	unvisited string            // a link that is never visited online, or ""
	item      string            // a link that differs from a visited page in its query, or ""
	itemOf    string            // that page
	startURL  string            // of the manifest, or ""
}

// Offline looks around on the site and then does without the wire. The offline
// visits are made in several tabs side by side, which share the cold start of
// the worker.
func Offline(ctx context.Context, s Setup) (*observation.OfflineUse, error) {
	session, err := s.open(ctx)
	if err != nil {
		return nil, err
	}
	defer session.Close()
	use := &offlineUse{Setup: s, session: session, crew: newCrew(session), seen: &observation.OfflineUse{}}
	defer func() {
		use.seen.Tracking, use.seen.Items = dropUnmade(use.seen.Tracking), dropUnmade(use.seen.Items)
		use.seen.SessionLog = session.Log()
	}()

	for _, part := range []func(context.Context) error{use.browse, use.holdControlled, use.goOffline, use.ask, use.lookAround, use.recover} {
		if err := part(ctx); err != nil {
			return use.seen, errors.Join(append(use.crew.problems, err)...)
		}
	}
	return use.seen, errors.Join(use.crew.problems...)
}

// goOffline reads what is stored and cuts the wire.
func (use *offlineUse) goOffline(ctx context.Context) (err error) {
	use.step("reads the caches")
	if err := awaitInstalling(ctx, use.session, harness.Idle); err != nil {
		return err
	}
	if use.seen.Caches, err = use.session.Caches(ctx); err != nil {
		return err
	}
	use.step("cuts the wire")
	return cut(ctx, use.session)
}

// recover mends the wire and reloads a page that was shown offline: one that
// was not itself then, because that is the one to come back.
func (use *offlineUse) recover(ctx context.Context) error {
	use.step("mends the wire")
	if err := use.session.SetNetwork(ctx, harness.Online); err != nil {
		return err
	}
	if !use.hasWorker() {
		return nil // that the network is back is seen by everybody then
	}
	url := use.toRecover()
	tab := use.crew.showing(url)
	if tab == nil {
		return use.crew.work(ctx, nil, []job{{url, keep(&use.seen.Recovery)}})
	}
	visit, err := tab.Reload(ctx)
	if isPageError(err) {
		use.crew.problem(err)
		return nil
	}
	use.seen.Recovery = &visit
	return err
}

func (use *offlineUse) toRecover() string {
	for _, page := range use.seen.Pages {
		if page.Offline != nil && !opened(page) {
			return page.URL
		}
	}
	return use.seen.Pages[0].URL
}

// soundOnline reports whether the page was one that is worth opening offline: a
// worker controlled it, and it showed no error.
func soundOnline(page observation.PageUse) bool {
	return page.Online.Controller != "" && page.Online.Error == "" && page.Online.Status < 400
}

// opened reports whether the page showed offline what it is online, as far as
// that can be told without judging.
func opened(page observation.PageUse) bool {
	off := page.Offline
	return off != nil && off.Error == "" && off.Status < 400 && off.Controller != "" &&
		observation.IsHTML(off.MIMEType) && off.Title == page.Online.Title
}
