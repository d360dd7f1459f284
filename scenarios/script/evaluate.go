package script

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"github.com/swcheck/swcheck/scenarios/source"
)

func init() {
	Register(Kind{
		Name: "evaluate", About: "evaluate JavaScript in the page, wait for its promise, and compare the value where one is given; variables are not put in",
		Example: `evaluate: {script: "document.title", is: Account}`,
		Schema: map[string]any{"oneOf": []any{
			map[string]any{"type": "string"},
			map[string]any{
				"type": "object", "additionalProperties": false, "required": []any{"script"},
				"properties": map[string]any{
					"script": map[string]any{"type": "string"},
					"is":     map[string]any{"type": []any{"string", "number", "boolean", "null"}},
				},
			},
		}},
		Parse: parseEvaluate,
	})
}

const evaluateExample = `evaluate: {script: "document.title", is: Account}`

func parseEvaluate(_ Reading, value source.Node) Do {
	if !value.Must(evaluateExample, source.Text, source.Mapping) {
		return nil
	}
	if value.Kind() == source.Text {
		return evaluate(value.Written(), nil)
	}
	var script string
	var wanted json.RawMessage
	found := value.Fields("key of evaluate", evaluateExample, map[string]func(source.Node){
		"script": func(n source.Node) {
			if n.Must(evaluateExample, source.Text) {
				script = n.Written()
			}
		},
		"is": func(n source.Node) { wanted = jsonOf(n) },
	})
	if found.Lacks("script") {
		value.Reject("for example: "+evaluateExample, "evaluate has no script")
	}
	return evaluate(script, wanted)
}

// jsonOf returns a plain value as JSON.
func jsonOf(n source.Node) json.RawMessage {
	switch n.Kind() {
	case source.Nothing:
		return json.RawMessage("null")
	case source.Number, source.Bool:
		if raw := json.RawMessage(n.Written()); json.Valid(raw) {
			return raw
		}
	}
	text, _ := n.String(evaluateExample)
	raw, _ := json.Marshal(text) // a string always marshals
	return raw
}

func evaluate(script string, wanted json.RawMessage) Do {
	return func(ctx context.Context, run *Run) error {
		return run.act(ctx, func(ctx context.Context) error {
			got, err := run.Session.Evaluate(ctx, script)
			if err != nil || wanted == nil {
				return err
			}
			if len(got) == 0 {
				got = json.RawMessage("null") // undefined
			}
			if !bytes.Equal(got, wanted) {
				return &valueError{got: got, wanted: wanted}
			}
			return nil
		})
	}
}

type valueError struct{ got, wanted json.RawMessage }

func (e *valueError) Error() string {
	const most = 200
	got := e.got
	if len(got) > most {
		got = append(got[:most:most], "…"...)
	}
	return fmt.Sprintf("the value is %s, and not %s", got, e.wanted)
}
