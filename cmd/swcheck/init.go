package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios"
	"github.com/swcheck/swcheck/scenarios/scaffold"
)

// initFlags are the flags of init.
type initFlags struct {
	connectionFlags
	dir     string
	force   bool
	quiet   bool
	timeout time.Duration
}

func newInit(w *world) *cobra.Command {
	var flags initFlags
	cmd := &cobra.Command{
		Use:   "init URL",
		Short: "Write swcheck.yaml and the first scenarios for a site",
		Long: `Looks at a site as an audit does, asks nothing, and writes into the current
folder what a team begins with:

  swcheck.yaml     the target, its pages, and what can be said besides,
                   commented out
  scenarios/*.yaml a visited page offline, a page that was never visited, and a
                   deploy: they pass or fail on this very site, and say why
  a job for CI     of GitHub or GitLab where one of them is seen, else
                   ci/swcheck.sh

Of a site that leads to a login nothing else is seen: the files then log in by
the form that was found, and --cookie with the cookie of a login shows more.

Files that are there already are kept. Values of --header and --cookie are not
written down: the files take them from the environment.

Exit codes: 0 written, 2 wrong usage or unwritable files, 3 the site could not
be looked at.`,
		Example: `  swcheck init http://localhost:8000
  swcheck init https://example.org --dir tests/offline
  swcheck run scenarios`,
		Args:              takesArguments(1, 1, "the URL of a site", "swcheck init http://localhost:8000"),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			return w.begin(cmd.Context(), args[0], &flags)
		},
	}
	flags.connectionFlags.add(cmd)
	cmd.Flags().StringVar(&flags.dir, "dir", ".", "write into `DIR`")
	cmd.Flags().BoolVar(&flags.force, "force", false, "overwrite files that are there already")
	cmd.Flags().BoolVarP(&flags.quiet, "quiet", "q", false, "no progress")
	cmd.Flags().DurationVar(&flags.timeout, "timeout", defaultTimeout, "look at the site for at most `TIME`")
	_ = cmd.MarkFlagDirname("dir") // fails only for a flag that is not there
	complete(cmd, "timeout", cobra.NoFileCompletions)
	return cmd
}

// begin looks at a site and writes its first files.
func (w *world) begin(ctx context.Context, address string, flags *initFlags) error {
	target, err := parseTarget(address)
	if err != nil {
		return err
	}
	p := &plan{}
	if err := flags.connect(w, p); err != nil {
		return err
	}
	if flags.timeout <= 0 {
		return wrongUsage("for example: --timeout 90s", "--timeout %s is no time", flags.timeout)
	}
	p.options.Timeout = flags.timeout
	repository, err := findRepository(flags.dir)
	if err != nil {
		return err
	}
	began := time.Now()
	seen, form, err := w.look(ctx, target, p, flags.quiet)
	if err != nil {
		return ended(ctx, err)
	}
	report := scenarios.Judge(seen, scenarios.JudgeOptions{})
	site := scaffold.Look(seen, report, form)
	site.Insecure = p.target.Insecure
	site.Headers, site.Cookies = secretsOf(p)
	files, err := scaffold.Files(site, repository)
	if err != nil {
		return err
	}
	fmt.Fprintf(w.out, "%s: %s; looked for %.1f s\n\n", printable(site.Target), summary(site, report), time.Since(began).Seconds())
	w.tellBesides(site)
	return w.writeFiles(files, site, flags)
}

// look makes the part of an audit from which files can be made. What could not
// be seen makes no good scenario, so a partial look is none. The form is nil
// where the page that is shown first asks for no password.
func (w *world) look(ctx context.Context, target *url.URL, p *plan, quiet bool) (seen *observation.Observations, form *scaffold.Form, err error) {
	shown := w.progress(&outputFlags{quiet: quiet}, partsOfAudit)
	defer shown.close()
	browser, err := harness.Launch(ctx, p.launch)
	if err != nil {
		return nil, nil, err
	}
	defer func() { err = errors.Join(err, browser.Close()) }()
	where, options := p.target, p.options
	where.URL = target.String()
	options.Profile, options.MaxPages = "standard", pagesLookedAt
	options.Limit = []string{"first-visit", "offline", "deploy"}
	options.Progress = func(e scenarios.Event) { shown.step(stepOf(where.URL, e)) }
	if seen, err = scenarios.Gather(ctx, browser, where, options); err != nil {
		return nil, nil, err
	}
	if asksAtTheDoor(seen) {
		form = passwordForm(ctx, browser, where)
	}
	return seen, form, nil
}

// pagesLookedAt are enough to see how the site treats its pages.
const pagesLookedAt = 5

// summary tells in one line what was seen.
func summary(site scaffold.Site, report finding.Report) string {
	if site.BehindLogin() {
		return "it leads to " + printable(site.Login.At) + ", which asks for a password, and what is behind it was not seen"
	}
	if site.NoWorker != "" {
		return printable(strings.TrimSuffix(site.NoWorker, "."))
	}
	opened := 0
	for _, page := range report.Pages {
		if page.Offline != nil && page.Offline.Shows == finding.ShowsPage {
			opened++
		}
	}
	text := fmt.Sprintf("a service worker is in charge, and %d of %d pages open offline", opened, len(report.Pages))
	if report.Offline.Fallback.Present {
		text += ", with a fallback for others"
	}
	return text
}

// tellBesides tells what the files do not do, and whoever reads them should know.
func (w *world) tellBesides(site scaffold.Site) {
	var lines []string
	if site.Given != "" {
		lines = append(lines, site.Given+" leads to another origin, whose pages were seen: swcheck.yaml names it as the target, "+site.Target)
	}
	for _, message := range site.Besides {
		lines = append(lines, "an audit says besides: "+message)
	}
	if site.BehindLogin() {
		lines = append(lines, "with the cookie of a login, what is behind it is looked at: swcheck init --cookie NAME=VALUE "+site.Target)
	}
	for _, line := range lines {
		fmt.Fprintf(w.out, "%s\n\n", printable(line))
	}
}

// findRepository finds the repository that the folder is in: the nearest folder
// above that has a .git, else the folder itself.
func findRepository(dir string) (scaffold.Repository, error) {
	root, within, err := repositoryRoot(dir)
	if err != nil {
		return scaffold.Repository{}, &usageError{text: "the folder " + dir + " cannot be found", err: withoutPath(err), hint: "make it first, or name one that is there: --dir tests/offline"}
	}
	found := scaffold.FindCI(os.DirFS(root))
	found.Within, found.Version = within, scenarios.Version
	return found, nil
}
