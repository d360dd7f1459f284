package suite

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/scenarios/script"
)

// fail notes why a part of the steps ended before its end. What goes wrong
// after a failure is told beside it.
func (t *try) fail(ctx context.Context, part string, err error) {
	if isFatal(err) {
		t.stop(err)
	}
	outcome, failure := t.failure(ctx, err)
	failure.Part = part
	if t.result.Outcome == finding.ScenarioPassed {
		t.result.Outcome, t.result.Failure = outcome, failure
	} else if t.result.After == nil {
		t.result.After = failure
	}
}

// failure tells an error in the words of the report.
func (t *try) failure(ctx context.Context, err error) (finding.ScenarioOutcome, *finding.ScenarioFailure) {
	f := &finding.ScenarioFailure{Message: err.Error(), Hint: hintOf(err)}
	var at *script.StepError
	if errors.As(err, &at) {
		f.Step, f.Place = at.Step, at.Place
		f.Message = strings.TrimPrefix(f.Message, at.Place+": step "+at.Step+": ")
	} else if t.steps != nil {
		f.Step, f.Place = last(t.steps.Done().Steps)
	}
	for i, unmet := range unmetIn(err) {
		if i == 0 {
			t.expected(f, unmet)
			continue
		}
		further := &finding.ScenarioFailure{Step: f.Step, Hint: unmet.Hint()}
		t.expected(further, unmet)
		f.Further = append(f.Further, *further)
	}
	f.Source = t.scenario.file.Line(f.Place)
	switch {
	case ctx.Err() != nil:
		f.Message, f.Hint = t.ended(ctx, f.Step)
		return unrun(ctx), f
	case at == nil || at.Inconclusive():
		return finding.ScenarioInconclusive, f
	}
	return finding.ScenarioFailed, f
}

// last returns the kind and the place of the step that was done last.
func last(steps []script.Step) (name, place string) {
	if len(steps) == 0 {
		return "", ""
	}
	step := steps[len(steps)-1]
	return step.Name, step.Where
}

// expected tells an expectation that was not met.
func (t *try) expected(f *finding.ScenarioFailure, unmet *script.ExpectationError) {
	f.Key, f.Expected, f.Actual, f.Message = unmet.Key, unmet.Expected, unmet.Actual, unmet.Message
	f.URL, f.ServedBy, f.Cache, f.Exchange = unmet.URL, string(unmet.ServedBy), unmet.Cache, unmet.Exchange
	if unmet.Place != "" {
		f.Place = unmet.Place
	}
	f.Source = t.scenario.file.Line(f.Place)
}

// unmetIn returns the expectations that an error tells of.
func unmetIn(err error) []*script.ExpectationError {
	if unmet, ok := err.(*script.ExpectationError); ok {
		return []*script.ExpectationError{unmet}
	}
	var all []*script.ExpectationError
	switch wraps := err.(type) {
	case interface{ Unwrap() error }:
		if inner := wraps.Unwrap(); inner != nil {
			return unmetIn(inner)
		}
	case interface{ Unwrap() []error }:
		for _, inner := range wraps.Unwrap() {
			all = append(all, unmetIn(inner)...)
		}
	}
	return all
}

// ended tells why a scenario was not run to its end.
func (t *try) ended(ctx context.Context, step string) (message, hint string) {
	message = t.why(ctx)
	if errors.Is(context.Cause(ctx), errScenarioOver) {
		message = fmt.Sprintf("the scenario was not done after %s", t.limit)
		hint = "look what the step waits for, or give each scenario more time with --timeout"
	}
	if step != "" {
		message += ", in the step " + step
	}
	return message, hint
}

func hintOf(err error) string {
	var advised interface{ Hint() string }
	if errors.As(err, &advised) {
		return advised.Hint()
	}
	return ""
}

// mostExchanges is the length of a trail in the report.
const mostExchanges = 200

// wire notes the last exchanges of a run that did not pass.
func (t *try) wire() {
	if t.result.Outcome == finding.ScenarioPassed {
		return
	}
	all := t.session.Exchanges()
	t.result.More = max(0, len(all)-mostExchanges)
	for _, x := range all[t.result.More:] {
		t.result.Exchanges = append(t.result.Exchanges, finding.ScenarioWire{
			Exchange: x.ID, AtMs: milliseconds(x.Started.Sub(all[0].Started)),
			Method: x.Method, URL: x.URL, Network: string(x.Network), Outcome: string(x.Outcome),
			Status: x.Status, Build: x.Build, User: x.User,
		})
	}
}
