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
		case ctx.Err() != nil && isContextError(err):
			line.Reason = "it was stopped at the step: " + a.narrator.last(o.name)
		case errors.As(err, &advised):
			line.Hint = advised.Hint()
		}
		lines = append(lines, line)
	}
	return lines
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
