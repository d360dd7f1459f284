package script

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"

	"github.com/swcheck/swcheck/scenarios/source"
)

func init() {
	Register(Kind{
		Name: "evaluate", About: "evaluate JavaScript in the page, wait for its promise, and compare the value where one is given; variables are not put in",
		Example: `evaluate: {script: "document.title", is: Account}`,
		Schema: map[string]any{"oneOf": []any{
			writtenSchema,
			map[string]any{
				"type": "object", "additionalProperties": false, "required": []any{"script"},
				"properties": map[string]any{
					"script": writtenSchema,
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
		return evaluate(scriptOf(value), nil)
	}
	var script string
	var wanted *wantedValue
	found := value.Fields("key of evaluate", evaluateExample, map[string]func(source.Node){
		"script": func(n source.Node) { script = scriptOf(n) },
		"is": func(n source.Node) {
			is, _ := n.Value(evaluateExample)
			wanted = &wantedValue{is}
		},
	})
	if found.Lacks("script") {
		value.Reject("for example: "+evaluateExample, "evaluate has no script")
	}
	return evaluate(script, wanted)
}

// scriptOf reads JavaScript, in which a dollar sign means what it does there.
func scriptOf(n source.Node) string {
	if !n.Must(evaluateExample, source.Text) {
		return ""
	}
	script := n.Written()
	if strings.TrimSpace(script) == "" {
		n.Reject("for example: "+evaluateExample, "the script is empty")
	}
	return script
}

// wantedValue is what a script is to return: nil, a truth value, a number or a
// text.
type wantedValue struct{ is any }

func evaluate(script string, wanted *wantedValue) Do {
	return func(ctx context.Context, run *Run) error {
		return run.act(ctx, func(ctx context.Context) error {
			raw, err := run.Session.Evaluate(ctx, script)
			if err != nil || wanted == nil {
				return err
			}
			var got any // undefined is no JSON, and counts as null
			if len(raw) > 0 {
				if err := json.Unmarshal(raw, &got); err != nil {
					return fmt.Errorf("the value cannot be read: %w", err)
				}
			}
			if !reflect.DeepEqual(got, wanted.is) {
				return &valueError{got: got, wanted: wanted.is}
			}
			return nil
		})
	}
}

// A valueError tells that a script returned another value. Both are what JSON
// makes of them.
type valueError struct{ got, wanted any }

func (e *valueError) Error() string {
	const most = 200
	got := []rune(readable(e.got))
	if len(got) > most {
		got = append(got[:most], '…')
	}
	return fmt.Sprintf("the value is %s, and not %s", string(got), readable(e.wanted))
}

// readable writes a value as JavaScript has it, with all letters as they are.
func readable(value any) string {
	var text strings.Builder
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil { // .inf and .nan are numbers of YAML only
		return fmt.Sprint(value)
	}
	return strings.TrimSpace(text.String())
}
