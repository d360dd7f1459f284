package reporter_test

import (
	"encoding/json"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/reporter"
	"github.com/swcheck/swcheck/reporter/reportertest"
)

const schemaFile = "../docs/schema/report.schema.json"

func compileSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	return compileSchemaOf(t, schemaFile)
}

func compileSchemaOf(t *testing.T, file string) *jsonschema.Schema {
	t.Helper()
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	schema, err := compiler.Compile(file)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func decode(t *testing.T, document string) any {
	t.Helper()
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(document))
	if err != nil {
		t.Fatal(err)
	}
	return value
}

func TestSchemaAcceptsEveryReport(t *testing.T) {
	schema := compileSchema(t)
	for name, report := range reportertest.All() {
		t.Run(name, func(t *testing.T) {
			if err := schema.Validate(decode(t, write(t, "json", reporter.Options{}, report))); err != nil {
				t.Error(err)
			}
		})
	}
	for name, reports := range map[string][]finding.Report{"several": several(), "none": nil} {
		t.Run(name, func(t *testing.T) {
			if err := schema.Validate(decode(t, write(t, "json", reporter.Options{}, reports...))); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestSchemaRejectsBrokenReports breaks a good report in one place at a time.
func TestSchemaRejectsBrokenReports(t *testing.T) {
	schema := compileSchema(t)
	good := write(t, "json", reporter.Options{}, reportertest.Findings())
	two := write(t, "json", reporter.Options{}, several()...)
	for name, broken := range map[string]struct{ document, old, new string }{
		"another version":         {good, `"schemaVersion": 1`, `"schemaVersion": 2`},
		"a key too many":          {good, `"tool": {`, `"extra": 1, "tool": {`},
		"a nested key too many":   {good, `"product":`, `"extra": 1, "product":`},
		"a key too few":           {good, `"profile": "standard",`, ``},
		"null for a list":         {good, `"evidence": []`, `"evidence": null`},
		"an unknown verdict":      {good, `"verdict": "fail"`, `"verdict": "bad"`},
		"an unknown outcome":      {good, `"outcome": "not-applicable"`, `"outcome": "n/a"`},
		"an unknown strategy":     {good, `"strategy": "cache-first"`, `"strategy": "magic"`},
		"an unknown kind":         {good, `"kind": "visit"`, `"kind": "rumour"`},
		"an unknown source":       {good, `"servedBy": "network"`, `"servedBy": "magic"`},
		"an unknown view":         {good, `"shows": "page"`, `"shows": "pages"`},
		"a text for a number":     {good, `"durationMs": 5321`, `"durationMs": "5 s"`},
		"a time that is none":     {good, `"2026-01-02T03:04:05Z"`, `"yesterday Z"`},
		"a time in another zone":  {good, `"2026-01-02T03:04:05Z"`, `"2026-01-02T03:04:05+01:00"`},
		"a negative count":        {good, `"requestsLeaked": 0`, `"requestsLeaked": -1`},
		"an id that is none":      {good, `"rule": "offline/visited-page"`, `"rule": "visited page"`},
		"a broken report in many": {two, `"verdict": "pass"`, `"verdict": "good"`},
		"a key beside reports":    {two, `"reports":`, `"verdict": "pass", "reports":`},
	} {
		t.Run(name, func(t *testing.T) {
			changed := strings.Replace(broken.document, broken.old, broken.new, 1)
			if changed == broken.document {
				t.Fatalf("the report has no %s to break", broken.old)
			}
			if schema.Validate(decode(t, changed)) == nil {
				t.Errorf("%s became %s and the schema accepts it", broken.old, broken.new)
			}
		})
	}
}

// A shape is what the schema says of one object.
type shape struct {
	Description          string                     `json:"description"`
	AdditionalProperties *bool                      `json:"additionalProperties"`
	Required             []string                   `json:"required"`
	Properties           map[string]json.RawMessage `json:"properties"`
}

func shapesIn(t *testing.T, file string) map[string]shape {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var schema struct {
		Defs map[string]shape `json:"$defs"`
	}
	if err := json.Unmarshal(content, &schema); err != nil {
		t.Fatal(err)
	}
	return schema.Defs
}

// typesOfShapes says which Go type each object of the schema describes.
var typesOfShapes = map[string]reflect.Type{
	"several":       reflect.TypeFor[finding.Several](),
	"report":        reflect.TypeFor[finding.Report](),
	"tool":          reflect.TypeFor[finding.Tool](),
	"browser":       reflect.TypeFor[finding.Browser](),
	"counts":        reflect.TypeFor[finding.Counts](),
	"worker":        reflect.TypeFor[finding.Worker](),
	"cache":         reflect.TypeFor[finding.Cache](),
	"cacheEntry":    reflect.TypeFor[finding.CacheEntry](),
	"page":          reflect.TypeFor[finding.Page](),
	"pageOnline":    reflect.TypeFor[finding.PageOnline](),
	"pageOffline":   reflect.TypeFor[finding.PageResult](),
	"failedRequest": reflect.TypeFor[finding.FailedRequest](),
	"offline":       reflect.TypeFor[finding.Offline](),
	"fallback":      reflect.TypeFor[finding.Fallback](),
	"result":        reflect.TypeFor[finding.Result](),
	"evidence":      reflect.TypeFor[finding.Evidence](),
	"known":         reflect.TypeFor[finding.Known](),
	"pageOutcome":   reflect.TypeFor[finding.PageOutcome](),
	"resource":      reflect.TypeFor[finding.Resource](),
	"trail":         reflect.TypeFor[finding.Trail](),
	"picture":       reflect.TypeFor[finding.Picture](),
	"timeline":      reflect.TypeFor[finding.Timeline](),
	"event":         reflect.TypeFor[finding.Event](),
	"step":          reflect.TypeFor[finding.Step](),
	"moment":        reflect.TypeFor[finding.Moment](),
	"fetched":       reflect.TypeFor[finding.Fetched](),
}

func TestSchemaKeepsStepWithTheTypes(t *testing.T) { keepsStep(t, schemaFile, typesOfShapes) }

// keepsStep holds the objects of a schema against the types that they describe:
// the same fields, each described.
func keepsStep(t *testing.T, file string, types map[string]reflect.Type) {
	t.Helper()
	defs := shapesIn(t, file)
	for name, of := range types {
		t.Run(name, func(t *testing.T) {
			described := defs[name]
			all, required := fields(of)
			if diff := cmp.Diff(all, slices.Sorted(maps.Keys(described.Properties))); diff != "" {
				t.Errorf("fields of %s (-Go +schema):\n%s", of, diff)
			}
			if diff := cmp.Diff(required, slices.Sorted(slices.Values(described.Required))); diff != "" {
				t.Errorf("required fields of %s (-Go +schema):\n%s", of, diff)
			}
			if described.AdditionalProperties == nil || *described.AdditionalProperties {
				t.Errorf("%s must not allow further keys", name)
			}
			if described.Description == "" {
				t.Errorf("%s has no description", name)
			}
			for field, content := range described.Properties {
				if !isDescribed(t, defs, content) {
					t.Errorf("%s.%s has no description", name, field)
				}
			}
		})
	}
	for name, described := range defs {
		if described.Properties != nil && types[name] == nil {
			t.Errorf("the schema describes %s, which no Go type is", name)
		}
	}
}

// fields returns the JSON names of a type's fields, and those always written.
func fields(of reflect.Type) (all, required []string) {
	for field := range of.Fields() {
		name, options, _ := strings.Cut(field.Tag.Get("json"), ",")
		all = append(all, name)
		if options != "omitempty" {
			required = append(required, name)
		}
	}
	slices.Sort(all)
	slices.Sort(required)
	return all, required
}

// isDescribed tells whether a field, or what it refers to, has a description.
func isDescribed(t *testing.T, defs map[string]shape, content json.RawMessage) bool {
	t.Helper()
	var field struct {
		Description string `json:"description"`
		Ref         string `json:"$ref"`
	}
	if err := json.Unmarshal(content, &field); err != nil {
		t.Fatal(err)
	}
	return field.Description != "" || defs[strings.TrimPrefix(field.Ref, "#/$defs/")].Description != ""
}
