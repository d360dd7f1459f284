package main

import (
	"context"
	"net/url"

	"github.com/spf13/cobra"
)

func newAudit(w *world) *cobra.Command {
	var flags auditFlags
	var site siteFlags
	cmd := &cobra.Command{
		Use:   "audit [URL...]",
		Short: "Judge a site: the main job",
		Long: `Visits the site in a real headless Chrome, cuts the wire, visits it again, and
judges what a visitor gets. Nothing has to be configured. Several URLs are
audited one after the other with one browser.

A URL without a scheme is taken as http:// on this machine or where it has a
port, and as https:// otherwise. Without a URL the target is the one that
swcheck.yaml names. That file, or the one of --config, also says how the site is
started, who can log in and how it is deployed: see docs/configuration.md. Flags
overrule it.`,
		Annotations: exits(exitTable),
		Example: `  swcheck audit http://localhost:8000
  swcheck audit https://example.org --pages 30 --fail-on warning
  swcheck audit localhost:8000 --only 'offline/*' -v
  swcheck audit localhost:8000 --format junit=report.xml --format json=report.json
  swcheck audit --config tests/swcheck.yaml
  swcheck audit localhost:8000 --deploy-to localhost:8001`,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			targets, said, err := site.read(w, args, flags.verbose && !flags.quiet)
			if err != nil {
				return err
			}
			plan, err := flags.plan(w, len(targets), said.config)
			if err != nil {
				return err
			}
			return w.audit(cmd.Context(), targets, &flags, plan, said)
		},
	}
	flags.add(cmd)
	site.add(cmd, "swcheck audit http://localhost:8000")
	return cmd
}

// audit judges the targets one after the other and writes the reports.
func (w *world) audit(ctx context.Context, targets []*url.URL, flags *auditFlags, plan *plan, said said) error {
	a := &auditor{world: w, flags: flags, plan: plan, shown: w.progress(&flags.outputFlags, partsOfAudit)}
	said.output.to(a.shown)
	if err := a.auditAll(ctx, targets); err != nil {
		return err
	}
	counted, err := plan.known.settle(w, a.reports)
	if err != nil {
		a.errs = append(a.errs, err)
	}
	written := exitOK
	if len(a.reports) > 0 {
		written = w.writeReports(plan.outputs, a.reports, &flags.outputFlags)
	}
	// What went wrong stands below the report, where it is seen.
	for _, err := range a.errs {
		printError(w.err, err)
	}
	return conclude(max(written, a.code(counted)))
}
