package harness

import (
	"context"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/serviceworker"

	"github.com/swcheck/swcheck/observation"
)

// StopWorkers stops the session's workers and returns when none runs any more.
// The next navigation starts them cold, as a visitor's does.
func (s *Session) StopWorkers(ctx context.Context) error {
	if len(s.workers.running()) == 0 {
		return nil
	}
	if err := command(s.first, serviceworker.StopAllWorkers, cdp.Empty{})(ctx); err != nil {
		return s.browser.explain(err, "the stop of the workers")
	}
	return s.wait(ctx, "stop the workers", func() ([]string, error) { return s.workers.running(), nil })
}

// UpdateWorkers asks for an update check of each registration, as
// registration.update() does. It does not wait for what comes of it.
func (s *Session) UpdateWorkers(ctx context.Context) error {
	for _, scope := range s.workers.scopes() {
		if err := command(s.first, serviceworker.UpdateRegistration, serviceworker.UpdateRegistrationParams{ScopeURL: scope})(ctx); err != nil {
			return s.browser.explain(err, "the update of the worker of "+scope)
		}
	}
	return nil
}

// Unregister removes the session's registrations and returns when they are
// gone.
func (s *Session) Unregister(ctx context.Context) error {
	for _, scope := range s.workers.scopes() {
		if err := command(s.first, serviceworker.Unregister, serviceworker.UnregisterParams{ScopeURL: scope})(ctx); err != nil {
			return s.browser.explain(err, "the removal of the worker of "+scope)
		}
	}
	err := s.wait(ctx, "unregister the workers", func() ([]string, error) {
		var left []string
		for _, scope := range s.workers.scopes() {
			left = append(left, "the registration of "+scope+" to go")
		}
		return left, nil
	})
	if err == nil {
		s.workers.forget()
	}
	return err
}

// ClearHTTPCache empties the browser's own cache, so that what is shown offline
// afterwards comes from the worker. Cache Storage is not touched.
func (s *Session) ClearHTTPCache(ctx context.Context) error {
	return s.browser.explain(command(s.first, network.ClearBrowserCache, cdp.Empty{})(ctx), "the emptying of the HTTP cache")
}

// SetUser names the user whose session the exchanges from now on belong to; ""
// is nobody.
func (s *Session) SetUser(name string) { s.wire.SetUser(name) }

// Screenshot returns a PNG of what the session's tab shows.
func (s *Session) Screenshot(ctx context.Context) ([]byte, error) { return s.Tab().Screenshot(ctx) }

// Screenshot returns a PNG of what the tab shows.
func (t *Tab) Screenshot(ctx context.Context) ([]byte, error) {
	bounded, cancel := patient(ctx, t.session.options.VisitLimit)
	defer cancel()
	shot, err := cdp.Call(bounded, t.handle, page.CaptureScreenshot, page.CaptureScreenshotParams{})
	if err != nil {
		return nil, t.session.browser.explain(t.unanswered(bounded, err), "the screenshot")
	}
	return shot.Data, nil
}

// Storage returns what the origin of the session's Base stores in all.
func (s *Session) Storage(ctx context.Context) (observation.Storage, error) { return s.usage(ctx) }
