package experiments

import (
	"context"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
)

// contentLoads is how often the start page is loaded after a deploy without a
// new script: enough for a copy to be renewed in the background.
const contentLoads = 2

// content sees what becomes of a deploy that forgets the worker script, in a
// session of its own.
func (d *deploying) content(ctx context.Context) (*observation.ContentDeploy, error) {
	seen := &observation.ContentDeploy{}
	session, err := d.openForLoads(ctx)
	if err != nil {
		return seen, err
	}
	defer session.Close()
	defer func() { seen.SessionLog = session.Log() }()

	if _, err := d.arrive(ctx, session); err != nil {
		return seen, err
	}
	if err := d.awaitWorker(ctx, session); err != nil {
		return seen, err
	}
	if seen.Before, _, err = visitBoth(ctx, session, d.start, d.linked); err != nil {
		return seen, err
	}
	r := &round{Setup: d.Setup, session: session, start: d.start, linked: d.linked, before: seen.Before, known: session.Versions()}
	err = r.runContent(ctx, session.Deploy(d.played.Content("B")).Last, session.Tab())
	seen.Round = r.seen
	return seen, err
}

func (r *round) runContent(ctx context.Context, last int, tab *harness.Tab) (err error) {
	r.seen.Build, r.seen.Last = "B", last
	r.now = newContents(r.session, last)
	defer func() { r.seen.Now = r.now.of(ctx, r.shown()) }()
	for i := range contentLoads {
		load, err := r.load(ctx, tab, r.start, loading{stop: i == 1})
		if err != nil {
			return err
		}
		r.seen.Loads = append(r.seen.Loads, load)
		if r.hopeless || r.fresh(ctx, load.Visit) {
			break
		}
	}
	if err := r.comeBack(ctx); err != nil || r.hopeless {
		return err
	}
	r.seen.Caches, err = r.session.Caches(ctx)
	return err
}
