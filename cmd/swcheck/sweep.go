package main

import (
	"context"
	"fmt"
	"runtime"

	"github.com/spf13/cobra"

	"github.com/swcheck/swcheck/fixtures"
	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/scenarios/sweep"
)

// newSweep makes the hidden command behind make sweep, for those who write
// rules and fixtures.
func newSweep(w *world) *cobra.Command {
	var flags auditFlags
	cmd := &cobra.Command{
		Use:               "sweep [FIXTURE...]",
		Short:             "Audit every fixture and print the table of rules × fixtures",
		Hidden:            true,
		ValidArgsFunction: completeFixtures,
		RunE: func(cmd *cobra.Command, args []string) error {
			swept, err := fixturesNamed(args)
			if err != nil {
				return err
			}
			return w.sweep(cmd.Context(), swept, flags.browserPath(w), flags.parallel)
		},
	}
	cmd.Flags().StringVar(&flags.browser, "browser", "", "`PATH` of the browser")
	cmd.Flags().IntVar(&flags.parallel, "parallel", runtime.NumCPU(), "audit `N` fixtures at once")
	return cmd
}

// fixturesNamed returns the named fixtures, or all.
func fixturesNamed(names []string) ([]fixtures.Fixture, error) {
	if len(names) == 0 {
		return fixtures.All(), nil
	}
	var found []fixtures.Fixture
	for _, name := range names {
		f, err := findFixture([]string{name})
		if err != nil {
			return nil, err
		}
		found = append(found, f)
	}
	return found, nil
}

func (w *world) sweep(ctx context.Context, swept []fixtures.Fixture, path string, parallel int) error {
	browser, err := harness.Launch(ctx, harness.LaunchOptions{Path: path})
	if err != nil {
		return ended(ctx, err)
	}
	defer browser.Close()
	wrong, done := 0, 0
	results := sweep.All(ctx, browser, swept, max(parallel, 1), func(r sweep.Result) {
		done++
		state := "as expected"
		if len(r.Problems) > 0 {
			wrong++
			state = "NOT as expected"
		}
		fmt.Fprintf(w.err, "%d of %d: %s: %s\n", done, len(swept), r.Fixture.Name, state)
	})
	if wasInterrupted(ctx) {
		return errInterrupted
	}
	if err := cannotWrite("table", "stdout", sweep.WriteTable(w.out, results)); err != nil {
		return err
	}
	if wrong > 0 {
		return conclude(exitFindings)
	}
	return nil
}
