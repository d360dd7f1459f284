package main

import (
	"context"
	"fmt"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

const (
	awaitControl = `new Promise(done => navigator.serviceWorker.controller ? done(true) :
		navigator.serviceWorker.addEventListener('controllerchange', () => done(true), {once: true}))`
	readHeading = `document.querySelector('h1')?.textContent.trim() ?? ''`
)

type seen struct {
	shown   string
	offline [2]int64 // Unix milliseconds
}

// scenario runs the steps once, in a browser context of its own that is gone
// when it returns.
func scenario(ctx context.Context, url string) (seen, error) {
	tab, dispose, err := freshTab(ctx)
	if err != nil {
		return seen{}, fmt.Errorf("open a session: %w", err)
	}
	defer dispose()
	if err := load(tab, page.Navigate, page.NavigateParams{URL: url}); err != nil {
		return seen{}, fmt.Errorf("visit %s: %w", url, err)
	}
	if _, err := evaluate[bool](tab, awaitControl); err != nil {
		return seen{}, fmt.Errorf("await control: %w", err)
	}
	if err := goOffline(tab); err != nil {
		return seen{}, fmt.Errorf("go offline: %w", err)
	}
	from := time.Now().UnixMilli()
	if err := load(tab, page.Reload, page.ReloadParams{}); err != nil {
		return seen{}, fmt.Errorf("reload: %w", err)
	}
	shown, err := evaluate[string](tab, readHeading)
	return seen{shown, [2]int64{from, time.Now().UnixMilli()}}, err
}

// freshTab sends the commands itself instead of using chromedp's own option,
// because chromedp polls for the end of a closed tab, which is no part of the
// scenario.
func freshTab(ctx context.Context) (context.Context, func(), error) {
	created, err := chromedp.CallBrowser(ctx, target.CreateBrowserContext, target.CreateBrowserContextParams{})
	if err != nil {
		return nil, nil, err
	}
	opened, err := chromedp.CallBrowser(ctx, target.CreateTarget, target.CreateTargetParams{
		URL: "about:blank", BrowserContextID: created.BrowserContextID,
	})
	if err != nil {
		return nil, nil, err
	}
	tab, detach := chromedp.NewContext(ctx, chromedp.WithTargetID(opened.TargetID), chromedp.WithDetachOnCancel())
	dispose := func() {
		detach()
		_, _ = chromedp.CallBrowser(ctx, target.DisposeBrowserContext, target.DisposeBrowserContextParams(created))
	}
	return tab, dispose, nil
}

// load sends a command that loads a document and returns at its load event.
func load[P, R any](ctx context.Context, command cdp.Command[P, R], params P) error {
	loaded := chromedp.Events(ctx, page.LoadEventFired)
	if _, err := chromedp.Call(ctx, command, params); err != nil {
		return err
	}
	for _, err := range loaded {
		return err
	}
	return nil
}

func goOffline(ctx context.Context) error {
	_, err := chromedp.Call(ctx, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{
		MatchedNetworkConditions: []*network.Conditions{{Offline: true, DownloadThroughput: -1, UploadThroughput: -1}},
	})
	if err != nil {
		return err
	}
	_, err = chromedp.Call(ctx, network.OverrideNetworkState, network.OverrideNetworkStateParams{
		Offline: true, DownloadThroughput: -1, UploadThroughput: -1,
	})
	return err
}

func evaluate[T any](ctx context.Context, expression string) (T, error) {
	return chromedp.Run(ctx, chromedp.Evaluate[T](expression, func(p *runtime.EvaluateParams) {
		p.AwaitPromise = new(true)
	}))
}
