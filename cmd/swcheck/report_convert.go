package main

import (
	"github.com/spf13/cobra"

	"github.com/swcheck/swcheck/reporter"
)

func newReportConvert(w *world) *cobra.Command {
	var flags outputFlags
	cmd := &cobra.Command{
		Use:   "convert FILE",
		Short: "Show a JSON report in another format",
		Long: `Shows a JSON report in any format. FILE - is stdin. What it says does not change
the exit code, which is 0 where the report could be shown; swcheck report merge
of one file ends as the run did.`,
		Example: `  swcheck report convert report.json
  swcheck report convert report.json -v
  swcheck report convert report.json --format junit=report.xml --format markdown`,
		ValidArgsFunction: onlyFirst(filesEndingIn("json")),
		Args:              takesArguments(1, 1, "the file of one report", "swcheck report convert report.json --format junit"),
		RunE:              atOnceInterrupted(func(args []string) error { return w.convert(args[0], &flags) }),
	}
	flags.add(cmd, reporter.All(), verboseReport)
	return cmd
}

func (w *world) convert(file string, flags *outputFlags) error {
	document, err := w.readReport(file)
	if err != nil {
		return err
	}
	code, err := w.writeDocument(document, flags)
	if err != nil {
		return err
	}
	return conclude(code)
}
