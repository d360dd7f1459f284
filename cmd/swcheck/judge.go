package main

import (
	"os"

	"github.com/spf13/cobra"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios"
)

func newJudge(w *world) *cobra.Command {
	var report reportFlags
	var selected selection
	var explain explained
	var known baselineFlags
	cmd := &cobra.Command{
		Use:   "judge FILE",
		Short: "Judge saved observations again, without a browser",
		Long: `Judges what an audit saw and wrote with --save-observations, with the rules of
this swcheck. No browser is started and nothing is asked of the site. FILE - is
stdin.`,
		Annotations: exits(exitTable),
		Example: `  swcheck audit localhost:8000 --save-observations seen.json
  swcheck judge seen.json -v
  swcheck judge seen.json --only 'cache/*' --format json
  swcheck judge seen.json --explain /talks/`,
		ValidArgsFunction: onlyFirst(filesEndingIn("json")),
		Args:              takesArguments(1, 1, "one file of saved observations", "swcheck judge seen.json"),
		RunE: func(_ *cobra.Command, args []string) error {
			return w.judge(args[0], &report, &selected, &explain, &known)
		},
	}
	report.add(cmd)
	selected.add(cmd)
	explain.add(cmd)
	known.add(cmd)
	return cmd
}

func (w *world) judge(file string, flags *reportFlags, selected *selection, explain *explained, known *baselineFlags) error {
	outputs, err := flags.outputs()
	if err != nil {
		return err
	}
	only, skip, err := selected.resolve()
	if err != nil {
		return err
	}
	urls, err := explain.urls()
	if err != nil {
		return err
	}
	use, err := known.baselines()
	if err != nil {
		return err
	}
	seen, err := w.load(file)
	if err != nil {
		return err
	}
	reports := []finding.Report{scenarios.Judge(seen, scenarios.JudgeOptions{Only: only, Skip: skip, Explain: urls, Trails: browsable(outputs)})}
	counted, unwritten := use.settle(w, reports)
	written := w.writeReports(outputs, reports, &flags.outputFlags)
	if unwritten != nil {
		printError(w.err, unwritten)
	}
	return conclude(max(written, w.tellNeverAsked(reports[0]), exitCode(unwritten), exitOf(counted[0], flags.failOn)))
}

// load reads saved observations. Whatever is wrong with them is wrong usage:
// another file has to be given.
func (w *world) load(file string) (*observation.Observations, error) {
	in := w.in
	if file != "-" {
		opened, err := os.Open(file)
		if err != nil {
			return nil, &usageError{text: file + " cannot be read", err: withoutPath(err), hint: "swcheck audit URL --save-observations FILE writes such a file"}
		}
		defer opened.Close()
		in = opened
	}
	seen, err := scenarios.Load(in)
	if err != nil {
		return nil, &usageError{text: file, err: err, hint: hintOf(err)}
	}
	return seen, nil
}
