package main

import (
	"context"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios"
)

// An auditor audits the targets of one call with one browser.
type auditor struct {
	*world
	flags *auditFlags
	plan  *plan
	shown progress

	reports []finding.Report
	errs    []error // of single targets; they do not stop the others
}

// auditAll starts the browser and audits each target. Its error is one that
// left nothing to report.
func (a *auditor) auditAll(ctx context.Context, targets []*url.URL) (err error) {
	defer a.shown.close()
	defer tellInterruption(ctx, a.shown)()
	trace, err := openTrace(a.flags.trace)
	if err != nil {
		return err
	}
	if trace != nil {
		a.plan.launch.Trace = trace
		defer func() { err = errors.Join(err, cannotWrite("protocol log", trace.Name(), trace.Close())) }()
	}
	ctx, stop, err := a.serve(ctx, targets[0])
	if err != nil {
		return ended(ctx, err)
	}
	defer stop()
	browser, err := harness.Launch(ctx, a.plan.launch)
	switch {
	case err != nil && siteEnded(ctx):
		return nil // why is told when it is stopped
	case err != nil:
		return ended(ctx, err)
	}
	defer func() { err = errors.Join(err, browser.Close()) }()
	for _, target := range targets {
		if siteEnded(ctx) {
			break
		}
		a.audit(ctx, browser, target)
		if wasInterrupted(ctx) {
			a.errs = append(a.errs, context.Cause(ctx))
			break
		}
	}
	return nil
}

// audit adds the report of one target, the error that prevented it, or both
// where only a part could be judged.
func (a *auditor) audit(ctx context.Context, browser *harness.Browser, url *url.URL) {
	target, options := a.plan.target, a.plan.options
	target.URL = url.String()
	options.Progress = func(e scenarios.Event) { a.shown.step(stepOf(target.URL, e)) }
	seen, err := scenarios.Gather(ctx, browser, target, options)
	if err != nil && !wasInterrupted(ctx) && !siteEnded(ctx) {
		a.errs = append(a.errs, err)
	}
	if seen == nil {
		return
	}
	report := scenarios.Judge(seen, a.plan.judge)
	if siteEnded(ctx) && report.Counts.Pass+report.Counts.Fail == 0 {
		return // nothing is known of it, and why is told when it is stopped
	}
	a.save(seen)
	a.reports = append(a.reports, report)
	a.errs = append(a.errs, neverAsked(report)...)
}

func (a *auditor) save(seen *observation.Observations) {
	if a.flags.save == "" {
		return
	}
	file, err := os.Create(a.flags.save)
	if err == nil {
		err = errors.Join(scenarios.Save(file, seen), file.Close())
	}
	if err != nil {
		a.errs = append(a.errs, cannotWrite("observations", a.flags.save, err))
	}
}

// code returns the exit code that reports and errors lead to: the highest.
func (a *auditor) code(reports []finding.Report) int {
	code := exitOK
	for _, r := range reports {
		code = max(code, exitOf(r, a.flags.failOn))
	}
	for _, err := range a.errs {
		code = max(code, exitCode(err))
	}
	return code
}

// ended returns the interruption in place of what it led to.
func ended(ctx context.Context, err error) error {
	if wasInterrupted(ctx) {
		return context.Cause(ctx)
	}
	return err
}

// openTrace creates the protocol log in the folder, or returns nil where no
// folder is named.
func openTrace(folder string) (*os.File, error) {
	if folder == "" {
		return nil, nil
	}
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return nil, cannotWrite("protocol log", folder, err)
	}
	path := filepath.Join(folder, "protocol.log")
	// For its owner alone: the messages hold the site's cookies.
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return nil, cannotWrite("protocol log", path, err)
	}
	return file, nil
}

// placeIn returns the path of a page of the target's own site, and the whole URL
// of another's.
func placeIn(target, page string) string {
	site, err := url.Parse(target)
	if err != nil {
		return page
	}
	if path, own := strings.CutPrefix(page, site.Scheme+"://"+site.Host); own && strings.HasPrefix(path, "/") {
		return path
	}
	return page
}

func stepOf(target string, e scenarios.Event) step {
	return step{
		target: target, of: e.Experiment, doing: e.Step, page: placeIn(target, e.Page),
		done: e.Done, total: e.Total, planned: e.Planned, over: e.Over, failed: e.Failed, stopped: e.Stopped,
	}
}
