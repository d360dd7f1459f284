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
		reason := err.Error()
		if ctx.Err() != nil && isContextError(err) {
			reason = "it was stopped at the step: " + a.narrator.last(o.name)
		}
		lines = append(lines, observation.Incomplete{Experiment: o.name, Reason: reason})
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
