package source_test

import (
	"slices"
	"testing"

	"github.com/swcheck/swcheck/scenarios/source"
)

func TestPutsVariablesIntoKeys(t *testing.T) {
	file, root := source.Parse("f", []byte(`{"$page": 1, pages-$TOKEN: 2, 5: 3, a$$b: 4}`), environment)
	file.Define(map[string]source.Variable{"page": {Value: "/talks", Kind: source.Text}})
	var got []string
	for _, p := range root.Pairs("") {
		text, ok := p.Key.Text()
		if !ok {
			t.Errorf("%s is not read", p.Key.Name)
		}
		got = append(got, text)
	}
	if want := []string{"/talks", "pages-s3cr3t-token", "5", "a$b"}; !slices.Equal(got, want) {
		t.Errorf("got %q, not %q", got, want)
	}
	if !file.Used("page") || !slices.Equal(file.Secrets(), []string{"s3cr3t-token"}) {
		t.Errorf("it is not known which were used, or which are secret: %q", file.Secrets())
	}
	if err := file.Err(); err != nil {
		t.Error(err)
	}
}

func TestTellsWhereAVariableInAKeyIsNotSet(t *testing.T) {
	file, root := source.Parse("f", []byte("a: {\n  pages-$nowhere: 1}"), environment)
	key := root.Pairs("")[0].Value.Pairs("")[0].Key
	if _, ok := key.Text(); ok {
		t.Error("it is read")
	}
	if got, want := file.Err().Error(), "f:2:3: the environment variable nowhere is not set"; got[:len(want)] != want {
		t.Errorf("got %q, not %q", got, want)
	}
}
