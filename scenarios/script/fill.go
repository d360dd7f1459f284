package script

import (
	"context"
	"regexp"
	"strings"

	"github.com/swcheck/swcheck/scenarios/source"
)

func init() {
	Register(Kind{
		Name: "fill", About: "replace the text of fields, which are named by selectors, or choose an option of a list by its label",
		Example: `fill: {"#user": member, "#password": $MEMBER_PASSWORD}`,
		Schema: map[string]any{
			"type": "object", "minProperties": 1,
			"additionalProperties": map[string]any{"type": []any{"string", "number", "boolean", "null"}},
			"propertyNames":        writtenSchema,
		},
		Parse: parseFill,
	})
}

const fillExample = `fill: {"#user": member, "#password": $MEMBER_PASSWORD}`

type field struct{ selector, text string }

func parseFill(_ Reading, value source.Node) Do {
	var fields []field
	pairs := value.Pairs(fillExample)
	if len(pairs) == 0 && value.Kind() == source.Mapping {
		value.Reject("for example: "+fillExample, "fill names no field")
	}
	for _, p := range pairs {
		if strings.TrimSpace(p.Key.Name) == "" {
			p.Key.Reject("for example: "+fillExample, "the selector of a field is empty")
			continue
		}
		if text, ok := textOf(p); ok {
			fields = append(fields, field{p.Key.Name, text})
		}
	}
	return func(ctx context.Context, run *Run) error {
		return run.act(ctx, func(ctx context.Context) error {
			for _, f := range fields {
				if err := run.Session.Fill(ctx, f.selector, f.text); err != nil {
					return err
				}
			}
			return nil
		})
	}
}

// secretField fits the selectors of fields whose text is nobody's business.
var secretField = regexp.MustCompile(`(?i)pass|pwd|secret|token|otp|\bpin\b`)

// textOf reads the text for a field. What is written for a password is a secret
// also where it is no variable; nothing empties the field.
func textOf(p source.Pair) (string, bool) {
	if p.Value.Kind() == source.Nothing {
		return "", true
	}
	text, ok := p.Value.String(fillExample)
	if ok && secretField.MatchString(p.Key.Name) {
		p.Value.File().Secret(text)
	}
	return text, ok
}
