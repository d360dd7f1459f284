package script

import "slices"

// Has reports whether a step is of the kind. It does not look into files that
// are included.
func (s *Script) Has(kind string) bool {
	return slices.ContainsFunc(s.steps, func(step step) bool { return step.name == kind })
}
