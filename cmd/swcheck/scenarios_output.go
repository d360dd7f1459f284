package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/reporter"
	"github.com/swcheck/swcheck/scenarios/suite"
)

// writeScenarios writes the report in every format, and tells the verdict where
// one of them could not be. Streamed tells that the lines of the scenarios stand
// on stdout already.
func (w *world) writeScenarios(outputs []output, report finding.ScenarioReport, flags *outputFlags, streamed bool) int {
	code, told := w.writeAll(outputs, flags, func(o output, out io.Writer, options reporter.Options) error {
		options.Streamed, options.Folder = streamed && o.path == "", w.belowWorkspace()
		return o.format.WriteScenarios(out, report, options)
	})
	if c := report.Counts; code != exitOK && code != exitUnread && !told {
		counts := fmt.Sprintf("%d passed, %d failed, %d flaky, %d inconclusive, %d skipped", c.Pass, c.Fail, c.Flaky, c.Inconclusive, c.Skipped)
		w.tellVerdict(report.Verdict, report.Target, counts, report.Partial)
	}
	return code
}

// belowWorkspace returns the folder of this call as the repository of a GitHub
// job has it, because annotations name files from there; "" where it is the
// repository itself, or is not known.
func (w *world) belowWorkspace() string {
	here, err := os.Getwd()
	root := w.variable("GITHUB_WORKSPACE")
	if err != nil || root == "" {
		return ""
	}
	folder, err := filepath.Rel(root, here)
	if err != nil || folder == "." || !filepath.IsLocal(folder) {
		return ""
	}
	return filepath.ToSlash(folder)
}

// listScenarios prints one line per scenario: where it stands, its name, its
// tags.
func (w *world) listScenarios(s *suite.Suite) error {
	table := tabwriter.NewWriter(w.out, 0, 0, 2, ' ', 0)
	for _, scenario := range s.Scenarios {
		fmt.Fprintf(table, "%s:%d\t%s\t%s\n", scenario.File, scenario.Line, printable(scenario.Name), strings.Join(scenario.Tags, ", "))
	}
	return cannotWrite("list", "stdout", table.Flush())
}
