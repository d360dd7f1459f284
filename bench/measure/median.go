package measure

import (
	"cmp"
	"slices"
)

// Median of an odd number of values is one of them; of an even number we take
// the upper of the two in the middle, so that it is always a value that was
// measured. Of no values it is zero.
func Median[T cmp.Ordered](values []T) T {
	var zero T
	if len(values) == 0 {
		return zero
	}
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
}
