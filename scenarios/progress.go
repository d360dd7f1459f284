package scenarios

import (
	"sync"
	"time"

	"github.com/swcheck/swcheck/scenarios/experiments"
)

// An Event tells what one experiment is about to do.
type Event struct {
	Experiment string // its name, or "canary"
	Step       string // such as "visits pages offline"
	Done       int    // of a step that is counted, out of Total
	Total      int    // 0 where the step is not counted
	Elapsed    time.Duration
	Over       bool // the experiment has ended
}

// A narrator passes events on, one at a time, and remembers what each
// experiment does, for the message about an audit that had to stop.
type narrator struct {
	tell  func(Event)
	begin time.Time

	mu    sync.Mutex
	doing map[string]string
}

func newNarrator(tell func(Event), begin time.Time) *narrator {
	return &narrator{tell: tell, begin: begin, doing: map[string]string{}}
}

func (n *narrator) progress(experiment string) experiments.Progress {
	return func(step string, done, total int) {
		n.event(Event{Experiment: experiment, Step: step, Done: done, Total: total})
	}
}

func (n *narrator) over(experiment string) {
	n.event(Event{Experiment: experiment, Over: true})
}

func (n *narrator) event(e Event) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if !e.Over {
		n.doing[e.Experiment] = e.Step
	}
	if n.tell != nil {
		e.Elapsed = time.Since(n.begin)
		n.tell(e)
	}
}

// last returns what the experiment did last.
func (n *narrator) last(experiment string) string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.doing[experiment]
}
