package script

import (
	"context"
	"fmt"
	"net/url"

	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/source"
)

func init() {
	Register(Kind{
		Name: "update-worker", About: "ask for a new version of the worker, as registration.update() does, and wait until what follows has settled; where no worker is registered it fails",
		Example: "update-worker", Bare: true,
		Schema: map[string]any{"type": "null"},
		Parse:  parseUpdateWorker,
	})
}

func parseUpdateWorker(_ Reading, value source.Node) Do {
	if !alone("update-worker", value) {
		return nil
	}
	return func(ctx context.Context, run *Run) error {
		if err := run.mustBeRegistered(); err != nil {
			return err
		}
		return run.act(ctx, func(ctx context.Context) error { return run.Session.Tab().Update(ctx) })
	}
}

// mustBeRegistered is an error where the origin of the page has no worker to ask
// for: nothing would happen, and pass for an update.
func (r *Run) mustBeRegistered() error {
	page := r.Session.Location()
	for _, registration := range r.Session.Registrations() {
		if !registration.Unregistered && (page == "" || sameOrigin(registration, page)) {
			return nil
		}
	}
	what := "no worker is registered"
	if page != "" {
		what = fmt.Sprintf("no worker is registered for %s", page)
	}
	return &advisedError{what, "put await: registered before it; where the site has no worker, take the step out"}
}

// sameOrigin reports whether the registration is of the page's origin.
func sameOrigin(registration observation.Registration, page string) bool {
	a, err := url.Parse(registration.Scope)
	b, otherErr := url.Parse(page)
	return err == nil && otherErr == nil && a.Scheme == b.Scheme && a.Host == b.Host
}
