package suite

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/script"
)

// fail notes why the steps ended before their end.
func (t *try) fail(ctx context.Context, done script.Done, err error) {
	t.result.Outcome, t.result.Failure = t.failure(ctx, done, err)
	if len(done.Steps) > 0 && len(done.Steps) <= t.scenario.before {
		t.result.Failure.Part = "before"
	}
}

// failAfter notes what failed after the steps. It fails a scenario that had
// passed until then.
func (t *try) failAfter(ctx context.Context, done script.Done, err error) {
	outcome, failure := t.failure(ctx, done, err)
	failure.Part = "after"
	if t.result.Outcome == finding.ScenarioPassed {
		t.result.Outcome, t.result.Failure = outcome, failure
	} else if t.result.After == nil {
		t.result.After = failure
	}
}

// failure tells an error in the words of the report.
func (t *try) failure(ctx context.Context, done script.Done, err error) (finding.ScenarioOutcome, *finding.ScenarioFailure) {
	f := &finding.ScenarioFailure{Message: err.Error(), Hint: hintOf(err)}
	var at *script.StepError
	if errors.As(err, &at) {
		f.Step, f.Place = at.Step, at.Place
		f.Message = strings.TrimPrefix(f.Message, at.Place+": step "+at.Step+": ")
	} else if n := len(done.Steps); n > 0 {
		f.Step, f.Place = done.Steps[n-1].Name, done.Steps[n-1].Where
	}
	f.Source = t.scenario.file.Line(f.Place)
	var unmet *script.ExpectationError
	if errors.As(err, &unmet) {
		f.Key, f.Expected, f.Actual = unmet.Key, unmet.Expected, unmet.Actual
		f.URL, f.ServedBy, f.Cache, f.Exchange = unmet.URL, string(unmet.ServedBy), unmet.Cache, unmet.Exchange
	}
	if isFatal(err) {
		t.stop(err)
	}
	switch {
	case ctx.Err() != nil:
		f.Message, f.Hint = t.ended(ctx, f.Step)
		return finding.ScenarioInconclusive, f
	case at == nil || isInconclusive(at):
		return finding.ScenarioInconclusive, f
	}
	return finding.ScenarioFailed, f
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

func isInconclusive(err error) bool {
	i, ok := err.(interface{ Inconclusive() bool })
	return ok && i.Inconclusive()
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

// wire returns the last exchanges, and how many came before them.
func wire(all []observation.Exchange) (rows []finding.ScenarioWire, more int) {
	if len(all) == 0 {
		return nil, 0
	}
	begin := all[0].Started
	more = max(0, len(all)-mostExchanges)
	for _, x := range all[more:] {
		rows = append(rows, finding.ScenarioWire{
			Exchange: x.ID, AtMs: milliseconds(x.Started.Sub(begin).Round(time.Microsecond)),
			Method: x.Method, URL: x.URL, Network: string(x.Network), Outcome: string(x.Outcome),
			Status: x.Status, Build: x.Build, User: x.User,
		})
	}
	return rows, more
}
