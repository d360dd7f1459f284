package main

import (
	"io"

	"github.com/spf13/cobra"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/reporter"
)

func newReportDiff(w *world) *cobra.Command {
	var flags outputFlags
	failOn := failOnError
	cmd := &cobra.Command{
		Use:   "diff OLD NEW",
		Short: "Tell what is new, fixed and unchanged between two JSON reports",
		Long: `Compares two JSON reports of audits, rule by rule and URL by URL: what is new,
is worse or milder, is fixed or unchanged. Several targets are matched by target
and profile. URLs of the site are compared without host and port, and without
what each build names anew, as in baselines.

Fixed is what was judged again and passes. What failed and could not be judged,
or was not visited this time, is unclear, and so is what a rule no longer
applies to. Another profile, another version of swcheck, and partial reports are
noted.

Exit codes:
  0    nothing new at or above --fail-on
  1    something new or worse at or above --fail-on that the baseline of the new
       report does not know
  2    wrong usage: flags, arguments, unreadable files, unwritable outputs
  3    nothing new, but the new report is partial, inconclusive, or lacks a
       target that the old one has`,
		Example: `  swcheck report diff main.json branch.json
  swcheck report diff old.json new.json --fail-on never --format markdown
  swcheck report diff old.json new.json --format html=diff.html --format json=diff.json`,
		Args: takesArguments(2, 2, "the old and the new report", "swcheck report diff old.json new.json"),
		RunE: atOnceInterrupted(func(args []string) error { return w.diff(args[0], args[1], &flags, failOn) }),
	}
	flags.add(cmd, reporter.ForDiffs(), "name every URL")
	cmd.Flags().StringVar(&failOn, "fail-on", failOn, "exit 1 on what is new at this `SEVERITY` or worse: error, warning or never")
	complete(cmd, "fail-on", oneOf(failOnError, failOnWarning, failOnNever))
	return cmd
}

func (w *world) diff(old, now string, flags *outputFlags, failOn string) error {
	if err := checkFailOn(failOn); err != nil {
		return err
	}
	outputs, err := flags.outputsIn(reporter.ForDiffs())
	if err != nil {
		return err
	}
	if old == "-" && now == "-" {
		return wrongUsage("name the file of one of them", "both reports would be read from stdin")
	}
	before, err := w.readAudits(old)
	if err != nil {
		return err
	}
	after, err := w.readAudits(now)
	if err != nil {
		return err
	}
	d := finding.Compare(before, after)
	code, _ := w.writeAll(outputs, flags, func(o output, out io.Writer, options reporter.Options) error {
		return o.format.WriteDiff(out, d, options)
	})
	return conclude(max(code, exitOfDiff(d, failOn)))
}

// readAudits reads a report that must be one of audits.
func (w *world) readAudits(path string) ([]finding.Report, error) {
	document, err := w.readReport(path)
	if err == nil && document.Scenarios != nil {
		err = wrongUsage("a scenario says by itself whether its promise holds: swcheck report convert "+printable(path)+" shows it",
			"%s holds scenarios, and only audits are compared", path)
	}
	return document.Audits, err
}

// exitOfDiff returns the code that a diff leads to. Where not all was judged,
// nothing new is no good news.
func exitOfDiff(d finding.Diff, failOn string) int {
	code := exitOK
	for _, target := range d.Targets {
		for _, c := range target.Changes {
			if c.IsBad() && reaches(c.Severity, failOn) {
				return exitFindings
			}
		}
		if !target.Judged() {
			code = exitNotJudged
		}
	}
	return code
}
