package script

// orVariable is the schema of a value that a variable may stand for: $network,
// or ${network}.
func orVariable(schema map[string]any) map[string]any {
	return map[string]any{"anyOf": []any{
		schema, map[string]any{"type": "string", "pattern": `^\$(\w+|\{\w+\})$`},
	}}
}
