package scenarios

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/experiments"
)

// Gather makes the experiments of the profile on the target, side by side in
// sessions of the browser, with the canary beside them. Secrets are redacted
// in what it returns.
//
// Errors without observations: [*UnreachableError], [*UntrustworthyError],
// [*UnknownProfileError], [*experiments.NoNewBuildError]. Errors with what was seen until then, marked as
// partial: [*TimeOverError], [*harness.BrowserGoneError], the context's. That a
// part of an experiment failed is no error but stands in Incomplete.
func Gather(ctx context.Context, browser *harness.Browser, target Target, options Options) (*observation.Observations, error) {
	options = options.withDefaults()
	planned, err := plan(options)
	if err != nil {
		return nil, err
	}
	if target, err = target.Absolute(); err != nil {
		return nil, err
	}
	begin := time.Now()
	limited, cancel := context.WithTimeoutCause(ctx, options.Timeout, errTimeOver)
	defer cancel()
	if slices.ContainsFunc(planned, func(e experiments.Experiment) bool { return e.Name == "deploy" }) {
		if err := experiments.AwaitNewBuild(limited, target); err != nil {
			return nil, err
		}
	}
	a := &audit{browser: browser, options: options, given: target.URL, begin: begin, narrator: &narrator{
		tell: options.Progress, begin: begin, planned: len(planned) + 1, secrets: options.Secrets, doing: map[string]string{},
	}}
	seen, err := a.gather(limited, target, planned)

	// Workers and caches belong to an origin. Where the target redirects to
	// another one, that is the site that is meant.
	var moved *experiments.MovedError
	if errors.As(err, &moved) {
		target.URL = moved.To
		seen, err = a.gather(limited, target, planned)
	}
	if errors.As(err, &moved) {
		return nil, &experiments.UnreachableError{URL: a.given, Reason: moved.Error(), Err: moved}
	}
	return seen, err
}

var errTimeOver = errors.New("the time is over")

// An audit is one run of Gather.
type audit struct {
	browser  *harness.Browser
	options  Options
	given    string // URL of the target as it was given
	begin    time.Time
	narrator *narrator
}

// An outcome is how one experiment ended.
type outcome struct {
	name string
	err  error
}

func (a *audit) gather(ctx context.Context, target Target, planned []experiments.Experiment) (*observation.Observations, error) {
	seen := &observation.Observations{
		Version: observation.Version, Tool: tool, Target: a.given, Profile: a.options.Profile,
		StartedAt: a.begin.UTC(), Browser: a.browser.Info(), Budgets: a.options.Budgets,
		Unused: unused(target, a.options.Profile), Pictures: max(0, a.options.Pictures),
	}
	running, stop := context.WithCancel(ctx)
	defer stop()
	setup := experiments.Setup{
		Browser: a.browser, Target: target, Profile: a.options.Profile, Budgets: a.options.Budgets,
		MaxPages: a.options.MaxPages, Probes: experiments.NewProbes(target),
		Quiet: quiet(a.options.Profile),
	}
	if a.options.Pictures > 0 {
		setup.Pictures = experiments.NewPictures(a.options.Pictures)
	}
	ended := a.start(running, setup, planned, seen)

	var fatal error
	var failed []outcome
	for o := range ended {
		if o.err == nil {
			continue
		}
		failed = append(failed, o)
		if fatal == nil {
			if fatal = fatalOf(o.err); fatal != nil {
				stop() // the others have nothing to gain
			}
		}
	}
	seen.Probes = setup.Probes.All()
	seen.Duration = float64(time.Since(a.begin).Microseconds()) / 1000
	if fatal != nil && !errors.As(fatal, new(*harness.BrowserGoneError)) {
		return nil, fatal
	}
	return a.conclude(ctx, seen, failed, fatal)
}

// start runs the experiments and the canary, and closes the channel when all
// of them have ended.
func (a *audit) start(ctx context.Context, setup experiments.Setup, planned []experiments.Experiment, seen *observation.Observations) <-chan outcome {
	ended := make(chan outcome)
	turns := make(chan struct{}, a.parallel())
	var group sync.WaitGroup
	run := func(name string, act func() error) {
		group.Go(func() {
			err := act()
			a.narrator.over(name, err, ctx.Err() != nil)
			ended <- outcome{name, err}
		})
	}
	run(canaryName, func() error { return a.canary(ctx, &seen.Canary) })
	order := newOrder(setup.Target, planned)
	for _, e := range planned {
		run(e.Name, func() error {
			defer order.enter(e)()
			mine := setup
			mine.Progress = a.narrator.progress(e.Name)
			if err := takeTurn(ctx, turns, mine.Progress); err != nil {
				return err
			}
			defer func() { <-turns }()
			mine.Progress(experiments.Doing{Step: "opens a session"})
			return e.Run(ctx, mine, seen)
		})
	}
	go func() { group.Wait(); close(ended) }()
	return ended
}

// fatalOf returns what makes the other experiments pointless of an error of one,
// of which several pages may tell the same; nil where nothing does.
func fatalOf(err error) error {
	for _, part := range parts(err) {
		if isFatal(part) {
			return part
		}
	}
	return nil
}

func isFatal(err error) bool {
	return errors.As(err, new(*experiments.UnreachableError)) || errors.As(err, new(*experiments.MovedError)) ||
		errors.As(err, new(*UntrustworthyError)) || errors.As(err, new(*harness.BrowserGoneError))
}

// conclude notes what is missing and why, and takes the secrets out.
func (a *audit) conclude(ctx context.Context, seen *observation.Observations, failed []outcome, fatal error) (*observation.Observations, error) {
	err := fatal
	if ctx.Err() != nil && len(failed) > 0 {
		err = a.ended(ctx, failed)
	}
	seen.Partial = err != nil || len(failed) > 0
	for _, o := range failed {
		seen.Incomplete = append(seen.Incomplete, a.incomplete(ctx, o)...)
	}
	sortIncomplete(seen.Incomplete)
	seen.Redact(a.options.Secrets...)
	return seen, err
}

func (a *audit) ended(ctx context.Context, failed []outcome) error {
	if !errors.Is(context.Cause(ctx), errTimeOver) {
		return fmt.Errorf("the audit of %s was stopped: %w", a.given, ctx.Err())
	}
	late := &TimeOverError{Target: a.given, Limit: a.options.Timeout, Err: ctx.Err()}
	for _, o := range failed {
		late.Doing = append(late.Doing, o.name+" "+a.lastStep(o))
	}
	return late
}
