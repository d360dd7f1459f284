package baseline

import "encoding/json"

// SchemaURL is where the schema is published.
const SchemaURL = "https://raw.githubusercontent.com/swcheck/swcheck/main/docs/schema/baseline.schema.json"

// Schema returns the JSON Schema of baselines, for editors. Rules are the ids
// that there are.
func Schema(rules []string) ([]byte, error) {
	text := func(about string) map[string]any {
		return map[string]any{"type": []any{"string", "number", "boolean", "null"}, "description": about}
	}
	pattern := map[string]any{"type": "string", "minLength": 1}
	known := map[string]any{
		"type": "object", "additionalProperties": false, "required": []any{"rule"},
		"properties": map[string]any{
			"rule": map[string]any{"enum": rules, "description": "id of the rule"},
			"urls": map[string]any{
				"description": "where it is known: paths of the site, or whole URLs; * stands for any text; without urls wherever it fails",
				"anyOf":       []any{pattern, map[string]any{"type": "array", "minItems": 1, "items": pattern}},
			},
			"message": text("what was found, to recognise it by"),
			"reason":  text("why it stays for now"),
			"expires": map[string]any{
				"type": []any{"string", "null"}, "format": "date",
				"description": "the last day on which it is known, such as 2026-12-31; then it fails again",
			},
		},
	}
	schema, err := json.MarshalIndent(map[string]any{
		"$schema":     "https://json-schema.org/draft/2020-12/schema",
		"$id":         SchemaURL,
		"title":       "swcheck baseline",
		"description": "Findings that are known and do not fail a run. Made from the program; do not edit.",
		"type":        "object", "additionalProperties": false, "required": []any{"known"},
		"properties": map[string]any{"known": map[string]any{"type": []any{"array", "null"}, "items": known}},
	}, "", "  ")
	return append(schema, '\n'), err
}
