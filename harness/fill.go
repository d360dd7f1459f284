package harness

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"

	"github.com/chromedp/cdproto/input"
)

//go:embed choose.js
var chooseScript string

// Fill fills a field in the session's tab; see [Tab.Fill].
func (s *Session) Fill(ctx context.Context, selector, text string) error {
	return s.Tab().Fill(ctx, selector, text)
}

// Fill replaces the text of a field. In a list it chooses the option with this
// label, or else with this value; a date is written as 2026-01-31, a colour as
// #00ff00. The selector is one as of [Tab.Click]. Errors: [*SelectorError],
// [*NoFieldError], [*ValueError].
func (t *Tab) Fill(ctx context.Context, selector, text string) error {
	at, err := t.locate(ctx, selector, true)
	switch {
	case err != nil:
		return err
	case !at.Field || at.Locked:
		return &NoFieldError{Selector: selector, Kind: at.Kind, Locked: at.Locked}
	case at.Chosen:
		return t.choose(ctx, selector, text)
	case text == "":
		return t.Press(ctx, "Delete")
	}
	return t.session.browser.explain(command(t, input.InsertText, input.InsertTextParams{Text: text})(ctx), "fill "+selector)
}

// choose gives the focused field a value that is not typed.
func (t *Tab) choose(ctx context.Context, selector, text string) error {
	raw, err := t.inIsolation(ctx, fmt.Sprintf("%s(%s)", chooseScript, quote(text)))
	if err != nil {
		return err
	}
	var result struct {
		Taken  bool     `json:"taken"`
		Values []string `json:"values"`
	}
	if err := json.Unmarshal(raw, &result); err != nil {
		return err
	}
	if !result.Taken {
		return &ValueError{Selector: selector, Value: text, Known: result.Values}
	}
	return nil
}

// NoFieldError tells that an element takes no text.
type NoFieldError struct {
	Selector string
	Kind     string // what it is, such as h1 or input of type checkbox
	Locked   bool   // a field that is disabled or read-only
}

func (e *NoFieldError) Error() string {
	if e.Locked {
		return fmt.Sprintf("the field %s is disabled or read-only", e.Selector)
	}
	return fmt.Sprintf("%s is no field to fill, it is: %s", e.Selector, e.Kind)
}

// Hint tells what to do.
func (e *NoFieldError) Hint() string {
	if e.Locked {
		return "do before what lets a visitor fill it"
	}
	return "take the selector of the field itself; what is ticked or pressed is clicked"
}

// ValueError tells that a field does not take a value.
type ValueError struct {
	Selector string
	Value    string
	Known    []string // labels of the options of a list
}

func (e *ValueError) Error() string {
	return fmt.Sprintf("the field %s does not take the value %q", e.Selector, e.Value)
}

// Hint tells what to do.
func (e *ValueError) Hint() string {
	if len(e.Known) > 0 {
		return fmt.Sprintf("take one of its options: %q", e.Known)
	}
	return "write a date as 2026-01-31, a time as 18:30, a colour as #00ff00"
}
