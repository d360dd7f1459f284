package reporter

import (
	"io"
	"math"
	"reflect"
	"time"

	"github.com/swcheck/swcheck/finding"
)

// writeScenariosJSON writes the report as it is.
func writeScenariosJSON(w io.Writer, report finding.ScenarioReport, _ Options) error {
	r := copied(reflect.ValueOf(report)).Interface().(finding.ScenarioReport)
	r.StartedAt = r.StartedAt.UTC().Truncate(time.Millisecond)
	r.DurationMs = math.Round(r.DurationMs)
	return encodeJSON(w, r)
}
