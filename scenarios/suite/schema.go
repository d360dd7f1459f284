package suite

var (
	stepsRef = map[string]any{"$ref": "#/$defs/steps"}
	scalar   = map[string]any{"type": []any{"string", "number", "boolean"}}
)

// oneOrMore is the schema of a list, for which one item may stand.
func oneOrMore(item map[string]any) map[string]any {
	return map[string]any{"anyOf": []any{item, map[string]any{"type": "array", "items": item}}}
}
