package main

import (
	"context"
	"fmt"
	"net/url"

	"github.com/spf13/cobra"

	"github.com/swcheck/swcheck/fixtures"
	"github.com/swcheck/swcheck/scenarios/demo"
	"github.com/swcheck/swcheck/suggest"
	"github.com/swcheck/swcheck/testsite"
)

func newDemo(w *world) *cobra.Command {
	var flags auditFlags
	var listed bool
	cmd := &cobra.Command{
		Use:   "demo [FIXTURE]",
		Short: "Audit the test site that is built in",
		Long: `Starts the embedded test site, a small conference site, with one of its service
workers, and audits it: the way to see what swcheck says before there is a site
of one's own. The sound fixtures do it right; each broken one is named after its
fault. The audit is told what the fixture needs: who can log in, a deploy of its
own, another profile. Takes the flags of audit.`,
		Annotations: exits(exitTable),
		Example: `  swcheck demo
  swcheck demo --list
  swcheck demo no-fallback`,
		Args:              takesArguments(0, 1, "one fixture", "swcheck demo "+testsite.DefaultFixture),
		ValidArgsFunction: onlyFirst(completeFixtures),
		RunE: func(cmd *cobra.Command, args []string) error {
			if listed {
				p := w.page()
				p.listFixtures(fixtures.All())
				return p.print(w.out, "list")
			}
			fixture, err := findFixture(args)
			if err != nil {
				return err
			}
			return w.demo(cmd.Context(), fixture, &flags)
		},
	}
	flags.add(cmd)
	cmd.Flags().BoolVar(&listed, "list", false, "list the fixtures with what each shows")
	return cmd
}

func (w *world) demo(ctx context.Context, fixture fixtures.Fixture, flags *auditFlags) error {
	site, err := testsite.Start(fixture.Name)
	if err != nil {
		return fmt.Errorf("start the test site: %w", err)
	}
	defer site.Close()
	start, err := url.Parse(site.URL())
	if err != nil {
		return fmt.Errorf("the test site's address: %w", err)
	}
	said := ofFixture(site)
	plan, err := flags.plan(w, 1, said.config)
	if err != nil {
		return err
	}
	if !flags.quiet {
		fmt.Fprintln(w.err, titleFor(fixture, width(w.err)))
	}
	return w.audit(ctx, []*url.URL{start}, flags, plan, said)
}

// titleFor says what a fixture shows, on a terminal of so many columns; 0 is none.
func titleFor(fixture fixtures.Fixture, columns int) string {
	p := &page{columns: columns}
	const indent = "  " // of further lines: names are too long to stand beside them
	return p.wrapped(indent, fixture.Name+": "+fixture.Title)[len(indent):]
}

// ofFixture is what the test site's own team would write into a configuration.
func ofFixture(site *testsite.Site) said {
	all := nothingSaid()
	all.config.Target, all.config.Options.Profile = demo.Target(site), site.Fixture().Profile
	return all
}

// findFixture returns the named fixture, or the default one.
func findFixture(args []string) (fixtures.Fixture, error) {
	name := testsite.DefaultFixture
	if len(args) > 0 {
		name = args[0]
	}
	var names []string
	for _, f := range fixtures.All() {
		if f.Name == name {
			return f, nil
		}
		names = append(names, f.Name)
	}
	return fixtures.Fixture{}, wrongUsage(suggest.Hint(name, names, "swcheck demo --list lists them"), "there is no fixture %q", name)
}

// listFixtures lists them, sound ones first, on narrow terminals each title below
// its name.
func (p *page) listFixtures(all []fixtures.Fixture) {
	widest := 0
	for _, f := range all {
		widest = max(widest, len(f.Name))
	}
	for i, f := range all {
		switch {
		case i == 0:
			fmt.Fprintln(p, p.bold("sound"))
		case !f.Sound && all[i-1].Sound:
			fmt.Fprintln(p, "\n"+p.bold("broken"))
		}
		if 0 < p.columns && p.columns < roomForTitles {
			fmt.Fprintf(p, "  %s\n%s\n", f.Name, p.faint(p.wrapped("    ", f.Title)))
			continue
		}
		fmt.Fprintln(p, p.behind(fmt.Sprintf("  %-*s  ", widest, f.Name), f.Title))
	}
}

func completeFixtures(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var names []cobra.Completion
	for _, f := range fixtures.All() {
		names = append(names, cobra.CompletionWithDesc(f.Name, f.Title))
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}
