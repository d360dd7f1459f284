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

func TestLabelsNameTheEnvironmentsVariables(t *testing.T) {
	file, root := source.Parse("f", []byte(`["a $page of $TOKEN, $$5", "$secret", 5, $nowhere]`), environment)
	file.Define(map[string]source.Variable{
		"page": {Value: "/talks", Kind: source.Text}, "secret": {Value: "s3cr3t-token", Kind: source.Text, Label: "$TOKEN"},
	})
	var got, named []string
	for _, item := range root.List("") {
		text, environment, ok := item.Label("")
		if !ok {
			t.Fatal(file.Err())
		}
		got, named = append(got, text), append(named, environment...)
	}
	if want := []string{"a /talks of $TOKEN, $5", "$TOKEN", "5", "$nowhere"}; !slices.Equal(got, want) {
		t.Errorf("got %q, not %q", got, want)
	}
	if want := []string{"$TOKEN", "$nowhere"}; !slices.Equal(named, want) || !file.Used("page") || !file.Used("secret") {
		t.Errorf("named %q, not %q", named, want)
	}
	if file.Err() != nil || len(file.Secrets()) > 0 {
		t.Errorf("%v, %q", file.Err(), file.Secrets())
	}
}

// What may never be used is no mistake before it is.
func TestUnsetVariablesCanWait(t *testing.T) {
	file, root := source.Parse("f", []byte(`[$NOWHERE, $NOWHERE, $ELSEWHERE]`), environment)
	items := root.List("")
	found := file.Later(func() {
		if inner := file.Later(func() { items[2].String("") }); len(inner) != 1 {
			t.Errorf("got %v", inner)
		}
		items[1].String("")
		items[1].String("")
		if _, ok := items[0].String(""); ok {
			t.Error("it is taken")
		}
	})
	if len(found) != 2 || found[0].Column != 2 || found[0].What != "the environment variable NOWHERE is not set" {
		t.Errorf("got %v", found)
	}
	if err := file.Err(); err != nil {
		t.Error(err)
	}
	root.Reject("", "another mistake")
	if all := file.Err().(source.Mistakes); len(all) != 4 {
		t.Errorf("got %v", all)
	}
	_, root = source.Parse("f", []byte(`$NOWHERE`), environment)
	root.String("")
	if root.File().Err() == nil {
		t.Error("one that cannot wait is no mistake")
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
