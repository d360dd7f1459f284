package main

import (
	"github.com/spf13/cobra"

	"github.com/swcheck/swcheck/finding"
)

func newReportMerge(w *world) *cobra.Command {
	var flags reportFlags
	cmd := &cobra.Command{
		Use:   "merge FILE...",
		Short: "Make one report of several, and end as their runs would have ended",
		Long: `Makes one report of JSON reports, such as those of parallel jobs, in any format.
Audits become the list of all of them. Shards of scenarios become the report
that one run would have written: their numbers are added, and it is partial
where one of them is, or is missing. The exit code is the one that a single run
would have had.`,
		Annotations: exits(exitTable),
		Example: `  swcheck report merge reports/*.json
  swcheck report merge shard-1.json shard-2.json --format junit=all.xml --format json=all.json
  swcheck report merge reports/*.json --format github --fail-on warning`,
		ValidArgsFunction: filesEndingIn("json"),
		Args:              takesArguments(1, -1, "the files to merge", "swcheck report merge shard-1.json shard-2.json"),
		RunE:              atOnceInterrupted(func(args []string) error { return w.merge(args, &flags) }),
	}
	flags.add(cmd)
	return cmd
}

func (w *world) merge(files []string, flags *reportFlags) error {
	if err := flags.checkFailOn(); err != nil {
		return err
	}
	var parts []finding.Document
	for _, file := range files {
		part, err := w.readReport(file)
		if err != nil {
			return err
		}
		if len(parts) > 0 && (part.Scenarios == nil) != (parts[0].Scenarios == nil) {
			return wrongUsage("merge the reports of audits and those of scenarios apart", "%s holds %s, and %s %s", files[0], kindOf(parts[0]), file, kindOf(part))
		}
		parts = append(parts, part)
	}
	whole, err := finding.Merge(parts)
	if err != nil {
		return &usageError{err: err, hint: hintOf(err)}
	}
	code, err := w.writeDocument(whole, &flags.outputFlags)
	if err != nil {
		return err
	}
	return conclude(max(code, exitOfDocument(whole, flags.failOn)))
}

func kindOf(d finding.Document) string {
	if d.Scenarios != nil {
		return "scenarios"
	}
	return "audits"
}

// exitOfDocument returns the code with which the runs would have ended.
func exitOfDocument(d finding.Document, failOn string) int {
	if d.Scenarios != nil {
		code := exitOfScenarios(*d.Scenarios)
		if code == exitFindings && failOn == failOnNever {
			return exitOK
		}
		return code
	}
	if len(d.Audits) == 0 {
		return exitNotJudged
	}
	code := exitOK
	for _, r := range d.Audits {
		code = max(code, exitOf(r, failOn))
	}
	return code
}
