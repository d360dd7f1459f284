package scenarios

import (
	"sync"

	"github.com/swcheck/swcheck/scenarios/experiments"
)

// An order keeps experiments that change the target itself from those that look
// at it: all that look go first.
type order struct {
	target  Target
	looking sync.WaitGroup
}

func newOrder(target Target, planned []experiments.Experiment) *order {
	o := &order{target: target}
	for _, e := range planned {
		if !o.alone(e) {
			o.looking.Add(1)
		}
	}
	return o
}

func (o *order) alone(e experiments.Experiment) bool { return e.Alone != nil && e.Alone(o.target) }

// enter waits until the experiment may begin. Call what it returns at its end.
func (o *order) enter(e experiments.Experiment) (leave func()) {
	if o.alone(e) {
		o.looking.Wait()
		return func() {}
	}
	return o.looking.Done
}
