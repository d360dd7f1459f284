package main

import (
	"time"

	"github.com/spf13/cobra"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/scenarios"
	"github.com/swcheck/swcheck/scenarios/config"
	"github.com/swcheck/swcheck/scenarios/serve"
)

// auditFlags are the flags of audit, which demo shares.
type auditFlags struct {
	reportFlags
	selection
	explained
	connectionFlags
	baselineFlags

	profile  string
	pages    int
	timeout  time.Duration
	parallel int
	pictures int
	save     string
	trace    string

	given func(flag string) bool // tells a value of the command line from a default
}

const defaultTimeout = 2 * time.Minute

func (f *auditFlags) add(cmd *cobra.Command) {
	f.reportFlags.add(cmd)
	f.selection.add(cmd)
	f.explained.add(cmd)
	f.connectionFlags.add(cmd)
	f.baselineFlags.add(cmd)
	flags := cmd.Flags()
	f.given = flags.Changed
	flags.StringVar(&f.profile, "profile", scenarios.DefaultProfile, "`NAME` of how much to try out: quick, standard or full")
	flags.IntVar(&f.pages, "pages", 0, "visit at most `N` pages, found by following links (default 10, with --profile quick 3)")
	flags.DurationVar(&f.timeout, "timeout", defaultTimeout, "stop after `TIME` per target, and report what was seen until then as partial")
	flags.IntVar(&f.parallel, "parallel", 0, "run at most `N` experiments side by side (default: two to a core)")
	flags.IntVar(&f.pictures, "pictures", 0, "show at most `N` pictures of pages, and follow every URL, for reports that show that (default 60 with --format html, else none)")
	flags.StringVar(&f.save, "save-observations", "", "write what was seen to `FILE`, for swcheck judge; what private pages showed stands in it")
	flags.StringVar(&f.trace, "trace", "", "write the browser protocol's messages to protocol.log in `DIR`; cookies and tokens of the site stand in it")
	complete(cmd, "profile", completeProfiles)
	_ = cmd.MarkFlagDirname("trace") // fails only for a flag that is not there
	_ = cmd.MarkFlagFilename("save-observations", "json")
	for _, flag := range []string{"pages", "timeout", "parallel", "pictures"} {
		complete(cmd, flag, cobra.NoFileCompletions)
	}
}

// A plan is what the flags of an audit say, checked before anything is started.
type plan struct {
	outputs []output
	options scenarios.Options
	target  scenarios.Target // all but the URL
	judge   scenarios.JudgeOptions
	launch  harness.LaunchOptions
	serve   *serve.Options // nil: the site runs already
	known   baselineUse
}

// plan checks the flags, and joins them with what a configuration says, which
// they overrule. Its errors are wrong usage.
func (f *auditFlags) plan(w *world, targets int, said *config.Config) (*plan, error) {
	outputs, err := f.outputs()
	if err != nil {
		return nil, err
	}
	if err := f.check(targets); err != nil {
		return nil, err
	}
	p := &plan{outputs: outputs, target: said.Target, options: said.Options, judge: said.Judge, serve: said.Serve}
	f.overrule(p)
	if err := f.selectRules(p); err != nil {
		return nil, err
	}
	if p.options.Makes("users") {
		if err := mustLogIn(said, usersOf(said)[:min(2, len(said.Target.Users))]); err != nil {
			return nil, err
		}
	}
	if p.judge.Explain, err = f.urls(); err != nil {
		return nil, err
	}
	if p.known, err = f.baselines(); err != nil {
		return nil, err
	}
	return p, f.connect(w, p)
}

// usersOf returns the names of all who can log in.
func usersOf(said *config.Config) []string {
	var names []string
	for _, user := range said.Target.Users {
		names = append(names, user.Name)
	}
	return names
}

// mustLogIn refuses a call in which users log in whose passwords are not set.
func mustLogIn(said *config.Config, users []string) error {
	if err := said.Missing(users); err != nil {
		return &usageError{err: err, hint: hintOf(err)}
	}
	return nil
}

// overrule puts in what the command line says, and the defaults of what nobody
// says.
func (f *auditFlags) overrule(p *plan) {
	if f.given("profile") || p.options.Profile == "" {
		p.options.Profile = f.profile
	}
	if f.given("pages") {
		p.options.MaxPages = f.pages
	}
	if f.given("timeout") || p.options.Timeout == 0 {
		p.options.Timeout = f.timeout
	}
	p.options.Parallel = f.parallel
	p.options.Pictures, p.judge.Trails = f.looks(p.outputs)
}

// defaultPictures are enough for ten pages in every state that they are seen in.
const defaultPictures = 60

// looks says how many pictures are taken, and whether every URL is followed:
// where a format shows that, or somebody wants it in a report to be shown later.
func (f *auditFlags) looks(outputs []output) (pictures int, trails bool) {
	if f.given("pictures") {
		return f.pictures, true
	}
	if browsable(outputs) {
		return defaultPictures, true
	}
	return 0, false
}

// selectRules puts in --only and --skip.
func (f *auditFlags) selectRules(p *plan) error {
	only, skip, err := f.resolve()
	if err != nil {
		return err
	}
	if f.given("only") {
		p.judge.Only = only
	}
	if f.given("skip") {
		p.judge.Skip = skip
	}
	p.options.Only, p.options.Skip = p.judge.Only, p.judge.Skip
	return leavesSome(p.judge.Only, p.judge.Skip)
}

func (f *auditFlags) check(targets int) error {
	switch {
	case f.given("pages") && f.pages < 1:
		return wrongUsage("the start page is one page", "--pages %d is too few", f.pages)
	case f.timeout <= 0:
		return wrongUsage("for example: --timeout 90s", "--timeout %s is no time", f.timeout)
	case f.parallel < 0:
		return wrongUsage("leave it out to run two to a core", "--parallel %d is too few", f.parallel)
	case f.pictures < 0:
		return wrongUsage("0 is none", "--pictures %d is too few", f.pictures)
	case f.save != "" && targets > 1:
		return wrongUsage("audit one URL per call", "--save-observations holds one target, not %d", targets)
	}
	if err := checkWord("--profile", f.profile, scenarios.Profiles()...); err != nil {
		return err
	}
	return checkWritable("observations", f.save)
}
