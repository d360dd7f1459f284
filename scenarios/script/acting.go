package script

import (
	"context"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
)

// visit brings up a page. Online, one that the browser cannot show fails the
// step: what comes after would fail in its place, and say less.
func (r *Run) visit(bring func() (observation.Visit, error)) error {
	r.begin()
	return r.saw(bring())
}

// act does something in the page that may lead to another one.
func (r *Run) act(ctx context.Context, do func(context.Context) error) error {
	r.begin()
	return r.watch(ctx, do)
}

// begin notes that a step acts: requests are counted from it on.
func (r *Run) begin() { r.asked = r.Session.LastExchange() }

// watch is act for what only waits: requests are counted from the step before.
func (r *Run) watch(ctx context.Context, do func(context.Context) error) error {
	r.keep()
	return r.saw(r.Session.Act(ctx, do))
}

func (r *Run) saw(v observation.Visit, err error) error {
	moved := v.Kind != observation.Act || len(v.Navigations) > 0
	r.notePopups(v, moved)
	switch {
	case v.ID == 0:
	case moved:
		r.done.Visits, r.shown = append(r.done.Visits, v), v
	default:
		r.since[r.shown.ID] = append(r.since[r.shown.ID], v)
	}
	if err != nil || !moved || r.Session.Network().Network != observation.Online {
		return err
	}
	if v.Error != "" {
		reason, advice := harness.Unreached(v, r.Session.ExchangesSince(r.asked))
		return &unreachableError{url: v.URL, reason: reason, advice: advice, first: !r.reached}
	}
	r.reached = true
	return nil
}
