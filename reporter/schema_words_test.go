package reporter_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestSchemaKnowsEveryWord compares the schema's enumerations with the
// constants of the source, which reflection cannot list.
func TestSchemaKnowsEveryWord(t *testing.T) {
	schema := compileSchema(t)
	defs := schema.Else
	report := defs.Ref.Properties
	page, result := report["pages"].Items2020.Ref.Properties, report["results"].Items2020.Ref.Properties
	offline := page["offline"].Ref.Properties
	evidence := result["evidence"].Items2020.Ref.Properties
	resource := report["resources"].Items2020.Ref.Properties
	step := report["trails"].Items2020.Ref.Properties["steps"].Items2020.Ref.Properties
	for _, word := range []struct {
		file, constants string
		enum            []any
	}{
		{"../finding/report.go", "VerdictWord", report["verdict"].Enum.Values},
		{"../finding/report.go", "Strategy", page["strategy"].Enum.Values},
		{"../finding/report.go", "Shows", offline["shows"].Enum.Values},
		{"../finding/picture.go", "NoPicture", offline["noPicture"].Ref.Enum.Values},
		{"../finding/rule.go", "Severity", result["severity"].Enum.Values},
		{"../finding/verdict.go", "Outcome", result["outcome"].Ref.Enum.Values},
		{"../finding/verdict.go", "EvidenceKind", evidence["kind"].Enum.Values},
		{"../finding/resource.go", "ResourceKind", resource["kind"].Enum.Values},
		{"../finding/trail.go", "StepBy", step["by"].Enum.Values},
		{"../observation/visit.go", "ServedBy", offline["servedBy"].Ref.Enum.Values},
	} {
		t.Run(word.constants, func(t *testing.T) {
			want := constants(t, word.file, word.constants)
			var got []string
			for _, value := range word.enum {
				if value != "" { // "not seen" is no word
					got = append(got, value.(string))
				}
			}
			slices.Sort(got)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("words of %s (-Go +schema):\n%s", word.constants, diff)
			}
		})
	}
}

// constants returns the values of a file's string constants of a type, sorted.
func constants(t *testing.T, file, ofType string) []string {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var values []string
	ast.Inspect(parsed, func(node ast.Node) bool {
		spec, ok := node.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if name, ok := spec.Type.(*ast.Ident); !ok || name.Name != ofType {
			return true
		}
		for _, value := range spec.Values {
			text, err := strconv.Unquote(value.(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			values = append(values, text)
		}
		return true
	})
	if len(values) == 0 {
		t.Fatalf("%s has no constants of type %s", file, ofType)
	}
	slices.Sort(values)
	return values
}
