package script

import "slices"

// Then returns a script that does the steps of both: what the first ones save
// and deploy, the others know of. Both are of one file.
func (s *Script) Then(next *Script) *Script {
	return &Script{file: s.file, steps: slices.Concat(s.steps, next.steps)}
}

// Len returns the number of steps.
func (s *Script) Len() int { return len(s.steps) }

// Has reports whether a step is of the kind.
func (s *Script) Has(kind string) bool {
	return slices.ContainsFunc(s.steps, func(step step) bool { return step.name == kind })
}
