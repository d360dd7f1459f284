package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/scenarios"
	"github.com/swcheck/swcheck/scenarios/baseline"
	"github.com/swcheck/swcheck/scenarios/source"
)

// baselineFlags are the flags of commands that judge a site which has findings
// that are known.
type baselineFlags struct{ file, write string }

func (f *baselineFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.file, "baseline", "", "`FILE` of known findings: they are shown with their reasons, and only what is new fails")
	flags.StringVar(&f.write, "write-baseline", "", "write what is found to `FILE`, as known from now on; a file that exists keeps its reasons")
	group(cmd, groupJudging, "baseline", "write-baseline")
	_ = cmd.MarkFlagFilename("baseline", "yaml", "yml") // fails only for a flag that is not there
	_ = cmd.MarkFlagFilename("write-baseline", "yaml", "yml")
}

// A baselineUse is what a call does with baselines.
type baselineUse struct {
	applied *baseline.Baseline // nil: none
	renewed *baseline.Baseline // what the written one begins with
	write   string             // "" where none is written
}

// baselines reads the files before anything is started. Its errors are wrong
// usage.
func (f *baselineFlags) baselines() (use baselineUse, err error) {
	use.write = f.write
	if err := checkWritable("baseline", f.write); err != nil {
		return use, err
	}
	if f.file != "" {
		if use.applied, err = readBaseline(f.file); err != nil {
			return use, err
		}
		use.renewed = use.applied
	}
	if f.write == "" || f.write == f.file {
		return use, nil
	}
	if _, err := os.Stat(f.write); errors.Is(err, fs.ErrNotExist) {
		return use, nil
	}
	use.renewed, err = readBaseline(f.write)
	return use, err
}

func readBaseline(path string) (*baseline.Baseline, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, &usageError{
			text: "the baseline " + path + " cannot be read", err: withoutPath(err),
			hint: "swcheck audit URL --write-baseline " + path + " writes it",
		}
	}
	known, err := baseline.Parse(path, content, scenarios.RuleIDs("*"))
	var mistakes source.Mistakes
	if errors.As(err, &mistakes) {
		return nil, &usageError{err: mistakes, hint: mistakes.Hint()}
	}
	return known, err
}

// settle notes in the reports what is known, and writes what is to be known
// from now on. It returns the reports as they count for the exit code.
func (u baselineUse) settle(w *world, reports []finding.Report) (counted []finding.Report, err error) {
	today := time.Now().Format(time.DateOnly)
	if u.applied != nil {
		u.applied.Apply(reports, today)
	}
	if u.write == "" || len(reports) == 0 {
		return reports, nil
	}
	renewed := u.renewed.Renew(reports, today)
	content, err := renewed.Content()
	if err == nil {
		err = os.WriteFile(u.write, content, 0o666)
	}
	if err != nil {
		return reports, cannotWrite("baseline", u.write, err)
	}
	for _, r := range reports {
		r.Results = slices.Clone(r.Results)
		counted = append(counted, r)
	}
	renewed.Apply(counted, today)
	fmt.Fprintln(w.err, u.written(renewed))
	return counted, nil
}

// written tells what was written, and what to do next.
func (u baselineUse) written(now *baseline.Baseline) string {
	said := fmt.Sprintf("%s knows %d findings", u.write, now.Len())
	switch now.Len() {
	case 0:
		return u.write + " knows nothing: there is nothing that could fail a run"
	case 1:
		said = u.write + " knows 1 finding"
	}
	switch now.Prolonged() {
	case 0:
	case 1:
		said += "; the last day of one was over and is taken out, write a new one if you know it"
	default:
		said += fmt.Sprintf("; the last days of %d were over and are taken out, write new ones if you know them", now.Prolonged())
	}
	then := ", and then: --baseline " + u.write
	switch without := now.Unexplained(); {
	case without == 0:
		return said
	case without < now.Len():
		return said + fmt.Sprintf("; give those %d that have none a reason", without) + then
	case without == 1:
		return said + "; give it a reason" + then
	}
	return said + "; give each a reason" + then
}
