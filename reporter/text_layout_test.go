package reporter

import (
	"fmt"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"github.com/swcheck/swcheck/reporter/reportertest"
)

// TestTheLayoutFitsByItself: the last cut to the terminal's width is a guard;
// where the layout relied on it, the end of a table row would be lost.
func TestTheLayoutFitsByItself(t *testing.T) {
	for name, report := range reportertest.All() {
		for _, width := range []int{40, 56, 80, 99, 100, 120, 200} {
			for _, verbose := range []bool{false, true} {
				t.Run(fmt.Sprintf("%s %d %v", name, width, verbose), func(t *testing.T) {
					for _, line := range newText(report, Options{Width: width, Verbose: verbose}).lines() {
						if w := ansi.StringWidth(line); w > width {
							t.Errorf("%d columns: %q", w, line)
						}
					}
				})
			}
		}
	}
}

func TestIdsAndURLsAreNotBrokenAtHyphens(t *testing.T) {
	for _, line := range wrap("n/a install/redirected-entry: see registration/install-failure", 30, false) {
		if line[len(line)-1] == '-' {
			t.Errorf("a line ends in an id: %q", line)
		}
	}
}
