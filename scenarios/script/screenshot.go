package script

import (
	"context"
	"fmt"

	"github.com/swcheck/swcheck/scenarios/source"
)

func init() {
	Register(Kind{
		Name: "screenshot", About: "take a picture of what the page shows, for the report",
		Example: "screenshot: the fallback", Bare: true,
		Schema: map[string]any{"type": []any{"string", "number", "boolean", "null"}, "pattern": `\S`, "description": "a name for it"},
		Parse:  parseScreenshot,
	})
}

func parseScreenshot(_ Reading, value source.Node) Do {
	name := ""
	if value.Kind() != source.Nothing {
		var ok bool
		if name, ok = nameOf(value, "screenshot: the fallback"); !ok {
			return nil
		}
	}
	return func(ctx context.Context, run *Run) error {
		png, err := run.Session.Screenshot(ctx)
		if err != nil {
			return err
		}
		shot := Screenshot{Name: name, PNG: png}
		if name == "" {
			shot.Name = fmt.Sprintf("screenshot %d", len(run.done.Screenshots)+1)
		}
		run.done.Screenshots = append(run.done.Screenshots, shot)
		return nil
	}
}
