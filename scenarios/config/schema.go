package config

import (
	"encoding/json"
	"maps"
	"slices"

	"github.com/swcheck/swcheck/scenarios/script"
)

// SchemaURL is where the schema of the last release stands. Editors take it
// from the first line of a file.
const SchemaURL = "https://raw.githubusercontent.com/swcheck/swcheck/main/docs/schema/config.schema.json"

// Schema returns the JSON Schema of the file, made from the settings and the
// steps that are read. It cannot tell all mistakes: whether a rule is known,
// and whether a variable is set, only the program can.
func Schema() ([]byte, error) {
	properties := map[string]any{}
	for key, s := range settings {
		properties[key] = describe(s.schema, s.about+"; for example: "+s.example)
	}
	schema := object(properties)
	schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	schema["$id"] = SchemaURL
	schema["title"] = "swcheck.yaml"
	schema["description"] = "What a team says of its site. Made from the program; do not edit."
	schema["$defs"] = map[string]any{"steps": script.Schema()}
	text, err := json.MarshalIndent(schema, "", "  ")
	return append(text, '\n'), err
}

// The schemas of what stands in several places.
var (
	steps    = map[string]any{"$ref": "#/$defs/steps"}
	duration = text("pattern", durationPattern)
	size     = map[string]any{"anyOf": []any{map[string]any{"type": "number", "minimum": 0}, text("pattern", sizePattern)}}
	count    = map[string]any{"type": "integer", "minimum": 0}
)

// with returns the schema with further keywords, given as pairs.
func with(schema map[string]any, keywords ...any) map[string]any {
	whole := maps.Clone(schema)
	for pair := range slices.Chunk(keywords, 2) {
		whole[pair[0].(string)] = pair[1]
	}
	return whole
}

func text(keywords ...any) map[string]any { return with(map[string]any{"type": "string"}, keywords...) }

func object(properties map[string]any, keywords ...any) map[string]any {
	return with(map[string]any{"type": "object", "additionalProperties": false, "properties": properties}, keywords...)
}

// listOf is the schema of a list, for which one item may stand.
func listOf(item map[string]any) map[string]any {
	return map[string]any{"anyOf": []any{item, map[string]any{"type": "array", "items": item}}}
}

func describe(schema map[string]any, about string) map[string]any {
	return with(schema, "description", about)
}

func anyOf(words []string) []any {
	all := make([]any, 0, len(words))
	for _, w := range words {
		all = append(all, w)
	}
	return all
}
