package source_test

import (
	"slices"
	"testing"

	"github.com/swcheck/swcheck/scenarios/source"
)

func environment(name string) (string, bool) {
	value, ok := map[string]string{"page": "from the environment", "TOKEN": "s3cr3t-token"}[name]
	return value, ok
}

func TestDefinedVariablesGoBeforeTheEnvironmentAndAreNoSecrets(t *testing.T) {
	file, root := source.Parse("f", []byte(`["$page", "/x${page}", $TOKEN, $width, $on, $$page]`), environment)
	file.Define(map[string]source.Variable{
		"page": {Value: "/talks/$5", Kind: source.Text}, "width": {Value: "360", Kind: source.Number},
		"on": {Value: "true", Kind: source.Bool}, "idle": {Value: "1", Kind: source.Number},
	})
	var got []string
	var kinds []source.Kind
	for _, item := range root.List("") {
		value, _ := item.String("")
		got, kinds = append(got, value), append(kinds, item.Kind())
	}
	if want := []string{"/talks/$5", "/x/talks/$5", "s3cr3t-token", "360", "true", "$page"}; !slices.Equal(got, want) {
		t.Errorf("got %q, not %q", got, want)
	}
	if want := []source.Kind{source.Text, source.Text, source.Text, source.Number, source.Bool, source.Text}; !slices.Equal(kinds, want) {
		t.Errorf("got %q, not %q", kinds, want)
	}
	if want := []string{"s3cr3t-token"}; !slices.Equal(file.Secrets(), want) {
		t.Errorf("the secrets are %q, not %q", file.Secrets(), want)
	}
	if !file.Used("page") || !file.Used("width") || file.Used("idle") {
		t.Error("it is not known which were used")
	}
	if err := file.Err(); err != nil {
		t.Error(err)
	}
}

func TestSuggestsADefinedVariable(t *testing.T) {
	file, root := source.Parse("f", []byte("$pgae"), environment)
	file.Define(map[string]source.Variable{"page": {Value: "/", Kind: source.Text}})
	root.String("")
	if hint := file.Err().(source.Mistakes).Hint(); hint != "did you mean $page?" {
		t.Errorf("the hint is %q", hint)
	}
}

func TestIncludedFilesShareVariablesMistakesAndSecrets(t *testing.T) {
	file, root := source.Parse("a", []byte("\n\n[$TOKEN]"), environment)
	file.Define(map[string]source.Variable{"page": {Value: "/", Kind: source.Text}})
	included := file.Include("b", []byte("[$page, $nowhere, $TOKEN]"))
	for _, item := range included.List("") {
		item.String("")
	}
	root.Reject("", "the first mistake")
	err := file.Err()
	mistakes, ok := err.(source.Mistakes)
	if !ok || len(mistakes) != 2 || mistakes[0].File != "a" || mistakes[1].File != "b" || mistakes[1].Place.Line != 1 {
		t.Fatalf("the mistakes are %v", err)
	}
	if want := []string{"s3cr3t-token"}; !slices.Equal(file.Secrets(), want) {
		t.Errorf("the secrets are %q, not %q", file.Secrets(), want)
	}
	for where, want := range map[string]string{"a:3:1": "[$TOKEN]", "b:1:2": "[$page, $nowhere, $TOKEN]", "a:9:1": "", "c:1:1": "", "a": ""} {
		if got := file.Line(where); got != want {
			t.Errorf("at %s stands %q, not %q", where, got, want)
		}
	}
	if included.File().Err().Error() != err.Error() {
		t.Error("the included file knows of other mistakes")
	}
}
