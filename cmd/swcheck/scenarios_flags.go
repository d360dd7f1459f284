package main

import (
	"errors"
	"io/fs"
	"os"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/swcheck/swcheck/reporter"
	"github.com/swcheck/swcheck/scenarios/source"
	"github.com/swcheck/swcheck/scenarios/suite"
)

// defaultScenarios is the folder that is searched where no file is named.
const defaultScenarios = "scenarios"

// scenarioFlags are the flags of run.
type scenarioFlags struct {
	outputFlags
	connectionFlags
	site siteFlags

	target   string
	tags     []string
	grep     string
	shard    string
	repeat   int
	bail     bool
	parallel int
	limit    time.Duration
	timeout  time.Duration
	trace    string
	list     bool

	given func(flag string) bool // tells a value of the command line from a default
}

func (f *scenarioFlags) add(cmd *cobra.Command) {
	f.outputFlags.add(cmd, reporter.ForScenarios(), "show the steps of each scenario, and the exchanges of those that failed")
	f.connectionFlags.add(cmd)
	f.site.add(cmd, "swcheck run --target http://localhost:8000")
	flags := cmd.Flags()
	f.given = flags.Changed
	flags.StringVar(&f.target, "target", "", "`URL` of the site (default the one that swcheck.yaml names)")
	flags.StringArrayVar(&f.tags, "tag", nil, "run only scenarios with one of these `TAGS`, and none with a tag after a ! as in '!slow'; repeatable")
	flags.StringVar(&f.grep, "grep", "", "run only scenarios in whose name the regular expression `PATTERN` is found")
	flags.StringVar(&f.shard, "shard", "", "run only part I of N, as in `I/N`: each scenario is in one part")
	flags.IntVar(&f.repeat, "repeat", 1, "run each scenario `N` times; one that passes only sometimes is told as flaky, and fails")
	flags.BoolVar(&f.bail, "bail", false, "end after the first scenario that fails")
	flags.IntVar(&f.parallel, "parallel", 0, "run `N` scenarios side by side (default by the number of CPUs)")
	flags.DurationVar(&f.limit, "timeout", suite.DefaultLimit, "give each scenario this `TIME`")
	flags.DurationVar(&f.timeout, "run-timeout", 0, "end the whole run after `TIME`, and report what is known until then as partial (default none)")
	flags.StringVar(&f.trace, "trace", "", "write the browser protocol's messages to protocol.log in `DIR`; cookies and tokens of the site stand in it")
	flags.BoolVar(&f.list, "list", false, "list the selected scenarios with their tags, and run nothing")
	complete(cmd, "tag", completeTags)
	_ = cmd.MarkFlagDirname("trace") // fails only for a flag that is not there
	for _, flag := range []string{"target", "grep", "shard", "repeat", "parallel", "timeout", "run-timeout"} {
		complete(cmd, flag, cobra.NoFileCompletions)
	}
}

// A scenarioPlan is what the call says, checked before anything is started.
type scenarioPlan struct {
	*plan
	suite *suite.Suite
	said  said
}

// plan reads flags, configuration and scenario files. Its errors are wrong
// usage.
func (f *scenarioFlags) plan(w *world, args []string) (*scenarioPlan, error) {
	outputs, err := f.outputsIn(reporter.ForScenarios())
	if err != nil {
		return nil, err
	}
	selection, err := f.selection()
	if err != nil {
		return nil, err
	}
	if err := f.check(); err != nil {
		return nil, err
	}
	paths, err := f.arguments(args)
	if err != nil {
		return nil, err
	}
	p := &scenarioPlan{plan: &plan{outputs: outputs}}
	if p.said, err = f.read(w, p.plan); err != nil {
		return nil, err
	}
	if p.suite, err = f.load(w, paths, selection, p.said); err != nil {
		return nil, err
	}
	return p, f.connect(w, p.plan)
}

