package script

import (
	"context"
	"time"

	"github.com/swcheck/swcheck/harness/matchers"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/source"
)

func init() {
	RegisterExpectation(Expectation{
		Name: "fresh", About: "true: all that the page shows is of the build that was deployed last; false: something of it is of the one before",
		Example: "fresh: true",
		Schema:  orVariable(map[string]any{"type": "boolean"}),
		Parse:   parseFresh,
	})
}

func parseFresh(_ Reading, value source.Node) Check {
	wanted, _ := value.Truth("fresh: true")
	return func(ctx context.Context, seen *Sight) (*ExpectationError, error) {
		moment, deployed := seen.run.Deployed()
		if !deployed {
			return &ExpectationError{Message: "nothing was deployed before", Advice: "put a deploy step before, and what it is to reach, such as await: updated"}, nil
		}
		former := seen.run.controlledBefore(moment.Time)
		return ofPageWith(wanted, func(seen *Sight, _ observation.Visit) matchers.Matcher {
			return matchers.BeFresh(ctx, seen.run.Session, former...)
		})(ctx, seen)
	}
}

// controlledBefore returns the visits that were made before that time, and in
// which a worker was in charge.
func (r *Run) controlledBefore(moment time.Time) []observation.Visit {
	var all []observation.Visit
	for _, v := range r.done.Visits {
		if (v.Controller != "" || v.WorkerStart) && v.Started.Before(moment) {
			all = append(all, v)
		}
	}
	return all
}
