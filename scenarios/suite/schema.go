package suite

import (
	"encoding/json"
	"maps"

	"github.com/swcheck/swcheck/scenarios/script"
)

// SchemaURL is where the schema of the last release stands. Editors take it
// from the first line of a file.
const SchemaURL = "https://raw.githubusercontent.com/swcheck/swcheck/main/docs/schema/scenario.schema.json"

// Schema returns the JSON Schema of scenario files, made from the settings and
// the steps that are read. It cannot tell all mistakes: whether a variable is
// used, and whether a user is known, only the program can.
func Schema() ([]byte, error) {
	schema := map[string]any{
		"$schema":     "https://json-schema.org/draft/2020-12/schema",
		"$id":         SchemaURL,
		"title":       "swcheck scenarios",
		"description": "What a team promises its visitors. Made from the program; do not edit.",
		"if":          map[string]any{"type": "object", "required": []any{"scenarios"}},
		"then":        mapping(ofFile, "scenarios"),
		"else":        map[string]any{"$ref": "#/$defs/scenario"},
		"$defs":       map[string]any{"steps": script.Schema(), "scenario": mapping(ofScenario, "name", "steps")},
	}
	text, err := json.MarshalIndent(schema, "", "  ")
	return append(text, '\n'), err
}

// mapping is the schema of the settings of a place.
func mapping(where place, required ...any) map[string]any {
	properties := map[string]any{}
	for key, s := range settings {
		if s.where&where != 0 {
			property := maps.Clone(s.schema)
			property["description"] = s.about + "; for example: " + s.example
			properties[key] = property
		}
	}
	return map[string]any{"type": "object", "additionalProperties": false, "properties": properties, "required": required}
}

var (
	stepsRef = map[string]any{"$ref": "#/$defs/steps"}
	scalar   = map[string]any{"type": []any{"string", "number", "boolean"}}
)

// oneOrMore is the schema of a list, for which one item may stand.
func oneOrMore(item map[string]any) map[string]any {
	return map[string]any{"anyOf": []any{item, map[string]any{"type": "array", "items": item}}}
}
