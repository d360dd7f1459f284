package reporter

import (
	"io"
	"reflect"
	"time"

	"github.com/swcheck/swcheck/finding"
)

func init() {
	Register(Format{Name: "json", Description: "all of it for programs (docs/schema/diff.schema.json)", WriteDiff: writeDiffJSON})
}

// writeDiffJSON writes the diff as its schema wants it: lists are never null,
// texts have a limit, times are in UTC.
func writeDiffJSON(w io.Writer, d finding.Diff, _ Options) error {
	d = copied(reflect.ValueOf(d)).Interface().(finding.Diff)
	for i := range d.Targets {
		for _, side := range []*finding.DiffSide{d.Targets[i].Old, d.Targets[i].New} {
			if side != nil {
				side.StartedAt = side.StartedAt.UTC().Truncate(time.Millisecond)
			}
		}
	}
	return encodeJSON(w, d)
}
