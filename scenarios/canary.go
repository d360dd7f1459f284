package scenarios

import (
	"context"
	"errors"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/experiments"
)

const canaryName = "canary"

// Trust checks the harness itself in this very browser. Errors:
// [*UntrustworthyError], [*harness.BrowserGoneError], the context's.
func Trust(ctx context.Context, browser *harness.Browser) (observation.Canary, error) {
	result, err := browser.Canary(ctx)
	switch {
	case err != nil && ctx.Err() != nil:
		return result, ctx.Err()
	case errors.As(err, new(*harness.BrowserGoneError)):
		return result, err
	case err != nil:
		return result, &UntrustworthyError{Browser: browser.Info(), Err: err}
	case !result.Passed:
		return result, &UntrustworthyError{Browser: browser.Info(), Canary: result}
	}
	return result, nil
}

// canary checks the harness beside the audit.
func (a *audit) canary(ctx context.Context, into *observation.Canary) error {
	step := "checks that this browser can be trusted"
	if _, remembered := a.browser.RememberedCanary(); remembered {
		step = "this browser has passed before"
	}
	a.narrator.progress(canaryName)(experiments.Doing{Step: step})
	result, err := Trust(ctx, a.browser)
	if err == nil {
		*into = result
	}
	return err
}
