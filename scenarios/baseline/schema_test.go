package baseline_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/scenarios/baseline"
)

// TestSchemaAndParserAgree holds both to the same files.
func TestSchemaAndParserAgree(t *testing.T) {
	schema := compiled(t)
	result := seen("worker/error", finding.OfConsole, origin+"/sw.js")
	made, err := (*baseline.Baseline)(nil).Renew([]finding.Report{report(result, onPages("cache/opaque", "!/"))}, today).Content()
	if err != nil {
		t.Fatal(err)
	}
	for text, good := range map[string]bool{
		string(made): true,
		"known: []":  true,
		"known:":     true,
		"known: [{rule: cache/opaque, urls: /a, reason:, expires:}]":          true,
		"known: [{rule: cache/opaque, urls: [/a, /b*], expires: 2026-12-31}]": true,
		"known: [{rule: cache/opaque, reason: 5, message: true}]":             true,
		"known: [{rule: cache/opaqe}]":                                        false,
		"known: [{urls: [/a]}]":                                               false,
		"known: [{rule: cache/opaque, urls: []}]":                             false,
		"known: [{rule: cache/opaque, urls: [5]}]":                            false,
		"known: [{rule: cache/opaque, expires: 2026-13-31}]":                  false,
		"known: [{rule: cache/opaque, expires: soon}]":                        false,
		"known: [{rule: cache/opaque, reason: [a]}]":                          false,
		"known: [{rule: cache/opaque, because: a}]":                           false,
		"known: cache/opaque":                                                 false,
		"{}":                                                                  false,
		"known: []\nunknown: []":                                              false,
	} {
		if _, err := baseline.Parse("known.yaml", []byte(text), ids); (err == nil) != good {
			t.Errorf("the parser says of %s: %v", text, err)
		}
		if err := schema.Validate(decoded(t, text)); (err == nil) != good {
			t.Errorf("the schema says of %s: %v", text, err)
		}
	}
	if !strings.HasPrefix(string(made), "# yaml-language-server: $schema="+baseline.SchemaURL+"\n") {
		t.Errorf("a baseline names no schema:\n%s", made)
	}
}

func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	text, err := baseline.Schema(ids)
	if err != nil {
		t.Fatal(err)
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource(baseline.SchemaURL, document); err != nil {
		t.Fatal(err)
	}
	return compiler.MustCompile(baseline.SchemaURL)
}

func decoded(t *testing.T, text string) any {
	t.Helper()
	asJSON, err := yaml.YAMLToJSON([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(asJSON))
	if err != nil {
		t.Fatal(err)
	}
	return value
}
