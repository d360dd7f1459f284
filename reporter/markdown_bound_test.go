package reporter_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/reporter"
	"github.com/swcheck/swcheck/reporter/reportertest"
)

// A comment on GitHub may have 65,536 characters.
func TestMarkdownFitsAComment(t *testing.T) {
	r := reportertest.Hostile()
	r.Results = slices.Repeat(r.Results, 100)
	r.Pages = slices.Repeat(r.Pages, 100)
	r.Conclude()
	text := write(t, "markdown", reporter.Options{}, r)
	if len(text) > 65_536 {
		t.Errorf("it has %d bytes", len(text))
	}
	for _, left := range []string{" more findings are not shown here", " more rules are not shown here", " more pages are not shown here"} {
		if !strings.Contains(text, left) {
			t.Errorf("it does not say how many%s", left)
		}
	}
}

// So may one of many targets, or with many notes.
func TestMarkdownOfManyFitsAComment(t *testing.T) {
	noted := reportertest.Hostile()
	noted.Notes = slices.Repeat([]string{strings.Repeat("a long note ", 30)}, 2000)
	for left, reports := range map[string][]finding.Report{
		" more targets are not shown here": slices.Repeat([]finding.Report{reportertest.Hostile()}, 400),
		" more notes are not shown here":   {noted},
	} {
		text := write(t, "markdown", reporter.Options{}, reports...)
		if len(text) > 65_536 || !strings.Contains(text, left) {
			t.Errorf("it has %d bytes, and says%s: %v", len(text), left, strings.Contains(text, left))
		}
	}
}
