package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/reporter"
	"github.com/swcheck/swcheck/suggest"
)

func newReport(w *world) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "report",
		Short: "Put JSON reports together, compare two, or show one in another format",
		Long: `Works on the reports that --format json=FILE writes. No browser is started and
nothing is asked of the site.`,
		Args: unknownReportCommand,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newReportMerge(w), newReportConvert(w), newReportDiff(w))
	return cmd
}

// unknownReportCommand refuses arguments of swcheck report itself: a mistyped
// command, or a file without one before it.
func unknownReportCommand(_ *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	hint := "swcheck report convert " + printable(args[0]) + " shows it; swcheck report merge puts several together, and diff compares two"
	if _, err := os.Stat(args[0]); err != nil {
		hint = suggest.Hint(args[0], []string{"merge", "convert", "diff"}, "the commands are merge, convert and diff")
	}
	return wrongUsage(hint, "%q is no command of swcheck report", args[0])
}

// readReport reads a JSON report; - is stdin. Whatever is wrong with it is
// wrong usage: another file has to be given.
func (w *world) readReport(path string) (finding.Document, error) {
	content, err := w.content(path)
	if err != nil {
		return finding.Document{}, &usageError{text: "the report " + path + " cannot be read", err: withoutPath(err), hint: reportHint(path)}
	}
	document, err := finding.Read(content)
	if err != nil {
		return finding.Document{}, &usageError{text: path, err: err, hint: hintOf(err)}
	}
	return document, nil
}

func (w *world) content(path string) ([]byte, error) {
	if path == "-" {
		return io.ReadAll(w.in)
	}
	return os.ReadFile(path)
}

// reportHint helps where a pattern was given that the shell found nothing for.
func reportHint(path string) string {
	if strings.ContainsAny(path, "*?[") {
		return "no file fits the pattern: look where the runs wrote theirs with --format json=FILE"
	}
	if filepath.Ext(path) == "" {
		return "name the file of a report; swcheck audit URL --format json=FILE writes one"
	}
	return "swcheck audit URL --format json=" + path + " writes it"
}

// writeDocument writes the report in every format, and returns the code for
// those that could not be written. Its error is wrong usage: a format that there
// is not for this kind of report.
func (w *world) writeDocument(d finding.Document, flags *outputFlags) (int, error) {
	formats := reporter.All()
	if d.Scenarios != nil {
		formats = reporter.ForScenarios()
	}
	outputs, err := flags.outputsIn(formats)
	if err != nil {
		return 0, err
	}
	if d.Scenarios != nil {
		return w.writeScenarios(outputs, *d.Scenarios, flags, false), nil
	}
	return w.writeReports(outputs, d.Audits, flags), nil
}
