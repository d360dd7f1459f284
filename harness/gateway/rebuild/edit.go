package rebuild

import "slices"

// An edit puts other bytes in the place of a part of a text.
type edit struct {
	from, to int
	with     string
}

// apply makes the edits, which do not overlap. It returns the body itself where
// there are none.
func apply(body []byte, edits []edit) []byte {
	if len(edits) == 0 {
		return body
	}
	slices.SortFunc(edits, func(a, b edit) int { return a.from - b.from })
	edited := make([]byte, 0, len(body))
	at := 0
	for _, e := range edits {
		if e.from < at {
			continue
		}
		edited = append(append(edited, body[at:e.from]...), e.with...)
		at = e.to
	}
	return append(edited, body[at:]...)
}
