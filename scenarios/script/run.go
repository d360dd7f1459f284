package script

import (
	"context"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
)

// A Run is a script that is being done in a session.
type Run struct {
	Session *harness.Session

	visits []observation.Visit
	shown  observation.Visit // what the page showed after the last step that acted
	asked  int               // the last exchange before the last step that acted
}

// Run does the steps in the session's first tab, and returns the visits that
// they brought about: of steps that lead to no other page there is none. An
// error is a [*StepError] or the context's; the visits until then are returned
// with it.
func (s *Script) Run(ctx context.Context, session *harness.Session) ([]observation.Visit, error) {
	run := &Run{Session: session, asked: session.LastExchange()}
	for i, step := range s.steps {
		err := step.do(ctx, run)
		switch {
		case err == nil:
		case ctx.Err() != nil:
			return run.visits, ctx.Err()
		default:
			return run.visits, s.failed(i, run, err)
		}
	}
	return run.visits, nil
}

// visit brings up a page. Online, one that the browser cannot show fails the
// step: what comes after would fail in its place, and say less.
func (r *Run) visit(bring func() (observation.Visit, error)) error {
	r.asked = r.Session.LastExchange()
	return r.saw(bring())
}

// act does something in the page that may lead to another one.
func (r *Run) act(ctx context.Context, do func(context.Context) error) error {
	r.asked = r.Session.LastExchange()
	return r.watch(ctx, do)
}

// watch is act for what only waits: requests are counted from the step before.
func (r *Run) watch(ctx context.Context, do func(context.Context) error) error {
	return r.saw(r.Session.Act(ctx, do))
}

func (r *Run) saw(v observation.Visit, err error) error {
	moved := v.Kind != observation.Act || len(v.Navigations) > 0
	if moved && v.ID != 0 {
		r.visits, r.shown = append(r.visits, v), v
	}
	if err != nil {
		return err
	}
	if moved && v.Error != "" && r.Session.Network().Network == observation.Online {
		return &unreachableError{visit: v}
	}
	return nil
}
