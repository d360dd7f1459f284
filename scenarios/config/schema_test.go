package config

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/swcheck/swcheck/scenarios/schematest"
	"github.com/swcheck/swcheck/scenarios/script"
)

func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	text, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	return schematest.Compile(t, text)
}

// onlyTheProgramKnows names the mistaken files in which the schema finds
// nothing wrong: what it cannot know.
var onlyTheProgramKnows = []string{
	"header-name", "mistyped-rule", "no-folder", "password-in-url", "private-elsewhere", "variable-not-set",
}

// TestSchemaKeepsStep holds the schema against what the program says of the
// same files.
func TestSchemaKeepsStep(t *testing.T) {
	schema := compiled(t)
	for _, path := range files(t, "testdata/good/*.yaml") {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := schematest.Validate(schema, content); err != nil {
			t.Errorf("%s is refused: %v", path, err)
		}
	}
	for _, path := range files(t, "testdata/mistakes/*.yaml") {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimSuffix(filepath.Base(path), ".yaml")
		passes := schematest.Validate(schema, content) == nil
		if passes != slices.Contains(onlyTheProgramKnows, name) {
			t.Errorf("%s: that it passes is %t", path, passes)
		}
	}
}

// TestExamples holds the examples of help and schema against both.
func TestExamples(t *testing.T) {
	schema := compiled(t)
	lookup := func(string) (string, bool) { return "something", true }
	for key, s := range settings {
		if _, err := Parse([]byte(s.example), Surroundings{Name: key, Lookup: lookup}); err != nil {
			t.Errorf("%v", err)
		}
		if err := schematest.Validate(schema, []byte(s.example)); err != nil {
			t.Errorf("%s: %v", s.example, err)
		}
	}
	for _, kind := range script.Kinds() {
		if err := schematest.Validate(schema, []byte("logout:\n  - "+kind.Example)); err != nil {
			t.Errorf("%s: %v", kind.Example, err)
		}
	}
}

// TestGuide keeps docs/configuration.md in step: each setting and each step is
// told there, and what it shows is read without a mistake.
func TestGuide(t *testing.T) {
	guide, err := os.ReadFile(filepath.Join("..", "..", "docs", "configuration.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range slices.Sorted(maps.Keys(settings)) {
		if !bytes.Contains(guide, []byte("| `"+key+"` |")) {
			t.Errorf("the setting %s is not told", key)
		}
	}
	for _, kind := range script.Kinds() {
		if !bytes.Contains(guide, []byte("| `"+kind.Name+"` |")) {
			t.Errorf("the step %s is not told", kind.Name)
		}
	}
	folder := t.TempDir()
	if err := os.Mkdir(filepath.Join(folder, "dist-b"), 0o777); err != nil {
		t.Fatal(err)
	}
	schema := compiled(t)
	blocks := regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllSubmatch(guide, -1)
	if len(blocks) == 0 {
		t.Fatal("no example is in the guide")
	}
	lookup := func(string) (string, bool) { return "something", true }
	for _, block := range blocks {
		if _, err := Parse(block[1], Surroundings{Name: "guide", Folder: folder, Lookup: lookup}); err != nil {
			t.Errorf("%v", err)
		}
		if err := schematest.Validate(schema, block[1]); err != nil {
			t.Errorf("%s: %v", block[1], err)
		}
	}
}
