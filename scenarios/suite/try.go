package suite

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/scenarios/script"
)

// errScenarioOver is the cause with which a run of one scenario ends by its
// limit.
var errScenarioOver = errors.New("the time of the scenario was over")

// lookLimit bounds what is done to look at a scenario that has failed.
const lookLimit = 5 * time.Second

// A try is one run of a scenario in a session of its own.
type try struct {
	*runner
	scenario Scenario
	limit    time.Duration
	session  *harness.Session
	result   finding.ScenarioTry
}

// try runs a scenario once.
func (r *runner) try(ctx context.Context, s Scenario) (result finding.ScenarioTry) {
	begin := time.Now()
	t := &try{runner: r, scenario: s, limit: r.limit(s), result: finding.ScenarioTry{Outcome: finding.ScenarioPassed, Steps: []finding.ScenarioStep{}}}
	// A step that panics is broken; that must not cost the other scenarios.
	defer func() {
		if p := recover(); p != nil {
			t.result.Outcome = finding.ScenarioInconclusive
			t.result.Failure = &finding.ScenarioFailure{Message: fmt.Sprintf("swcheck itself failed: %v", p), Hint: "this is a mistake in swcheck: please report it"}
		}
		t.result.DurationMs = milliseconds(time.Since(begin))
		result = t.result
	}()
	t.run(ctx)
	return
}

func (r *runner) limit(s Scenario) time.Duration {
	switch {
	case r.options.Limit > 0:
		return r.options.Limit
	case s.Limit > 0:
		return s.Limit
	}
	return DefaultLimit
}

func (t *try) run(ctx context.Context) {
	bounded, cancel := context.WithTimeoutCause(ctx, t.limit, errScenarioOver)
	defer cancel()
	target := t.options.Target
	session, err := t.browser.NewSession(bounded, harness.SessionOptions{
		Base: target.URL, Insecure: target.Insecure, Header: target.Header, Cookies: target.Cookies,
		VisitLimit: target.VisitLimit, Ready: target.Ready, RootCAs: target.RootCAs,
	})
	if err != nil {
		t.fail(bounded, script.Done{}, err)
		return
	}
	defer session.Close()
	t.session = session
	world, undo := t.world()
	defer undo(ctx)
	done, err := t.scenario.steps.RunIn(bounded, session, world)
	t.did(done)
	if err != nil {
		t.fail(bounded, done, err)
		t.look(ctx)
	}
	t.after(ctx, world)
	if t.result.Outcome != finding.ScenarioPassed {
		t.result.Exchanges, t.result.More = wire(session.Exchanges())
	}
}

// did notes what was done.
func (t *try) did(done script.Done) {
	for _, s := range done.Steps {
		t.result.Steps = append(t.result.Steps, finding.ScenarioStep{
			Name: s.Name, Text: s.Text, Place: s.Where, DurationMs: milliseconds(s.Duration),
		})
	}
	for _, s := range done.Screenshots {
		t.result.Screenshots = append(t.result.Screenshots, finding.Screenshot{Name: s.Name, PNG: s.PNG})
	}
}

// after does the steps that come after, with a good wire: they are there to
// leave things as they were. Where all was called off there is no time for them.
func (t *try) after(ctx context.Context, world script.World) {
	if t.scenario.after == nil || ctx.Err() != nil {
		return
	}
	bounded, cancel := context.WithTimeoutCause(ctx, t.limit, errScenarioOver)
	defer cancel()
	if err := t.session.SetNetwork(bounded, harness.Online); err != nil {
		t.failAfter(bounded, script.Done{}, err)
		return
	}
	done, err := t.scenario.after.RunIn(bounded, t.session, world)
	t.did(done)
	if err != nil {
		t.failAfter(bounded, done, err)
	}
}

// look takes a picture of what the page shows. That it cannot be taken, as of a
// page that hangs, is no news beside the failure.
func (t *try) look(ctx context.Context) {
	bounded, cancel := context.WithTimeout(ctx, lookLimit)
	defer cancel()
	if png, err := t.session.Screenshot(bounded); err == nil {
		t.result.Screenshots = append(t.result.Screenshots, finding.Screenshot{Name: "failure", PNG: png})
	}
}
