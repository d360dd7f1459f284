package record

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"sync"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/scenarios/script"
)

// Options say what is recorded.
type Options struct {
	Name    string                      // of the scenario; "" names it after the first page
	Target  string                      // URL of the site: visits are written relative to it
	World   script.World                // what typed steps may use
	Reading script.Reading              // what typed steps are read in
	Lookup  func(string) (string, bool) // of environment variables; nil finds none

	// Added is told of each step that is written down, as YAML on one line. A
	// later one may replace it: text is told as it is typed. Calls do not overlap.
	Added func(step string)
}

// A Recorder writes down what is done in a session's tab.
type Recorder struct {
	options  Options
	session  *harness.Session
	run      *script.Run
	gestures *harness.Gestures
	stopped  chan struct{}
	stopping sync.Once

	hearing   sync.Mutex
	heard     []harness.Gesture // not yet noted
	deaf      bool              // a typed step is being done: it is written down as it is typed
	overheard []harness.Gesture // of that step
	news      chan struct{}

	mu    sync.Mutex
	notes *notes
}

// Start begins to record what is done in the session's tab. The session's target
// is not visited.
func Start(ctx context.Context, session *harness.Session, options Options) (*Recorder, error) {
	target, err := url.Parse(options.Target)
	if err != nil {
		return nil, fmt.Errorf("the target: %w", err)
	}
	r := &Recorder{
		options: options, session: session, run: script.NewRun(session, options.World), notes: newNotes(target),
		stopped: make(chan struct{}), news: make(chan struct{}, 1),
	}
	if r.gestures, err = session.WatchGestures(ctx, r.hear); err != nil {
		return nil, err
	}
	go r.listen()
	return r, nil
}

// hear is called on the goroutine that reads the browser's messages.
func (r *Recorder) hear(g harness.Gesture) {
	r.hearing.Lock()
	if r.deaf {
		r.overheard = append(r.overheard, g)
	} else {
		r.heard = append(r.heard, g)
	}
	r.hearing.Unlock()
	select {
	case r.news <- struct{}{}:
	default:
	}
}

func (r *Recorder) listen() {
	for {
		select {
		case <-r.news:
			r.note()
		case <-r.stopped:
			return
		}
	}
}

// note writes down what was heard.
func (r *Recorder) note() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.hearing.Lock()
	heard := r.heard
	r.heard = nil
	r.hearing.Unlock()
	for _, g := range heard {
		r.notes.gesture(g)
		r.tell()
	}
}

// tell tells of the last step. The caller holds the mutex.
func (r *Recorder) tell() {
	if last := r.notes.last(); last != nil && r.options.Added != nil {
		r.options.Added(last.String())
	}
}

// sync returns when all that was done before is written down. A page that does
// not answer has nothing more to tell.
func (r *Recorder) sync(ctx context.Context) error {
	err := r.gestures.Sync(ctx)
	r.note()
	return err
}

// Closed returns a channel that is closed when the tab is: the usual end of who
// sees the window.
func (r *Recorder) Closed() <-chan struct{} { return r.gestures.Closed() }

// Scenario returns what was done so far as a scenario file.
func (r *Recorder) Scenario(ctx context.Context) []byte {
	_ = r.sync(ctx) // what was told until now is there, also where the tab is gone
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.notes.scenario(r.options.Name)
}

// Variables returns the names of the environment variables that the scenario
// takes secrets from.
func (r *Recorder) Variables() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.notes.variables)
}

// Stop ends the recording. The session goes on.
func (r *Recorder) Stop() {
	r.stopping.Do(func() {
		close(r.stopped)
		r.gestures.Stop()
	})
}
