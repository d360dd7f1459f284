package harness

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"

	"github.com/swcheck/swcheck/observation"
)

//go:embed page.js
var pageScript string

// shown is what page.js reads of a page.
type shown struct {
	URL         string             `json:"url"`
	Title       string             `json:"title"`
	Text        string             `json:"text"`
	Links       []observation.Link `json:"links"`
	Media       int                `json:"media"`
	Manifest    string             `json:"manifest"`
	Controller  string             `json:"controller"`
	WorkerStart bool               `json:"workerStart"`
	Painted     float64            `json:"painted"` // ms after the navigation began
	Ready       *struct {
		Found bool   `json:"found"`
		Text  string `json:"text"`
	} `json:"ready"`
}

// maxTextBytes bounds the visible text that is kept of a page.
const maxTextBytes = 20000

// read fills in what the page shows. late tells that the page did not settle.
func (t *Tab) read(ctx context.Context, v *observation.Visit, late bool) error {
	t.recorder.mu.Lock()
	errorPage, committed := t.recorder.unreached, t.recorder.committed
	t.recorder.mu.Unlock()
	if errorPage {
		return nil
	}
	if !committed { // the page that was there before is still shown, if it lives
		_, err := t.inIsolation(ctx, "1")
		return err
	}
	selector := t.session.options.Ready.Selector
	raw, err := t.inIsolation(ctx, withMatch(fmt.Sprintf("%s(%s, %t)", pageScript, quote(selector), t.limit > 0 && !late)))
	if err != nil {
		var script *ScriptError
		if errors.As(err, &script) || isGone(err) && late {
			return nil // a document without a DOM, or one that is already leaving
		}
		return err
	}
	var s shown
	if err := json.Unmarshal(raw, &s); err != nil {
		return fmt.Errorf("reading the page: %w", err)
	}
	t.recorder.mu.Lock()
	s.into(v, t.session.options.Ready)
	v.Painted = t.recorder.painted(s.Painted)
	t.recorder.mu.Unlock()
	t.readRegistrations(ctx)
	return nil
}

// readRegistrations asks the page for what the protocol does not tell of its
// registrations. A page that cannot say leaves it unknown.
func (t *Tab) readRegistrations(ctx context.Context) {
	if !t.session.workers.unread() {
		return
	}
	raw, err := t.inIsolation(ctx, `navigator.serviceWorker?.getRegistrations().then(all => Object.fromEntries(all.map(r => [r.scope, r.updateViaCache])))`)
	if err != nil {
		return
	}
	var byScope map[string]string
	if json.Unmarshal(raw, &byScope) == nil {
		t.session.workers.setViaCache(byScope)
	}
}

func (s shown) into(v *observation.Visit, ready Ready) {
	v.Final, v.Title, v.Text = s.URL, clip(s.Title, 1000), clip(s.Text, maxTextBytes)
	v.Links, v.VisibleMedia, v.Manifest = s.Links, s.Media, s.Manifest
	v.Controller, v.WorkerStart = s.Controller, s.WorkerStart
	if ready != (Ready{}) {
		in := s.Text
		ok := true
		if s.Ready != nil {
			in, ok = s.Ready.Text, s.Ready.Found
		}
		v.Ready = new(ok && strings.Contains(in, ready.Text))
	}
}

func quote(text string) string {
	quoted, _ := json.Marshal(text) // a string always marshals
	return string(quoted)
}

// isGone reports whether an execution context died under a call: the page
// navigated meanwhile.
func isGone(err error) bool {
	text := err.Error()
	return strings.Contains(text, "Cannot find context") || strings.Contains(text, "Execution context was destroyed") ||
		strings.Contains(text, "Inspected target navigated or closed")
}

// inIsolation evaluates the expression in a world of its own, whose promise, if
// it is one, is awaited. A page that does not answer is a [*PageHungError].
func (t *Tab) inIsolation(ctx context.Context, expression string) (json.RawMessage, error) {
	bounded, cancel := t.whileAlive(ctx)
	defer cancel()
	return t.evaluateInIsolation(bounded, expression)
}

func (t *Tab) evaluateInIsolation(bounded context.Context, expression string) (json.RawMessage, error) {
	world, err := cdp.Call(bounded, t.handle, page.CreateIsolatedWorld, page.CreateIsolatedWorldParams{
		FrameID: t.recorder.frame, WorldName: "swcheck",
	})
	if err != nil {
		return nil, t.unanswered(bounded, err)
	}
	return t.evaluate(bounded, runtime.EvaluateParams{Expression: expression, ContextID: world.ExecutionContextID})
}

// whileAlive bounds calls to the page's script: they end when it does not answer
// for a while, and at once when it crashes.
func (t *Tab) whileAlive(ctx context.Context) (context.Context, context.CancelFunc) {
	return t.untilCrashed(ctx, alive)
}

func (t *Tab) untilCrashed(ctx context.Context, limit time.Duration) (context.Context, context.CancelFunc) {
	bounded, cancel := patient(ctx, limit)
	go func() {
		select {
		case <-t.crashed:
			cancel()
		case <-bounded.Done():
		}
	}()
	return bounded, cancel
}

// A silence is the cause with which the context of a call to a page ends when the
// page has not answered for so long.
type silence time.Duration

func (s silence) Error() string { return "no answer within " + time.Duration(s).String() }

// patient bounds a call to a page, so that unanswered knows what its end means.
func patient(ctx context.Context, limit time.Duration) (context.Context, context.CancelFunc) {
	return context.WithTimeoutCause(ctx, limit, silence(limit))
}

func (t *Tab) evaluate(bounded context.Context, params runtime.EvaluateParams) (json.RawMessage, error) {
	params.ReturnByValue, params.AwaitPromise, params.Silent = new(true), new(true), new(true)
	result, err := cdp.Call(bounded, t.handle, runtime.Evaluate, params)
	if err != nil {
		return nil, t.unanswered(bounded, err)
	}
	if result.ExceptionDetails != nil {
		return nil, &ScriptError{Text: thrown(result.ExceptionDetails).Text}
	}
	return json.RawMessage(result.Result.Value), nil
}

// unanswered tells a page that does not answer from an end that was asked for, and
// from a call that failed for another reason.
func (t *Tab) unanswered(bounded context.Context, err error) error {
	select {
	case <-t.crashed:
		return &PageCrashedError{URL: t.location()}
	default:
	}
	if after := silence(0); errors.As(context.Cause(bounded), &after) {
		return &PageHungError{URL: t.location(), After: time.Duration(after)}
	}
	return err
}

// Evaluate evaluates the expression in the page of the session's tab; see
// [Tab.Evaluate].
func (s *Session) Evaluate(ctx context.Context, expression string) (json.RawMessage, error) {
	return s.Tab().Evaluate(ctx, expression)
}

// Evaluate evaluates JavaScript in the page's own world and returns its value
// as JSON. A promise is awaited within the session's VisitLimit. Errors:
// [*ScriptError] when it threw, [*TimeoutError].
func (t *Tab) Evaluate(ctx context.Context, expression string) (json.RawMessage, error) {
	bounded, cancel := patient(ctx, t.session.options.VisitLimit)
	defer cancel()
	raw, err := t.evaluate(bounded, runtime.EvaluateParams{Expression: expression})
	var hung *PageHungError
	if errors.As(err, &hung) {
		return nil, &TimeoutError{What: "evaluate", After: t.session.options.VisitLimit, WaitingFor: []string{"the script's answer"}}
	}
	return raw, t.session.browser.explain(err, "evaluate")
}
