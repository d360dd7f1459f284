package harness

import (
	"context"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"

	"github.com/swcheck/swcheck/observation"
)

// VisitPastWorker visits as [Tab.Visit] does, past the HTTP cache and past the
// worker: it shows what the site itself says now, whatever the worker makes of
// it. The visit's kind is [observation.HardReload].
func (t *Tab) VisitPastWorker(ctx context.Context, rawURL string) (observation.Visit, error) {
	target, err := t.session.resolve(rawURL)
	if err != nil {
		return observation.Visit{}, err
	}
	if err := t.bypass(ctx, true); err != nil {
		return observation.Visit{}, t.session.browser.explain(err, "the way past the worker")
	}
	visit, err := t.bring(ctx, observation.HardReload, target, func(ctx context.Context) (string, error) {
		result, err := cdp.Call(ctx, t.handle, page.Navigate, page.NavigateParams{URL: target})
		if err == nil && result.ErrorText == "" && result.LoaderID == "" {
			t.recorder.stayed()
		}
		return result.ErrorText, err
	})
	if back := t.bypass(ctx, false); back != nil && err == nil {
		err = t.session.browser.explain(back, "the way back to the worker")
	}
	return visit, err
}

func (t *Tab) bypass(ctx context.Context, on bool) error {
	if err := command(t, network.SetBypassServiceWorker, network.SetBypassServiceWorkerParams{Bypass: on})(ctx); err != nil {
		return err
	}
	return command(t, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: on})(ctx)
}
