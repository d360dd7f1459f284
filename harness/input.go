package harness

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp/kb"
)

//go:embed input.js
var inputScript string

type place struct {
	Found  bool    `json:"found"`
	Chosen bool    `json:"chosen"` // a field whose value is chosen, and not typed
	Field  bool    `json:"field"`  // it takes text, or a choice
	Locked bool    `json:"locked"` // it is disabled or read-only
	Kind   string  `json:"kind"`   // what it is, such as h1
	X      float64 `json:"x"`
	Y      float64 `json:"y"`
}

// locate scrolls the first visible element that matches the selector into view
// and returns its middle. focus gives it the focus and selects its text.
func (t *Tab) locate(ctx context.Context, selector string, focus bool) (place, error) {
	raw, err := t.inIsolation(ctx, withMatch(fmt.Sprintf("%s(%s, %t)", inputScript, quote(selector), focus)))
	if err != nil {
		return place{}, err
	}
	var p place
	if err := json.Unmarshal(raw, &p); err != nil {
		return place{}, err
	}
	if !p.Found {
		return place{}, &SelectorError{Selector: selector, URL: t.location()}
	}
	return p, nil
}

// Click clicks in the session's tab; see [Tab.Click].
func (s *Session) Click(ctx context.Context, selector string) error {
	return s.Tab().Click(ctx, selector)
}

// Press presses a key in the session's tab; see [Tab.Press].
func (s *Session) Press(ctx context.Context, key string) error { return s.Tab().Press(ctx, key) }

// Click clicks the middle of the first visible element that matches the
// selector, with real mouse events. It does not wait for what follows. A
// selector is one of CSS, or text=Log in for the smallest elements with just this
// text, or role=button[name="Log in"] for what they are and how they are called.
// Errors: [*SelectorError].
func (t *Tab) Click(ctx context.Context, selector string) error {
	p, err := t.locate(ctx, selector, false)
	if err != nil {
		return err
	}
	for _, kind := range []input.DispatchMouseEventType{input.DispatchMouseEventTypeMouseMoved, input.DispatchMouseEventTypeMousePressed, input.DispatchMouseEventTypeMouseReleased} {
		params := input.DispatchMouseEventParams{Type: kind, X: p.X, Y: p.Y}
		if kind != input.DispatchMouseEventTypeMouseMoved {
			params.Button, params.ClickCount = input.MouseButtonLeft, 1
		}
		if err := command(t, input.DispatchMouseEvent, params)(ctx); err != nil {
			return t.session.browser.explain(err, "click "+selector)
		}
	}
	return nil
}

// Press presses a key, such as Enter, Tab or a, where the focus is.
func (t *Tab) Press(ctx context.Context, key string) error {
	events, err := keyEvents(key)
	if err != nil {
		return err
	}
	for _, ev := range events {
		if _, err := cdp.Call(ctx, t.handle, input.DispatchKeyEvent, *ev); err != nil {
			return t.session.browser.explain(err, "press "+key)
		}
	}
	return nil
}

// keyEvents finds a key by its name in the DOM, as KeyboardEvent.key gives it.
func keyEvents(name string) ([]*input.DispatchKeyEventParams, error) {
	for r, key := range kb.Keys {
		if strings.EqualFold(key.Key, name) && len(name) > 1 || string(r) == name {
			return kb.Encode(r), nil
		}
	}
	return nil, fmt.Errorf("there is no key named %q; names are those of KeyboardEvent.key, such as Enter, Tab or ArrowDown", name)
}
