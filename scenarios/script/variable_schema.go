package script

import "maps"

// orVariable is the schema of a value that a variable may stand for: $network,
// or ${network}.
func orVariable(schema map[string]any) map[string]any {
	return map[string]any{"anyOf": []any{
		schema, map[string]any{"type": "string", "pattern": `^\$(\w+|\{\w+\})$`},
	}}
}

// The schemas of texts. A blank one is none: it is everywhere, and names nothing.
var (
	// writtenSchema is that of what nobody writes as a number, such as a URL.
	writtenSchema = map[string]any{"type": "string", "pattern": `\S`}
	// wordsSchema is that of what can be any plain value, such as the title 404.
	wordsSchema = map[string]any{"type": []any{"string", "number", "boolean"}, "pattern": `\S`}
	// plainSchema is wordsSchema for what may be blank.
	plainSchema = map[string]any{"type": []any{"string", "number", "boolean"}}
)

// with is a schema with what it is described as.
func with(schema map[string]any, description string) map[string]any {
	described := maps.Clone(schema)
	described["description"] = description
	return described
}
