package finding

import "slices"

// Known is what a baseline says of a result that failed.
type Known struct {
	Reason  string `json:"reason"`            // "" where none is given
	Expires string `json:"expires,omitempty"` // the last day on which it is known, such as 2026-12-31; absent for ever
}

// IsKnown reports whether the result failed and a baseline knows all of it.
// Such a result does not fail the run.
func (r Result) IsKnown() bool { return r.Outcome == Fail && r.Known != nil }

// KnownFailures returns the results that failed and that a baseline knows, by
// id.
func (r Report) KnownFailures() []Result {
	var known []Result
	for _, res := range r.Results {
		if res.IsKnown() {
			known = append(known, res)
		}
	}
	return known
}

// KnownOf returns what the baseline says of one URL of a result that failed: of
// a finding that it knows in part, that what is not new is known. nil: it does
// not know it.
func (r Result) KnownOf(url string) *Known {
	if r.Known != nil || r.Expired != nil || len(r.New) == 0 || slices.Contains(r.New, url) {
		return r.Known
	}
	return &Known{}
}
