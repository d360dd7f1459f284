package harness

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/css"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/inspector"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/serviceworker"
	"github.com/chromedp/cdproto/storage"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"

	"github.com/swcheck/swcheck/observation"
)

// A Tab is one page of a session. One goroutine at a time may drive it.
type Tab struct {
	session  *Session
	id       target.ID
	handle   *chromedp.Target
	recorder *recorder
	release  context.CancelFunc
	limit    time.Duration // of the visit that is made now; 0 is the session's
	crashed  chan struct{}
	crash    sync.Once
}

// NewTab opens a further tab in the session.
func (s *Session) NewTab(ctx context.Context) (*Tab, error) {
	t := &Tab{session: s, recorder: newRecorder(), crashed: make(chan struct{})}
	if err := s.openTab(ctx, t); err != nil {
		return nil, s.browser.explain(err, "the opening of a tab")
	}
	return t, nil
}

func (s *Session) openTab(ctx context.Context, t *Tab) error {
	if err := t.create(ctx); err != nil {
		return err
	}
	err := t.attach(ctx)
	if err == nil {
		err = t.prepare(ctx)
	}
	if err != nil {
		_ = t.Close() // else the session would go on to drive it
	}
	return err
}

// prepare makes a new page ready to be observed.
func (t *Tab) prepare(ctx context.Context) error {
	for _, step := range t.settings() {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return t.applyNetwork(ctx)
}

// create makes the page, and makes it known as our own before anybody can take
// it for a popup.
func (t *Tab) create(ctx context.Context) error {
	s := t.session
	s.opening.Lock()
	defer s.opening.Unlock()
	made, err := cdp.Call(ctx, s.browser.handle(), target.CreateTarget, target.CreateTargetParams{
		URL: blank, BrowserContextID: s.id,
		// A tab behind another one is hidden, and gets no animation frames.
		NewWindow: new(true),
	})
	if err != nil {
		return err
	}
	t.id = made.TargetID
	t.recorder.frame = cdp.FrameID(made.TargetID)
	s.mu.Lock()
	s.tabs[t.id] = t
	s.mu.Unlock()
	return nil
}

func (t *Tab) attach(ctx context.Context) error {
	driver, cancel := chromedp.NewContext(t.session.browser.driver, chromedp.WithTargetID(t.id), chromedp.WithListener(t.onEvent))
	t.release = cancel
	attached := make(chan error, 1)
	go func() { attached <- chromedp.Do(driver) }()
	select {
	case err := <-attached:
		t.session.mu.Lock()
		t.handle = chromedp.FromContext(driver).Target
		t.session.mu.Unlock()
		return err
	case <-ctx.Done():
		cancel()
		return ctx.Err()
	}
}

// settings returns the steps that make a new page ready to be observed.
func (t *Tab) settings() []func(context.Context) error {
	steps := []func(context.Context) error{
		// chromedp follows the document for its own queries, and attaches to
		// workers, which would keep them alive: neither is wanted here.
		command(t, dom.Disable, cdp.Empty{}),
		command(t, css.Disable, cdp.Empty{}),
		command(t, target.SetAutoAttach, target.SetAutoAttachParams{AutoAttach: false, Flatten: new(true)}),
		command(t, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}),
	}
	if o := t.session.options; o.Width > 0 || o.Height > 0 {
		steps = append(steps, command(t, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
			Width: int64(o.Width), Height: int64(o.Height),
		}))
	}
	if t.session.options.NoWorkers {
		steps = append(steps, command(t, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{
			Source: "delete Navigator.prototype.serviceWorker",
		}))
	}
	if len(t.session.openTabs()) == 1 {
		steps = append(steps, t.listening()...)
	}
	return steps
}

// listening returns the steps by which a tab hears of workers and caches. These
// domains tell of the whole profile, so one tab listens.
func (t *Tab) listening() []func(context.Context) error {
	return []func(context.Context) error{
		command(t, serviceworker.Enable, cdp.Empty{}),
		command(t, storage.TrackCacheStorageForOrigin, storage.TrackCacheStorageForOriginParams{Origin: origin(t.session.base)}),
	}
}

func command[P, R any](t *Tab, cmd cdp.Command[P, R], params P) func(context.Context) error {
	return func(ctx context.Context) error {
		if _, err := cdp.Call(ctx, t.handle, cmd, params); err != nil {
			return fmt.Errorf("%s: %w", cmd.Method, err)
		}
		return nil
	}
}

