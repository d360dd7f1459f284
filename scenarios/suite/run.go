package suite

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"time"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios"
	"github.com/swcheck/swcheck/scenarios/experiments"
)

// Options say how scenarios are run.
type Options struct {
	Target   scenarios.Target
	Secrets  []string      // that must not stand in the report, besides those of the files
	Parallel int           // scenarios that run side by side; 0 is [DefaultParallel]
	Repeat   int           // runs of each scenario; 0 is 1
	Bail     bool          // end after the first scenario that fails
	Limit    time.Duration // of one run of a scenario; 0 is what its file says, else [DefaultLimit]
	Timeout  time.Duration // of the whole run; 0 is none

	// Began and Ended are told of each scenario, and Does of each of its steps,
	// as it is written, without secrets; calls do not overlap. nil: nobody
	// listens.
	Began func(Scenario)
	Does  func(s Scenario, step string)
	Ended func(finding.Scenario)
}

// DefaultLimit bounds one run of a scenario.
const DefaultLimit = time.Minute

// DefaultParallel returns how many scenarios run side by side: two for each CPU,
// because they wait more than they compute, and no more than a site on the same
// machine bears.
func DefaultParallel() int { return min(2*runtime.NumCPU(), 8) }

// The causes with which a run ends before its time.
var (
	errTimeOver = errors.New("the time of the run was over")
	errBailed   = errors.New("a scenario before it failed")
)

// Run runs the scenarios side by side, each in a fresh session, and the canary
// beside them. Those that change the target itself run one by one when all
// others have ended. Secrets are redacted in the report.
//
// Errors without a report: [*scenarios.UntrustworthyError],
// [*scenarios.UnreachableError] for a target that is no URL, [source.Mistakes]
// of [Suite.Missing],
// [*experiments.NoNewBuildError]. Errors with what is known until then: [*TimeOverError], [*harness.BrowserGoneError], the context's.
func Run(ctx context.Context, browser *harness.Browser, s *Suite, options Options) (*finding.ScenarioReport, error) {
	if err := s.Missing(); err != nil {
		return nil, err
	}
	target, err := options.Target.Absolute()
	if err != nil {
		return nil, err
	}
	options.Target = target
	if err := experiments.AwaitNewBuild(ctx, target); err != nil {
		return nil, err
	}
	running, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	if options.Timeout > 0 {
		var cancel context.CancelFunc
		running, cancel = context.WithTimeoutCause(running, options.Timeout, errTimeOver)
		defer cancel()
	}
	r := &runner{
		browser: browser, suite: s, options: options, stop: stop,
		results: make([]finding.Scenario, len(s.Scenarios)), begin: time.Now(),
	}
	err = r.run(running)
	if errors.As(err, new(*scenarios.UntrustworthyError)) {
		return nil, err
	}
	return r.report(running), r.reason(running, err)
}

// A runner is one call of Run.
type runner struct {
	browser *harness.Browser
	suite   *Suite
	options Options
	begin   time.Time
	stop    context.CancelCauseFunc
	results []finding.Scenario // in the order of the suite

	telling sync.Mutex
}

// run returns when all has ended. Its error is one that ends everything.
func (r *runner) run(ctx context.Context) error {
	trusted := make(chan error, 1)
	go func() {
		_, err := scenarios.Trust(ctx, r.browser)
		if err != nil {
			r.stop(err)
		}
		trusted <- err
	}()
	var together, alone []int
	for i, s := range r.suite.Scenarios {
		if s.alone {
			alone = append(alone, i)
		} else {
			together = append(together, i)
		}
	}
	parallel := r.options.Parallel
	if parallel <= 0 {
		parallel = DefaultParallel()
	}
	r.sideBySide(ctx, together, parallel)
	r.sideBySide(ctx, alone, 1)
	err := <-trusted
	if cause := context.Cause(ctx); err == nil && isFatal(cause) {
		err = cause
	}
	return err
}

func isFatal(err error) bool { return errors.As(err, new(*harness.BrowserGoneError)) }

// sideBySide runs some of the scenarios, so many at a time.
func (r *runner) sideBySide(ctx context.Context, which []int, parallel int) {
	var group sync.WaitGroup
	turns := make(chan int)
	for range min(parallel, len(which)) {
		group.Go(func() {
			for i := range turns {
				r.results[i] = r.scenario(ctx, r.suite.Scenarios[i])
			}
		})
	}
	for _, i := range which {
		turns <- i
	}
	close(turns)
	group.Wait()
}

