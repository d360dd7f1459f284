package main

import (
	"context"
	"net/url"

	"github.com/spf13/cobra"
)

func newAudit(w *world) *cobra.Command {
	var flags auditFlags
	cmd := &cobra.Command{
		Use:   "audit URL...",
		Short: "Judge a site: the main job",
		Long: `Visits the site in a real headless Chrome, cuts the wire, visits it again, and
judges what a visitor gets. Nothing has to be configured. Several URLs are
audited one after the other with one browser.

A URL without a scheme is taken as http:// on this machine or where it has a
port, and as https:// otherwise.

` + exitTable,
		Example: `  swcheck audit http://localhost:8000
  swcheck audit https://example.org --pages 30 --fail-on warning
  swcheck audit localhost:8000 --only 'offline/*' -v
  swcheck audit localhost:8000 --format junit=report.xml --format json=report.json`,
		Args:              takesArguments(1, -1, "the URL of a site", "swcheck audit http://localhost:8000"),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			targets, err := parseTargets(args)
			if err != nil {
				return err
			}
			return w.audit(cmd.Context(), targets, &flags)
		},
	}
	flags.add(cmd)
	return cmd
}

// audit judges the targets one after the other and writes the reports.
func (w *world) audit(ctx context.Context, targets []*url.URL, flags *auditFlags) error {
	plan, err := flags.plan(w, len(targets))
	if err != nil {
		return err
	}
	a := &auditor{world: w, flags: flags, plan: plan, shown: w.progress(&flags.reportFlags)}
	if err := a.auditAll(ctx, targets); err != nil {
		return err
	}
	written := exitOK
	if len(a.reports) > 0 {
		written = w.writeReports(plan.outputs, a.reports, &flags.reportFlags)
	}
	// What went wrong stands below the report, where it is seen.
	for _, err := range a.errs {
		printError(w.err, err)
	}
	return conclude(max(written, a.code()))
}
