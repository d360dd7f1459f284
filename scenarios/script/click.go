package script

import (
	"context"
	"strings"

	"github.com/swcheck/swcheck/scenarios/source"
)

func init() {
	Register(Kind{
		Name: "click", About: "click the first visible element that matches, and wait until what follows has settled; a tab that the page opens is closed at once, and not followed: open its page with new-tab",
		Example: `click: "#go"`,
		Schema:  selectorSchema,
		Parse:   parseClick,
	})
}

var selectorSchema = map[string]any{"type": "string", "pattern": `\S`, "not": map[string]any{"pattern": `^text=\s*$`}, "description": "a selector of CSS, or what people see: text=Log in, role=button[name=\"Log in\"]; one that begins with # needs quotes"}

func parseClick(_ Reading, value source.Node) Do {
	selector, ok := selectorOf(value, `click: "#go"`)
	if !ok {
		return nil
	}
	return func(ctx context.Context, run *Run) error {
		return run.act(ctx, func(ctx context.Context) error { return run.Session.Click(ctx, selector) })
	}
}

// selectorOf reads a selector. Whether it is one, the page will tell.
func selectorOf(value source.Node, example string) (string, bool) {
	if !value.Must(example, source.Text) {
		return "", false
	}
	selector, ok := value.Filled(example)
	if text, is := strings.CutPrefix(selector, "text="); ok && is && strings.TrimSpace(text) == "" {
		value.Reject("for example: text=Log in", "text= names no text")
		return "", false
	}
	return selector, ok
}
