package reporter_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/reporter"
	"github.com/swcheck/swcheck/reporter/reportertest"
)

// TestCaretStandsBelowItsPlace also where the line is longer than the terminal
// is wide: steps in braces make long lines.
func TestCaretStandsBelowItsPlace(t *testing.T) {
	for name, line := range map[string]string{
		"short":             `- expect: {title: @App shell}`,
		"long":              `- {visit: /} # ` + strings.Repeat("a word ", 20) + `@x` + strings.Repeat(" and more", 20),
		"at the end":        strings.Repeat("a word ", 30) + `@x`,
		"at the begin":      `@x` + strings.Repeat(" a word", 30),
		"of wide letters":   strings.Repeat("日本語 ", 30) + `@x` + strings.Repeat(" 日本", 30),
		"just wide enough":  strings.Repeat("x", 71) + "@y",
		"one column beyond": strings.Repeat("x", 72) + "@yz",
	} {
		for _, width := range []int{20, 40, 80, 200} {
			before, _, _ := strings.Cut(line, "@")
			f := finding.ScenarioFailure{Step: "expect", Place: fmt.Sprintf("talks.yaml:9:%d", len([]rune(before))+1), Source: line, Message: "no"}
			report := reportertest.ScenariosPassed()
			report.Scenarios[0].Outcome, report.Scenarios[0].Runs[0].Outcome, report.Scenarios[0].Runs[0].Failure = finding.ScenarioFailed, finding.ScenarioFailed, &f
			out := writeScenarios(t, "text", reporter.Options{Width: width}, report)
			shown, below := excerptIn(out)
			left, caret := ansi.StringWidth(shown[:max(strings.Index(shown, "@"), 0)]), strings.Index(below, "^")
			if left != caret || caret < 0 || ansi.StringWidth(shown) > width {
				t.Errorf("%s in %d columns:\n%s\n%s", name, width, shown, below)
			}
		}
	}
}

// excerptIn returns the line of the file and the one below it.
func excerptIn(out string) (shown, below string) {
	_, rest, _ := strings.Cut(out, "  9 | ")
	lines := strings.Split("  9 | "+rest, "\n")
	return lines[0], lines[1]
}
