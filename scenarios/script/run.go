package script

import (
	"context"
	"time"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/harness/gateway"
	"github.com/swcheck/swcheck/observation"
)

// Steps are done in the session's first tab, such as a login that the target's
// configuration tells. They return the visits that they brought about.
type Steps func(context.Context, *harness.Session) ([]observation.Visit, error)

// A World is what steps may use beside the session. The zero value has nothing.
type World struct {
	Logins map[string]Steps // by user
	Logout Steps            // nil: nobody can log out

	// Online are visits of pages with a good wire, made before, by URL: what
	// shows compares with. The run adds those of its own.
	Online map[string]observation.Visit
	// Deploy brings the target's own new build about. nil: the gateway plays one.
	Deploy func(context.Context, *harness.Session) error
}

// A Run is a script that is being done in a session.
type Run struct {
	Session *harness.Session
	World   World

	done    Done
	tab     *harness.Tab                 // in which steps act now
	shown   observation.Visit            // what its page showed after the last step that led there
	saved   map[string]observation.Visit // what pages showed, by the name that save gives
	asked   int                          // the last exchange before the last step that acted
	changed *gateway.Moment              // when the last deploy took hold; nil where there was none
}

// Deployed returns the moment from which on what is fetched counts as fresh:
// exchanges after its Last. It is false where no step has deployed.
func (r *Run) Deployed() (gateway.Moment, bool) {
	if r.changed == nil {
		return gateway.Moment{}, false
	}
	return *r.changed, true
}

// Done is what came of a script.
type Done struct {
	Visits      []observation.Visit // that the steps brought about: of steps that lead to no other page there is none
	Steps       []Step              // those that were begun
	Screenshots []Screenshot        // that steps took
}

// A Step is one step that was begun.
type Step struct {
	Name     string // of its kind
	Text     string // its value as it is written, on one line; secrets are not in it
	Where    string // file:line:column
	Duration time.Duration
}

// A Screenshot is a PNG that a step took.
type Screenshot struct {
	Name string
	PNG  []byte
}

// Run does the steps in the session's first tab, and returns the visits that
// they brought about. An error is a [*StepError] or the context's; the visits
// until then are returned with it.
func (s *Script) Run(ctx context.Context, session *harness.Session) ([]observation.Visit, error) {
	done, err := s.RunIn(ctx, session, World{})
	return done.Visits, err
}

// RunIn is Run with what the steps may use. What was done until an error is
// returned with it.
func (s *Script) RunIn(ctx context.Context, session *harness.Session, world World) (Done, error) {
	run := &Run{
		Session: session, World: world, tab: session.Tab(), asked: session.LastExchange(),
		saved: map[string]observation.Visit{},
	}
	for i, step := range s.steps {
		err := run.step(ctx, step)
		switch {
		case err == nil:
		case ctx.Err() != nil:
			return run.done, ctx.Err()
		default:
			return run.done, s.failed(i, run, err)
		}
	}
	return run.done, nil
}

func (r *Run) step(ctx context.Context, s step) error {
	begun := time.Now()
	r.done.Steps = append(r.done.Steps, Step{Name: s.name, Text: s.text, Where: s.where})
	at := len(r.done.Steps) - 1
	err := s.do(ctx, r)
	r.done.Steps[at].Duration = time.Since(begun)
	return err
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
		r.done.Visits, r.shown = append(r.done.Visits, v), v
	}
	if err != nil {
		return err
	}
	if moved && v.Error != "" && r.Session.Network().Network == observation.Online {
		return &unreachableError{visit: v}
	}
	return nil
}
