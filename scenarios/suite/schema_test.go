package suite_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/swcheck/swcheck/scenarios/schematest"
	"github.com/swcheck/swcheck/scenarios/suite"
)

func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	text, err := suite.Schema()
	if err != nil {
		t.Fatal(err)
	}
	return schematest.Compile(t, text)
}

// valid tells what the schema says of a file.
func valid(t *testing.T, schema *jsonschema.Schema, path string) error {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return schematest.Validate(schema, content)
}

// onlyTheProgramKnows names the mistaken files in which the schema finds
// nothing wrong: what it cannot know.
var onlyTheProgramKnows = []string{
	"device", "folder-missing", "include-cycle", "include-missing", "include-mistake", "large-matrix", "same-name",
	"two-documents", "twice-defined", "unknown-user", "unknown-variable", "unused-variable", "variable-not-set",
}

// TestSchemaKeepsStep holds the schema against what the program says of the
// same files.
func TestSchemaKeepsStep(t *testing.T) {
	schema := compiled(t)
	files, _ := filepath.Glob("testdata/*/*.yaml")
	good := 0
	for _, path := range files {
		folder, name := filepath.Base(filepath.Dir(path)), strings.TrimSuffix(filepath.Base(path), ".yaml")
		err := valid(t, schema, path)
		switch {
		case folder == "good" && err != nil:
			t.Errorf("%s is refused: %v", path, err)
		case folder == "good":
			good++
			load(t, path)
		case folder != "mistakes":
		case (err == nil) != slices.Contains(onlyTheProgramKnows, name):
			t.Errorf("%s: the schema says %v", path, err)
		}
	}
	if good == 0 {
		t.Error("there is no good file")
	}
}