// Close closes the tab.
func (t *Tab) Close() error {
	t.session.mu.Lock()
	delete(t.session.tabs, t.id)
	t.session.mu.Unlock()
	t.release()
	return nil
}

// onEvent follows what happens in the page, in the order of the events. It
// runs on the goroutine that reads the page's messages, so it must not block.
func (t *Tab) onEvent(ev any) {
	switch ev := ev.(type) {
	case *serviceworker.EventWorkerRegistrationUpdated:
		t.session.workers.onRegistrations(ev)
		t.session.activity.touch(nil)
	case *serviceworker.EventWorkerVersionUpdated:
		if t.session.workers.onVersions(ev) {
			t.session.activity.touch(nil)
		} else {
			t.session.activity.notify()
		}
	case *serviceworker.EventWorkerErrorReported:
		t.session.workers.onError(ev.ErrorMessage)
		t.session.activity.notify()
	case *storage.EventCacheStorageContentUpdated, *storage.EventCacheStorageListUpdated:
		t.session.activity.touch(nil)
	case *inspector.EventTargetCrashed:
		t.crash.Do(func() { close(t.crashed) })
	case *page.EventJavascriptDialogOpening:
		t.onDialog(ev)
	case *page.EventWindowOpen:
		t.recorder.popup(ev.URL)
	default:
		if t.recorder.onEvent(ev) {
			t.session.activity.touch(t)
		} else if _, painted := ev.(*page.EventLifecycleEvent); painted && t.session.silent() {
			t.session.activity.notify() // from then on it waits for less
		}
	}
}

// onDialog dismisses a dialog. A dialog about leaving the page is accepted:
// to dismiss it would be to stay.
func (t *Tab) onDialog(ev *page.EventJavascriptDialogOpening) {
	leaving := ev.Type == page.DialogTypeBeforeunload
	t.recorder.dialog(observation.Dialog{Kind: string(ev.Type), Message: clip(ev.Message, maxMessageBytes)})
	go func() {
		ctx, cancel := context.WithTimeout(context.Background(), closeLimit)
		defer cancel()
		_, _ = cdp.Call(ctx, t.handle, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{Accept: leaving})
	}()
}

// applyNetwork makes navigator.onLine and the online and offline events true to
// the wire, and lets the page fail with the net error that a visitor would see.
// The cut itself is the gateway's.
func (t *Tab) applyNetwork(ctx context.Context) error {
	offline := t.session.Network().Network == observation.Offline
	if err := command(t, network.OverrideNetworkState, network.OverrideNetworkStateParams{
		Offline: offline, DownloadThroughput: -1, UploadThroughput: -1,
	})(ctx); err != nil {
		return err
	}
	params := network.EmulateNetworkConditionsByRuleParams{MatchedNetworkConditions: []*network.Conditions{}}
	if offline {
		params.MatchedNetworkConditions = []*network.Conditions{{Offline: true, DownloadThroughput: -1, UploadThroughput: -1}}
	}
	return command(t, network.EmulateNetworkConditionsByRule, params)(ctx)
}

// SetNetwork switches the wire. When it returns the wire is so: offline, every
// connection is closed and no new one gets through.
func (s *Session) SetNetwork(ctx context.Context, n Network) error {
	s.wire.SetNetwork(n)
	s.mu.Lock()
	s.network = n
	s.mu.Unlock()
	// A page that does not answer keeps its own flag; the others get theirs.
	var first error
	for _, t := range s.openTabs() {
		bounded, cancel := t.whileAlive(ctx)
		if err := t.applyNetwork(bounded); err != nil && first == nil {
			first = s.browser.explain(t.unanswered(bounded, err), "the switch of the network to "+string(n.Network))
		}
		cancel()
	}
	return first
}

// Network returns the state of the session's wire.
func (s *Session) Network() Network {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.network
}

// alive bounds a call to the page's script: a page that does not answer within
// it is in a loop. On a machine with 25 processes for each core a page that was
// in none has been seen to take 3 s.
const alive = 8 * time.Second

// ending bounds what is told to a page that is given up, or that no answer is
// on its way to.
const ending = 3 * time.Second