// scenario runs one scenario as often as it is to be repeated.
func (r *runner) scenario(ctx context.Context, s Scenario) finding.Scenario {
	result := finding.Scenario{Name: s.Name, File: s.File, Line: s.Line, Tags: s.Tags, Matrix: s.Matrix, Runs: []finding.ScenarioTry{}}
	if ctx.Err() != nil {
		result.Outcome, result.Reason = unrun(ctx), r.why(ctx)
		r.redact(&result)
		return result
	}
	r.tell(func() {
		if r.options.Began != nil {
			r.options.Began(s)
		}
	})
	for range max(1, r.options.Repeat) {
		if len(result.Runs) > 0 && ctx.Err() != nil {
			break
		}
		run := r.try(ctx, s)
		if run.Outcome == finding.ScenarioSkipped {
			break // in its middle
		}
		result.Runs = append(result.Runs, run)
	}
	result.Conclude()
	if result.Outcome == finding.ScenarioSkipped {
		result.Reason = r.why(ctx)
	}
	if tells := result.Failed(); tells != nil && result.Outcome == finding.ScenarioInconclusive {
		result.Reason = tells.Failure.Message
	}
	r.redact(&result)
	r.tell(func() {
		if r.options.Ended != nil {
			r.options.Ended(result)
		}
	})
	if r.options.Bail && (result.Outcome == finding.ScenarioFailed || result.Outcome == finding.ScenarioFlaky) {
		r.stop(errBailed)
	}
	return result
}

// unrun is what becomes of a scenario that was not run to its end: whoever lets
// a run bail wants the others left out, and nobody wants that in other cases.
func unrun(ctx context.Context) finding.ScenarioOutcome {
	if errors.Is(context.Cause(ctx), errBailed) {
		return finding.ScenarioSkipped
	}
	return finding.ScenarioInconclusive
}

func (r *runner) tell(do func()) {
	r.telling.Lock()
	defer r.telling.Unlock()
	do()
}

// redact leaves out how the scenario is called. No secret is put into that, and
// its words must stay what --grep and merged reports know it by, also where a
// password is one of them.
func (r *runner) redact(result *finding.Scenario) {
	called := *result
	result.Name, result.File, result.Tags, result.Matrix = "", "", nil, nil
	observation.RedactAll(result, r.secrets()...)
	result.Name, result.File, result.Tags, result.Matrix = called.Name, called.File, called.Tags, called.Matrix
}

func (r *runner) secrets() []string { return slices.Concat(r.suite.Secrets, r.options.Secrets) }

// why tells in a few words why the run ended before its time.
func (r *runner) why(ctx context.Context) string {
	cause := context.Cause(ctx)
	switch {
	case errors.Is(cause, errTimeOver):
		return fmt.Sprintf("the time of the run, %s, was over", r.options.Timeout)
	case errors.Is(cause, errBailed):
		return errBailed.Error()
	case isFatal(cause), errors.As(cause, new(*scenarios.UntrustworthyError)):
		return cause.Error()
	}
	if errors.Is(cause, context.Canceled) {
		return "the run was called off"
	}
	return "the run was called off: " + cause.Error()
}

// report joins the results.
func (r *runner) report(ctx context.Context) *finding.ScenarioReport {
	info := r.browser.Info()
	report := &finding.ScenarioReport{
		SchemaVersion: finding.SchemaVersion,
		Tool:          finding.Tool{Name: "swcheck", Version: scenarios.Version},
		Browser:       finding.Browser{Product: info.Product, Path: info.Path, Sandbox: info.Sandbox},
		Target:        r.options.Target.URL, Shard: r.suite.Shard, StartedAt: r.begin.UTC(),
		DurationMs: milliseconds(time.Since(r.begin)),
	}
	if ctx.Err() != nil && r.left() > 0 {
		report.Partial = true
		report.Notes = []string{fmt.Sprintf("%s; %d of %d scenarios were not run to their end", r.why(ctx), r.left(), len(r.results))}
	}
	observation.RedactAll(report, r.secrets()...)
	report.Scenarios = r.results // they are redacted already
	report.Conclude()
	return report
}

// left returns the number of scenarios that were not run to their end.
func (r *runner) left() int {
	left := 0
	for _, s := range r.results {
		if s.Outcome == finding.ScenarioSkipped || s.Outcome == finding.ScenarioInconclusive {
			left++
		}
	}
	return left
}

// reason returns the error that goes with the report.
func (r *runner) reason(ctx context.Context, err error) error {
	switch {
	case err != nil:
		return err
	case ctx.Err() == nil || r.left() == 0, errors.Is(context.Cause(ctx), errBailed):
		return nil
	case errors.Is(context.Cause(ctx), errTimeOver):
		return &TimeOverError{Limit: r.options.Timeout, Left: r.left(), Of: len(r.results)}
	}
	return ctx.Err()
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
