package script_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/swcheck/swcheck/scenarios/schematest"
	"github.com/swcheck/swcheck/scenarios/script"
	"github.com/swcheck/swcheck/scenarios/source"
)

func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	text, err := json.Marshal(map[string]any{"$ref": "#/$defs/steps", "$defs": map[string]any{"steps": script.Schema()}})
	if err != nil {
		t.Fatal(err)
	}
	return schematest.Compile(t, text)
}

// judgements returns what the schema says of a list of steps, and what the
// program says.
func judgements(schema *jsonschema.Schema, text string, defined map[string]source.Variable) (bySchema, byProgram error) {
	file, root := source.Parse("steps.yaml", []byte(text), environment)
	file.Define(defined)
	reading().Parse(root)
	return schematest.Validate(schema, []byte(text)), file.Err()
}

// values are what stands in each place in turn.
var values = []string{
	`null`, `""`, `" "`, `true`, `404`, `0`, `1`, `1.0`, `1.5`, `-1`, `word`, `two words`, `/path`, `http://site.example/a`, `pages-*`, `"#id"`,
	`0s`, `0.0s`, `3s`, `0ms`, `0.5ms`, `10KB`, `0KB`, `0.5KB`, `none`, `[]`, `[word]`, `[/path, /other]`, `[""]`, `[404]`, `[null]`, `{}`, `{word: 1}`, `{"": 1}`, `{" ": 1}`,
	`{a b: c}`, `{/path: 1}`, `{"*": none}`, `{/path: {}}`, `{/path: null}`,
}

// places are where a value can stand.
func places() []string {
	var all []string
	for _, kind := range script.Kinds() {
		all = append(all, "- "+kind.Name+": %s")
	}
	for _, e := range script.Expectations() {
		all = append(all, "- expect: {"+e.Name+": %s}")
	}
	return append(all,
		"- wait-for: {text: %s}", "- wait-for: {selector: %s}", "- wait-for: {request: %s}",
		"- fill: {field: %s}", "- fill: {%s: word}", "- evaluate: {script: %s}", "- evaluate: {script: word, is: %s}",
		"- network: {status: %s}", "- network: {block: %s}", "- network: {stall: %s}", "- network: {slow: %s}", "- network: {slow: {latency: %s}}",
		"- network: {slow: {bytes-per-second: %s}}", "- network: {captive-portal: %s}", "- network: {captive-portal: {redirect: %s}}",
		"- deploy: {command: %s}", "- deploy: {%s: {status: 404}}", "- deploy: {/a: {body: %s}}", "- deploy: {/a: {status: %s}}",
		"- deploy: {/a: {replace: %s}}", "- deploy: {/a: {replace: {a: %s}}}", "- deploy: {/a: {headers: %s}}", "- deploy: {/a: {headers: {a: %s}}}",
		"- expect: {requests: {at-most: %s}}", "- expect: {requests: {/path: %s}}", "- expect: {caches: {a: %s}}",
		"- expect: {caches: {a: {has: %s}}}", "- expect: {caches: {a: {lacks: %s}}}", "- expect: {caches: {a: {at-most: %s}}}", "- expect: {caches: {a: {exactly: %s}}}",
	)
}

// onlyTheProgramKnows reports whether a mistake is one that no schema can see:
// who the users are, which files there are, and which keys a keyboard has.
func onlyTheProgramKnows(mistake error) bool {
	return slices.ContainsFunc([]string{"there is no user", "cannot be read", "there is no key "}, func(what string) bool {
		return strings.Contains(mistake.Error(), what)
	})
}

// TestSchemaSaysWhatTheProgramSays puts each value into each place. What one of
// the two takes and the other does not, an editor marks for nothing, or lets
// stand until the first run.
func TestSchemaSaysWhatTheProgramSays(t *testing.T) {
	schema := compiled(t)
	taken, refused := 0, 0
	for _, place := range places() {
		for _, value := range values {
			if strings.Contains(place, "{%s:") && !strings.HasPrefix(value, `"`) && !strings.HasPrefix(value, "/") {
				continue // no key
			}
			text := fmt.Sprintf(place, value)
			bySchema, byProgram := judgements(schema, text, nil)
			switch {
			case bySchema == nil && byProgram == nil:
				taken++
			case bySchema != nil && byProgram != nil:
				refused++
			case byProgram != nil && onlyTheProgramKnows(byProgram):
			default:
				t.Errorf("%s\n  the schema says: %v\n  the program says: %v", text, bySchema, byProgram)
			}
		}
	}
	if taken < 400 || refused < 1000 {
		t.Errorf("only %d are taken, and %d refused", taken, refused)
	}
}

// TestSchemaLeavesRoomForVariables puts variables where a value has a kind.
func TestSchemaLeavesRoomForVariables(t *testing.T) {
	schema := compiled(t)
	defined := map[string]source.Variable{
		"n": {Value: "404", Kind: source.Number}, "yes": {Value: "true", Kind: source.Bool}, "path": {Value: "/a", Kind: source.Text},
		"time": {Value: "3s", Kind: source.Text}, "size": {Value: "1MB", Kind: source.Text}, "state": {Value: "activated", Kind: source.Text},
		"by": {Value: "network", Kind: source.Text}, "page": {Value: "page", Kind: source.Text}, "user": {Value: "member", Kind: source.Text},
		"net": {Value: "offline", Kind: source.Text}, "what": {Value: "caches", Kind: source.Text},
	}
	for _, text := range []string{
		"- await: $state", "- clear: $what", "- clear: [$what]", "- network: $net", "- network: ${net}", "- quota: $size", "- tab: $n", "- visit: $path",
		"- network: {status: $n}", "- network: {stall: $size}", "- network: {slow: {latency: $time, bytes-per-second: $size}}", "- network: {captive-portal: {redirect: $path}}",
		"- deploy: {/a: {status: $n}}", "- deploy: {/a: {headers: {a: $n}}}", "- wait-for: {text: $n}", "- wait-for: {request: $path}", "- login: $user",
		"- expect: {title: $n}", "- expect: {text: [$n, $path]}", "- expect: {status: $n}", "- expect: {url: $path}", "- expect: {url: \"/a/${path}\"}",
		"- expect: {served-by: $by}", "- expect: {shows: $page}", "- expect: {ready: $yes}", "- expect: {complete: $yes}", "- expect: {fresh: $yes}",
		"- expect: {first-content: $time}", "- expect: {loads: $n}", "- expect: {worker: $state}", "- expect: {requests: $n}", "- expect: {requests: {at-most: $n}}",
		"- expect: {caches: {a: {at-most: $n, has: $path}}}", "- expect: {as: $user}", "- save: $n", "- screenshot: $n", "- fill: {a: $n}",
	} {
		bySchema, byProgram := judgements(schema, text, defined)
		if bySchema != nil || byProgram != nil {
			t.Errorf("%s\n  the schema says: %v\n  the program says: %v", text, bySchema, byProgram)
		}
	}
}
