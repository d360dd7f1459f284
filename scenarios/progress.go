package scenarios

import (
	"sync"
	"time"

	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/experiments"
)

// An Event tells what one experiment is about to do, or has got done.
type Event struct {
	Experiment string // its name, or "canary"
	Step       string // such as "visits pages offline"
	Page       string // URL of the page that is visited now, without secrets; "" where it is not one alone
	Done       int    // of a step that is counted, out of Total
	Total      int    // 0 where the step is not counted
	Planned    int    // experiments of the audit, the canary among them
	Elapsed    time.Duration
	Over       bool // the experiment has ended
	Failed     bool // and could not be made to its end
	Stopped    bool // because the audit was stopped, and for no fault of its own
}

// A narrator passes events on, one at a time, and remembers what each
// experiment does, for the message about an audit that had to stop.
type narrator struct {
	tell    func(Event)
	begin   time.Time
	planned int
	secrets []string

	mu    sync.Mutex
	doing map[string]string
}

func (n *narrator) progress(experiment string) experiments.Progress {
	return func(d experiments.Doing) {
		n.event(Event{Experiment: experiment, Step: d.Step, Page: d.Page, Done: d.Done, Total: d.Total})
	}
}

func (n *narrator) over(experiment string, err error, stopped bool) {
	n.event(Event{Experiment: experiment, Over: true, Failed: err != nil && !stopped, Stopped: err != nil && stopped})
}

func (n *narrator) event(e Event) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if !e.Over {
		n.doing[e.Experiment] = e.Step
	}
	if n.tell != nil {
		// Who watches may show it to others, or keep it in a log.
		observation.RedactAll(&e.Page, n.secrets...)
		e.Elapsed, e.Planned = time.Since(n.begin), n.planned
		n.tell(e)
	}
}

// last returns what the experiment did last.
func (n *narrator) last(experiment string) string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.doing[experiment]
}