// read puts what the configuration says into the plan. To list scenarios neither
// a target nor passwords are needed.
func (f *scenarioFlags) read(w *world, p *plan) (said, error) {
	all := nothingSaid()
	f.site.lenient = f.list
	if f.list && f.target == "" {
		if f.site.config == "" && !isThere(defaultConfig) {
			return all, nil
		}
		return f.site.readConfig(w, f.verbose && !f.quiet)
	}
	var urls []string
	if f.target != "" {
		urls = []string{f.target}
	}
	targets, all, err := f.site.read(w, urls, f.verbose && !f.quiet)
	if err != nil {
		return all, err
	}
	p.target, p.options, p.serve = all.config.Target, all.config.Options, all.config.Serve
	p.target.URL = targets[0].String()
	return all, nil
}

// load reads the scenario files and selects.
func (f *scenarioFlags) load(w *world, paths []string, selection suite.Selection, said said) (*suite.Suite, error) {
	around := suite.Around(said.config.Target)
	around.Lookup = w.env
	if f.target != "" && f.site.config == "" && isThere(defaultConfig) {
		around.Unread = defaultConfig
	}
	if f.verbose && !f.quiet {
		around.Output = said.output.of
	}
	all, err := suite.Load(paths, around)
	if err == nil {
		all, err = all.Select(selection)
	}
	if err == nil && !f.list {
		err = together(all.Missing(), said.config.Missing(all.Logins()))
	}
	if err != nil {
		return nil, &usageError{err: err, hint: hintOf(err)}
	}
	return all, nil
}

func isThere(file string) bool {
	_, err := os.Stat(file)
	return !errors.Is(err, fs.ErrNotExist)
}

// together returns the mistakes of several files as one error.
func together(errs ...error) error {
	var all source.Mistakes
	for _, err := range errs {
		var found source.Mistakes
		if errors.As(err, &found) {
			all = append(all, found...)
		}
	}
	if len(all) == 0 {
		return nil
	}
	return all
}

// arguments returns the files of a call. A URL among them is the target.
func (f *scenarioFlags) arguments(args []string) (paths []string, err error) {
	for _, arg := range args {
		switch {
		case !strings.Contains(arg, "://"):
			paths = append(paths, arg)
		case f.target != "":
			return nil, wrongUsage("run the scenarios once for each", "there are two targets, %s and %s", f.target, arg)
		default:
			f.target = arg
		}
	}
	if len(paths) > 0 {
		return paths, nil
	}
	if _, err := os.Stat(defaultScenarios); err != nil {
		return nil, wrongUsage("for example: swcheck run tests/offline.yaml; swcheck init writes the first ones",
			"swcheck run needs scenario files, and there is no folder %s here", defaultScenarios)
	}
	return []string{defaultScenarios}, nil
}

func (f *scenarioFlags) selection() (suite.Selection, error) {
	s := suite.Selection{Tags: f.tags}
	if f.grep != "" {
		pattern, err := regexp.Compile(f.grep)
		if err != nil {
			return s, &usageError{text: "--grep " + strconv.Quote(f.grep) + " is no regular expression", err: err, hint: `write \ before characters that mean themselves, as in '\[page=/\]'`}
		}
		s.Grep = pattern
	}
	if f.shard == "" {
		return s, nil
	}
	part, of, found := strings.Cut(f.shard, "/")
	var errs [2]error
	s.Shard, errs[0] = strconv.Atoi(part)
	s.Shards, errs[1] = strconv.Atoi(of)
	if !found || errors.Join(errs[:]...) != nil || s.Shard < 1 || s.Shard > s.Shards {
		return s, wrongUsage("for example: --shard 1/4 is the first of four parts", "--shard %q names no part", f.shard)
	}
	return s, nil
}

func (f *scenarioFlags) check() error {
	switch {
	case f.repeat < 1:
		return wrongUsage("for example: --repeat 10", "--repeat %d is too few", f.repeat)
	case f.parallel < 0:
		return wrongUsage("leave it out to take as many as there are CPUs", "--parallel %d is too few", f.parallel)
	case f.limit <= 0:
		return wrongUsage("for example: --timeout 90s", "--timeout %s is no time", f.limit)
	case f.timeout < 0:
		return wrongUsage("for example: --run-timeout 10m", "--run-timeout %s is no time", f.timeout)
	}
	return nil
}
