package script

// Schema returns the JSON Schema of a list of steps, made from their kinds.
func Schema() map[string]any {
	bare := []any{}
	properties := map[string]any{}
	for _, kind := range Kinds() {
		properties[kind.Name] = described(kind)
		if kind.Bare {
			bare = append(bare, kind.Name)
		}
	}
	return map[string]any{
		"type": "array", "minItems": 1,
		"items": map[string]any{"anyOf": []any{
			map[string]any{"enum": bare},
			map[string]any{"type": "object", "additionalProperties": false, "properties": properties, "minProperties": 1, "maxProperties": 1},
		}},
	}
}

// described is the schema of a kind's value, with what the kind does. What the
// value itself is stays where it is.
func described(kind Kind) map[string]any {
	whole := map[string]any{"description": kind.About}
	if of, ok := kind.Schema["description"].(string); ok {
		whole["description"] = kind.About + "; " + of
	}
	for keyword, value := range kind.Schema {
		if keyword != "description" {
			whole[keyword] = value
		}
	}
	return whole
}
