package suite

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"time"
)

// PathError tells that a file or folder cannot be read.
type PathError struct {
	Path string
	Err  error
}

func (e *PathError) Error() string {
	reason := e.Err
	var of *fs.PathError
	if errors.As(e.Err, &of) {
		reason = of.Err // the path stands before it already
	}
	return fmt.Sprintf("%s cannot be read: %v", e.Path, reason)
}

func (e *PathError) Unwrap() error { return e.Err }

// Hint tells what to do.
func (e *PathError) Hint() string {
	return "name a scenario file, or a folder with some: swcheck run scenarios"
}

// NoScenarioError tells that there is nothing to run.
type NoScenarioError struct{ Paths []string }

func (e *NoScenarioError) Error() string {
	return "there is no scenario in " + strings.Join(e.Paths, ", ")
}

// Hint tells what to do.
func (e *NoScenarioError) Hint() string {
	return "a scenario file has a name and steps, and its own name ends in .yaml or .yml; swcheck init writes the first ones"
}

// SelectionError tells that no scenario was selected.
type SelectionError struct{ What, Advice string }

func (e *SelectionError) Error() string { return e.What }

// Hint tells what to do.
func (e *SelectionError) Hint() string { return e.Advice }

// TimeOverError tells that a run was ended by its limit. What was seen until
// then is in the report.
type TimeOverError struct {
	Limit time.Duration
	Left  int // scenarios that were not run to their end
	Of    int // scenarios
}

func (e *TimeOverError) Error() string {
	return fmt.Sprintf("the run was not done after %s: %d of %d scenarios were not run to their end", e.Limit, e.Left, e.Of)
}

// Hint tells what to do.
func (e *TimeOverError) Hint() string {
	return "give it more time with --run-timeout, or share the scenarios among several jobs with --shard"
}
