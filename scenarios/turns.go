package scenarios

import (
	"cmp"
	"context"
	"runtime"

	"github.com/swcheck/swcheck/scenarios/experiments"
)

// parallel returns how many experiments run side by side. More than two to a
// core end no sooner, and have pages wait for each other: what a page needs is
// then told by the machine more than by the site.
func (a *audit) parallel() int {
	return cmp.Or(a.options.Parallel, 2*runtime.NumCPU())
}

// takeTurn waits for one of the places, and tells that it waits where it must. Its
// error is that the audit was stopped first.
func takeTurn(ctx context.Context, turns chan struct{}, tell experiments.Progress) error {
	select {
	case turns <- struct{}{}:
	default:
		tell(experiments.Doing{Step: waitsForTurn})
		select {
		case turns <- struct{}{}:
		case <-ctx.Done():
			return &notBegunError{ctx.Err()}
		}
	}
	if ctx.Err() == nil { // else both happened at once, or it waited for others before
		return nil
	}
	<-turns
	return &notBegunError{ctx.Err()}
}

// waitsForTurn is the step of an experiment that was not begun yet.
const waitsForTurn = "waits for its turn"

// A notBegunError tells that an audit was stopped before an experiment was begun.
type notBegunError struct{ err error }

func (e *notBegunError) Error() string { return "it was not begun: " + e.err.Error() }
func (e *notBegunError) Unwrap() error { return e.err }
