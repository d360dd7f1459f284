package script

import (
	"context"
	"time"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/harness/gateway"
	"github.com/swcheck/swcheck/harness/gateway/rebuild"
	"github.com/swcheck/swcheck/observation"
)

// Steps are done in the session's tab, such as a login that the target's
// configuration tells. They return the visits that they brought about.
type Steps func(context.Context, *harness.Session) ([]observation.Visit, error)

// A World is what steps may use beside the session. The zero value has nothing.
type World struct {
	Logins map[string]Steps // by user
	Logout Steps            // nil: nobody can log out

	// Online are visits of pages with a good wire, made before, by URL: what
	// shows compares with. The run adds those of its own.
	Online map[string]observation.Visit
	// Deploy brings the target's own new build about. nil: the gateway plays
	// one. What is fetched counts as fresh from the last [harness.Session.Deploy]
	// in it on, and where there is none, from its end on.
	Deploy func(context.Context, *harness.Session) error
}

// A Run is what becomes of scripts that are done in one session, one after the
// other: each goes on where the one before it ended.
type Run struct {
	Session *harness.Session
	World   World
	Begins  func(Step) // is told of each step that is begun; nil: nobody listens

	done    Done
	tabs    []*openTab
	shown   observation.Visit            // what the page of the session's tab showed after the last step that led there
	since   map[int][]observation.Visit  // what was done in pages, by the visit that led there
	saved   map[string]observation.Visit // what pages showed, by the name that save gives
	asked   int                          // the last exchange before the last step that acted
	changed *gateway.Moment              // when the last deploy took hold; nil where there was none
	played  *rebuild.Plan                // by which the gateway makes builds; nil until it is asked to
	reached bool                         // a page came up online
	popups  []string                     // URLs that what was done in the page opened in tabs of their own, which are closed
}

// Done is what came of scripts.
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

// NewRun begins a run in the session. The page that its tab shows already is
// none that steps know of.
func NewRun(session *harness.Session, world World) *Run {
	return &Run{
		Session: session, World: world, asked: session.LastExchange(),
		tabs: []*openTab{{tab: session.Tab()}}, saved: map[string]observation.Visit{},
		since: map[int][]observation.Visit{},
	}
}

// Done returns what came of the run so far.
func (r *Run) Done() Done { return r.done }

// Deployed returns the moment from which on what is fetched counts as fresh:
// exchanges after its Last. It is false where no step has deployed.
func (r *Run) Deployed() (gateway.Moment, bool) {
	if r.changed == nil {
		return gateway.Moment{}, false
	}
	return *r.changed, true
}

// Run does the steps in the session's tab, and returns the visits that they
// brought about. An error is a [*StepError] or the context's; the visits until
// then are returned with it.
func (s *Script) Run(ctx context.Context, session *harness.Session) ([]observation.Visit, error) {
	done, err := s.RunIn(ctx, session, World{})
	return done.Visits, err
}

// RunIn is Run with what the steps may use. What was done until an error is
// returned with it.
func (s *Script) RunIn(ctx context.Context, session *harness.Session, world World) (Done, error) {
	run := NewRun(session, world)
	err := run.Do(ctx, s)
	return run.done, err
}

// Do does the steps of a script. An error is a [*StepError] or the context's.
func (r *Run) Do(ctx context.Context, s *Script) error {
	for _, step := range s.steps {
		if err := r.step(ctx, s, step); err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			return s.failed(ctx, step, r, err)
		}
	}
	return nil
}

func (r *Run) step(ctx context.Context, s *Script, step step) error {
	begun := time.Now()
	r.done.Steps = append(r.done.Steps, Step{Name: step.name, Text: s.file.Hide(step.text), Where: step.where})
	at := len(r.done.Steps) - 1
	if r.Begins != nil {
		r.Begins(r.done.Steps[at])
	}
	err := step.do(ctx, r)
	r.done.Steps[at].Duration = time.Since(begun)
	return err
}
