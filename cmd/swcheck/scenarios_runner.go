package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/reporter"
	"github.com/swcheck/swcheck/scenarios/suite"
)

// A scenarioRunner runs the scenarios of one call with one browser.
type scenarioRunner struct {
	*world
	flags *scenarioFlags
	plan  *scenarioPlan
	shown progress
	errs  []error // that go with a report
}

// run starts the site and the browser, and runs the scenarios. Its error is one
// that left nothing to report.
func (r *scenarioRunner) run(ctx context.Context) (report *finding.ScenarioReport, err error) {
	defer r.shown.close()
	defer tellInterruption(ctx, r.shown)()
	target, err := url.Parse(r.plan.target.URL)
	if err != nil {
		return nil, err
	}
	trace, err := openTrace(r.flags.trace)
	if err != nil {
		return nil, err
	}
	if trace != nil {
		r.plan.launch.Trace = trace
		defer func() { err = errors.Join(err, cannotWrite("protocol log", trace.Name(), trace.Close())) }()
	}
	ctx, stop, err := startSiteIn(ctx, r.plan.serve, target, r.shown)
	if err != nil {
		return nil, ended(ctx, err)
	}
	defer func() {
		if err := stop(); err != nil {
			r.errs = append(r.errs, err)
		}
	}()
	browser, err := harness.Launch(ctx, r.plan.launch)
	switch {
	case err != nil && siteEnded(ctx):
		return nil, nil // why is told when it is stopped
	case err != nil:
		return nil, ended(ctx, err)
	}
	defer func() { err = errors.Join(err, browser.Close()) }()
	return r.runIn(ctx, browser)
}

func (r *scenarioRunner) runIn(ctx context.Context, browser *harness.Browser) (*finding.ScenarioReport, error) {
	options := suite.Options{
		Target: r.plan.target, Secrets: r.plan.options.Secrets, Parallel: r.flags.parallel,
		Repeat: r.flags.repeat, Bail: r.flags.bail, Timeout: r.flags.timeout,
		Began: r.began, Does: r.does, Ended: r.ended,
	}
	if r.flags.given("timeout") {
		options.Limit = r.flags.limit
	}
	report, err := suite.Run(ctx, browser, r.plan.suite, options)
	switch {
	case siteEnded(ctx): // why is told when it is stopped
	case wasInterrupted(ctx):
		r.errs = append(r.errs, context.Cause(ctx))
	case err != nil && report == nil:
		return nil, err
	case err != nil:
		r.errs = append(r.errs, err)
	}
	if report != nil {
		for i := range report.Scenarios {
			report.Scenarios[i].Rerun = r.flags.rerun(report.Scenarios[i], r.plan.options.Secrets)
		}
	}
	return report, nil
}

func (r *scenarioRunner) began(s suite.Scenario) {
	r.does(s, "opens a session")
}

// does shows the step that a scenario has come to. In a log the lines of those
// that have ended are enough.
func (r *scenarioRunner) does(s suite.Scenario, doing string) {
	if r.live() {
		r.shown.step(r.step(s.Name, doing))
	}
}

func (r *scenarioRunner) step(scenario, doing string) step {
	return step{target: r.plan.target.URL, of: scenario, doing: doing, planned: len(r.plan.suite.Scenarios)}
}

// ended shows how a scenario ended as soon as it is known: on stdout where that
// is what the text report begins with.
func (r *scenarioRunner) ended(s finding.Scenario) {
	if r.live() {
		over := r.step(s.Name, "")
		over.over, over.failed = true, s.Outcome == finding.ScenarioFailed || s.Outcome == finding.ScenarioFlaky
		r.shown.step(over)
	}
	switch {
	case r.flags.quiet:
	case r.streams():
		line := reporter.ScenarioLine(s, r.onStdout(&r.flags.outputFlags))
		r.shown.aside(func() { fmt.Fprintln(r.out, line) })
	default:
		r.shown.note(reporter.ScenarioLine(s, reporter.Options{}))
	}
}

// streams tells whether the lines of scenarios are shown on stdout while they
// run. With the steps of each, they are shown together at the end.
func (r *scenarioRunner) streams() bool {
	if r.flags.quiet || r.flags.verbose {
		return false
	}
	return slices.ContainsFunc(r.plan.outputs, output.tells)
}

// code returns the exit code that report and errors lead to: the highest.
func (r *scenarioRunner) code(report *finding.ScenarioReport) int {
	code := exitOK
	if report != nil {
		code = exitOfScenarios(*report)
	}
	for _, err := range r.errs {
		code = max(code, exitCode(err))
	}
	return code
}

// rerun returns the command line that runs one scenario alone. Headers and
// cookies are left out: they are secrets. A target may have a token in it.
func (f *scenarioFlags) rerun(s finding.Scenario, secrets []string) string {
	hidden := func(word string) string {
		observation.RedactAll(&word, secrets...)
		return shellWord(word)
	}
	words := []string{"swcheck", "run", shellWord(s.File), "--grep", shellWord("^" + regexp.QuoteMeta(s.Name) + "$")}
	if f.site.config != "" {
		words = append(words, "--config", shellWord(f.site.config))
	}
	if f.target != "" {
		words = append(words, "--target", hidden(f.target))
	}
	if f.site.deployTo != "" {
		words = append(words, "--deploy-to", hidden(f.site.deployTo))
	}
	if f.insecure {
		words = append(words, "--insecure")
	}
	return strings.Join(words, " ")
}

var plainWord = regexp.MustCompile(`^[A-Za-z0-9_./:=@%+,-]+$`)

// shellWord quotes a word for a shell where it must be.
func shellWord(word string) string {
	if plainWord.MatchString(word) {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
