package scenarios

import (
	"context"
	"errors"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
)

const canaryName = "canary"

// canary checks the harness itself in this very browser, beside the audit.
func (a *audit) canary(ctx context.Context, into *observation.Canary) error {
	a.narrator.progress(canaryName)("checks that this browser can be trusted", 0, 0)
	result, err := a.browser.Canary(ctx)
	switch {
	case err != nil && ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, new(*harness.BrowserGoneError)):
		return err
	case err != nil:
		return &UntrustworthyError{Browser: a.browser.Info(), Err: err}
	}
	*into = result
	if !result.Passed {
		return &UntrustworthyError{Browser: a.browser.Info(), Canary: result}
	}
	return nil
}
