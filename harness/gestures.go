package harness

import (
	"context"
	_ "embed"
	"fmt"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/css"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

//go:embed gestures.js
var gesturesScript string

// A Gesture is something that a person did in a page, or in the browser around
// it.
type Gesture struct {
	Kind     GestureKind `json:"kind"`
	Selector string      `json:"selector,omitempty"` // of the element, as [Tab.Click] and [Tab.Fill] take it
	Text     string      `json:"text,omitempty"`     // of a field, after the gesture; of an option its label
	Secret   bool        `json:"secret,omitempty"`   // the field is for a password or a code: its text is not told
	Field    bool        `json:"field,omitempty"`    // a click that gives a field the focus
	Key      string      `json:"key,omitempty"`      // as KeyboardEvent.key has it
	URL      string      `json:"url,omitempty"`      // of a visit; else of the page
	Steps    int         `json:"steps,omitempty"`    // of a move in the history; below zero is back
}

// GestureKind tells what was done.
type GestureKind string

// The kinds of gestures.
const (
	GestureVisit      GestureKind = "visit" // an address was typed, or a bookmark chosen: no link or script of a page led there
	GestureReload     GestureKind = "reload"
	GestureHardReload GestureKind = "hard-reload"
	GestureHistory    GestureKind = "history" // back or forward
	GestureClick      GestureKind = "click"
	GestureFill       GestureKind = "fill" // a field changed: each change is told
	GesturePress      GestureKind = "press"
	GestureFile       GestureKind = "file"  // a file was chosen
	GestureFrame      GestureKind = "frame" // something was done in a frame, where selectors do not reach
)

// The bounds of what a page can have told of a gesture.
const (
	maxSelectorBytes = 1000
	maxFieldBytes    = 10000
	maxGestureBytes  = 4 * maxFieldBytes
)

// gestureWorld is the world in which pages are listened to, so that no script of
// theirs can tell of gestures that nobody made, or change what is told.
const (
	gestureWorld   = "swcheck gestures"
	gestureBinding = "swcheckGesture"
)

// Gestures tell what a person does in a tab. Only what a person, or the
// protocol in their place, did counts: events that scripts make are no gestures.
type Gestures struct {
	tab    *Tab
	handle *chromedp.Target
	closed <-chan struct{}
	stop   context.CancelFunc
}

// WatchGestures has heard called for what a person does in the session's tab
// from now on, in that order. It runs on the goroutine that reads the browser's
// messages, so it must not block, nor drive the session. It ends with Stop, or
// with the tab.
func (s *Session) WatchGestures(ctx context.Context, heard func(Gesture)) (*Gestures, error) {
	t := s.Tab()
	listener := &gestureListener{frame: t.recorder.frame, heard: heard}
	// A second session with the same page, because what happens in it is then
	// told in order without a word to the first one.
	driver, cancel := chromedp.NewContext(s.browser.driver, chromedp.WithTargetID(t.id),
		chromedp.WithDetachOnCancel(), chromedp.WithListener(listener.onEvent))
	g := &Gestures{tab: t, stop: cancel}
	err := chromedp.Do(driver)
	if err == nil {
		g.handle = chromedp.FromContext(driver).Target
		g.closed, err = chromedp.Detached(driver)
	}
	if err == nil {
		err = g.listen(ctx)
	}
	if err != nil {
		cancel()
		return nil, s.browser.explain(err, "the watch over a tab")
	}
	return g, nil
}

func (g *Gestures) listen(ctx context.Context) error {
	if _, err := cdp.Call(ctx, g.handle, dom.Disable, cdp.Empty{}); err != nil {
		return err
	}
	if _, err := cdp.Call(ctx, g.handle, css.Disable, cdp.Empty{}); err != nil {
		return err
	}
	if _, err := cdp.Call(ctx, g.handle, target.SetAutoAttach, target.SetAutoAttachParams{AutoAttach: false, Flatten: new(true)}); err != nil {
		return err
	}
	if _, err := cdp.Call(ctx, g.handle, runtime.AddBinding, runtime.AddBindingParams{
		Name: gestureBinding, ExecutionContextName: gestureWorld,
	}); err != nil {
		return err
	}
	_, err := cdp.Call(ctx, g.handle, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{
		Source:    fmt.Sprintf("%s(%s, text => globalThis.%s(text))", gesturesScript, matchScript, gestureBinding),
		WorldName: gestureWorld, RunImmediately: new(true),
	})
	return err
}

// Closed returns a channel that is closed when the tab is.
func (g *Gestures) Closed() <-chan struct{} { return g.closed }

// Sync returns when all gestures that were made before it have been told. A
// page that does not answer, or that is leaving, tells no more of them.
func (g *Gestures) Sync(ctx context.Context) error {
	bounded, cancel := g.tab.whileAlive(ctx)
	defer cancel()
	// What a page has told comes before its answer.
	_, err := cdp.Call(bounded, g.handle, runtime.Evaluate, runtime.EvaluateParams{Expression: "1", Silent: new(true)})
	if err == nil || isGone(err) || bounded.Err() != nil && ctx.Err() == nil {
		return ctx.Err()
	}
	return g.tab.session.browser.explain(err, "the watch over a tab")
}

// Stop ends the watch. The page goes on.
func (g *Gestures) Stop() { g.stop() }
