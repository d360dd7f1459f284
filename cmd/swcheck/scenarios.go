package main

import (
	"context"

	"github.com/spf13/cobra"
)

// scenarioExits is the table of exit codes of run.
const scenarioExits = `Exit codes:
  0    every scenario passed
  1    a scenario failed, or passed only sometimes
  2    wrong usage: flags, arguments, configuration, scenario files, no scenario
       selected, unwritable outputs
  3    could not be run: no browser, target unreachable, harness not
       trustworthy, time over
  130  interrupted; what was known until then is reported as partial
  141  nobody reads the output any more, as after | head; all was stopped`

func newRun(w *world) *cobra.Command {
	var flags scenarioFlags
	cmd := &cobra.Command{
		Use:   "run [FILE|DIR...]",
		Short: "Run a team's own scenarios",
		Long: `Runs scenarios that are written in YAML: what a team promises its visitors. Each
has a fresh browser profile with a wire of its own. Folders are searched for
scenario files; without FILE they are looked for in the folder scenarios. See
docs/authoring.md.

The site is the one that swcheck.yaml names, which also says how it is started,
who can log in and how it is deployed. With --target it is that one, and
swcheck.yaml is read only where --config names it.`,
		Annotations: exits(scenarioExits),
		Example: `  swcheck run
  swcheck run scenarios/talks.yaml --target http://localhost:8000
  swcheck run --tag offline --tag '!slow'
  swcheck run --grep 'talk.*tunnel' --repeat 10
  swcheck run --shard 2/4 --format junit=report.xml --format json=report.json`,
		ValidArgsFunction: filesEndingIn("yaml", "yml"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return w.runScenarios(cmd.Context(), args, &flags)
		},
	}
	flags.add(cmd)
	return cmd
}

// runScenarios reads everything to its end before it starts anything.
func (w *world) runScenarios(ctx context.Context, args []string, flags *scenarioFlags) error {
	p, err := flags.plan(w, args)
	if err != nil {
		return err
	}
	if flags.list {
		return w.listScenarios(p.suite)
	}
	r := &scenarioRunner{world: w, flags: flags, plan: p, shown: w.progress(&flags.outputFlags, partsOfRun)}
	p.said.output.to(r.shown)
	report, err := r.run(ctx)
	if err != nil {
		return err
	}
	written := exitOK
	if report != nil {
		written = w.writeScenarios(p.outputs, *report, &flags.outputFlags, r.streams())
	}
	// What went wrong stands below the report, where it is seen.
	for _, err := range r.errs {
		printError(w.err, err)
	}
	return conclude(max(written, r.code(report)))
}
