package reporter_test

import (
	"bytes"
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/reporter"
	"github.com/swcheck/swcheck/reporter/reportertest"
)

// BenchmarkHTML tells how long the page of a large report takes to write, and
// how large it is.
func BenchmarkHTML(b *testing.B) {
	report := []finding.Report{reportertest.Huge()}
	format, _ := reporter.Find("html")
	var out bytes.Buffer
	for b.Loop() {
		out.Reset()
		if err := format.Write(&out, report, reporter.Options{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(out.Len())/(1<<20), "MiB")
}
