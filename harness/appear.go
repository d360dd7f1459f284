package harness

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/swcheck/swcheck/observation"
)

//go:embed appear.js
var appearScript string

// patience is how long one look into the page waits, well within what counts
// as a page that does not answer.
const patience = time.Second

// AwaitShown waits in the session's tab; see [Tab.AwaitShown].
func (s *Session) AwaitShown(ctx context.Context, what Ready) error {
	return s.Tab().AwaitShown(ctx, what)
}

// AwaitShown waits until the page, or the one that follows it, shows what is
// asked for. White space in the text is folded. Errors: [*TimeoutError] when
// the context or the session's VisitLimit ends the wait, [*ScriptError] for a
// selector that is none, [*PageCrashedError], [*PageHungError],
// [*BrowserGoneError].
func (t *Tab) AwaitShown(ctx context.Context, what Ready) error {
	begin := time.Now()
	bounded, cancel := context.WithTimeout(ctx, t.session.options.VisitLimit)
	defer cancel()
	look := appearing(what, patience)
	for {
		changed := t.session.activity.changed()
		raw, err := t.inIsolation(bounded, look)
		switch {
		case bounded.Err() != nil:
			return t.notShown(ctx, what, begin)
		case err == nil && string(raw) == "true":
			return nil
		case err == nil:
			continue // it waited for a while
		case !isGone(err):
			return t.session.browser.explain(err, "the wait for "+what.String())
		}
		select { // for the next page
		case <-changed:
		case <-t.session.browser.gone:
			return &BrowserGoneError{During: "the wait for " + what.String()}
		case <-bounded.Done():
			return t.notShown(ctx, what, begin)
		}
	}
}

// appearing is the look into the page, which waits for so long.
func appearing(what Ready, patience time.Duration) string {
	text := strings.Join(strings.Fields(what.Text), " ")
	return withMatch(fmt.Sprintf("%s(%s, %s, %d)", appearScript, quote(what.Selector), quote(text), patience.Milliseconds()))
}

// notShown tells a wait that took too long from one that was called off.
func (t *Tab) notShown(ctx context.Context, what Ready, begin time.Time) error {
	if ctx.Err() != nil && !errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return ctx.Err()
	}
	return &TimeoutError{What: "the wait for " + what.String(), After: time.Since(begin), WaitingFor: []string{what.String() + " on " + t.location()}}
}

// String names what is to be shown.
func (r Ready) String() string {
	switch {
	case r.Text == "":
		return fmt.Sprintf("an element that matches %q", r.Selector)
	case r.Selector == "":
		return fmt.Sprintf("the text %q", r.Text)
	}
	return fmt.Sprintf("the text %q in an element that matches %q", r.Text, r.Selector)
}

// AwaitAnswer waits until the whole answer to an exchange that fits has come,
// from the server or from the wire itself. What names it in errors. Errors:
// [*TimeoutError], [*BrowserGoneError].
func (s *Session) AwaitAnswer(ctx context.Context, what string, fits func(observation.Exchange) bool) error {
	return s.wait(ctx, "the wait for "+what, func() ([]string, error) {
		for _, x := range s.Exchanges() {
			if (x.Outcome == observation.Answered || x.Outcome == observation.Played) && fits(x) {
				return nil, nil
			}
		}
		return []string{what}, nil
	})
}
