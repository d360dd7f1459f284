package scenarios

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/swcheck/swcheck/observation"
)

// incomplete tells why an experiment is missing parts, one line per part.
func (a *audit) incomplete(ctx context.Context, o outcome) []observation.Incomplete {
	var lines []observation.Incomplete
	for _, err := range parts(o.err) {
		line := observation.Incomplete{Experiment: o.name, Reason: err.Error()}
		var advised interface{ Hint() string }
		switch {
		case errors.As(err, new(*notBegunError)):
			line.Reason = "it was not begun before the audit was stopped"
		case ctx.Err() != nil && isContextError(err):
			line.Reason = "it was stopped at the step: " + a.narrator.last(o.name)
		case errors.As(err, &advised):
			line.Hint = advised.Hint()
		}
		lines = append(lines, line)
	}
	return lines
}

// lastStep tells what an experiment did when the audit was stopped.
func (a *audit) lastStep(o outcome) string {
	if errors.As(o.err, new(*notBegunError)) {
		return waitsForTurn // or for all others, which nobody was told
	}
	return a.narrator.last(o.name)
}

// parts returns the errors that were joined to one.
func parts(err error) []error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		return joined.Unwrap()
	}
	return []error{err}
}

func isContextError(err error) bool {
	return errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}

func sortIncomplete(lines []observation.Incomplete) {
	slices.SortStableFunc(lines, func(a, b observation.Incomplete) int {
		return strings.Compare(a.Experiment, b.Experiment)
	})
}
