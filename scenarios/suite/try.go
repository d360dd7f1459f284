package suite

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
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
	steps    *script.Run
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
	session, err := t.open(bounded)
	if err != nil {
		t.fail(bounded, "", err)
		return
	}
	defer session.Close()
	world, undo := t.world()
	defer undo(ctx)
	t.session, t.steps = session, script.NewRun(session, world)
	t.steps.Begins = t.does
	defer t.wire()
	defer t.did()
	if t.do(bounded, "before", t.scenario.before) {
		t.do(bounded, "", t.scenario.steps)
	}
	if t.result.Outcome != finding.ScenarioPassed {
		t.look(ctx)
	}
	t.after(ctx)
}

func (t *try) does(s script.Step) {
	if t.options.Does == nil {
		return
	}
	step := strings.TrimSpace(s.Name + " " + s.Text)
	observation.RedactAll(&step, t.secrets()...)
	t.tell(func() { t.options.Does(t.scenario, step) })
}

func (t *try) open(ctx context.Context) (*harness.Session, error) {
	target := t.options.Target
	return t.browser.NewSession(ctx, harness.SessionOptions{
		Base: target.URL, Insecure: target.Insecure, Header: target.Header, Cookies: target.Cookies,
		VisitLimit: target.VisitLimit, Ready: target.Ready, RootCAs: target.RootCAs,
		Width: t.scenario.width, Height: t.scenario.height,
	})
}

// do does a part of the steps, and notes why it ended before its end.
func (t *try) do(ctx context.Context, part string, scripts []*script.Script) bool {
	for _, s := range scripts {
		if err := t.steps.Do(ctx, s); err != nil {
			t.fail(ctx, part, err)
			return false
		}
	}
	return true
}

// did notes what was done.
func (t *try) did() {
	done := t.steps.Done()
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
func (t *try) after(ctx context.Context) {
	if len(t.scenario.after) == 0 || ctx.Err() != nil {
		return
	}
	bounded, cancel := context.WithTimeoutCause(ctx, t.limit, errScenarioOver)
	defer cancel()
	if err := t.session.SetNetwork(bounded, harness.Online); err != nil {
		t.fail(bounded, "after", err)
		return
	}
	t.do(bounded, "after", t.scenario.after)
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
