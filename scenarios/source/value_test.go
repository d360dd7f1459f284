package source_test

import (
	"math"
	"testing"

	"github.com/swcheck/swcheck/scenarios/source"
)

func TestValueIsThatOfJSON(t *testing.T) {
	for written, want := range map[string]any{
		`Zürich`: "Zürich", `"<a & b>"`: "<a & b>", `"5"`: "5", `""`: "", `$city`: "Zürich", `"in $city"`: "in Zürich",
		`5`: 5.0, `-3`: -3.0, `1.0`: 1.0, `1e3`: 1000.0, `1e21`: 1e21, `1E+3`: 1000.0, `.5`: 0.5, `0x10`: 16.0, `0o17`: 15.0, `1_000`: 1000.0,
		`.inf`: math.Inf(1), `-.inf`: math.Inf(-1), `$number`: 1000.0,
		`true`: true, `True`: true, `FALSE`: false, `$truth`: true, `null`: nil, `~`: nil, ``: nil,
	} {
		file, root := source.Parse("f.yaml", []byte("is: "+written), nil)
		file.Define(map[string]source.Variable{
			"city": {Value: "Zürich", Kind: source.Text}, "number": {Value: "1e3", Kind: source.Number}, "truth": {Value: "True", Kind: source.Bool},
		})
		got, ok := root.Pairs("")[0].Value.Value("is: 5")
		if got != want || !ok || file.Err() != nil {
			t.Errorf("%s is %#v, and must be %#v (%v)", written, got, want, file.Err())
		}
	}
}

func TestValueIsPlain(t *testing.T) {
	for written, message := range map[string]string{
		`[a]`:      "f.yaml:1:5: is is a list, and must be a text or a number or true or false\n  1 | is: [a]\n    |     ^",
		`*nowhere`: "f.yaml:1:5: there is no value that is named nowhere\n  1 | is: *nowhere\n    |     ^",
	} {
		file, root := source.Parse("f.yaml", []byte("is: "+written), nil)
		if _, ok := root.Pairs("")[0].Value.Value("is: 5"); ok || file.Err() == nil || file.Err().Error() != message {
			t.Errorf("%s: %v", written, file.Err())
		}
	}
}

func TestFilledIsNotBlank(t *testing.T) {
	for written, message := range map[string]string{
		`""`:      "f.yaml:1:7: text is empty\n  1 | text: \"\"\n    |       ^",
		`" "`:     "f.yaml:1:7: text is empty\n  1 | text: \" \"\n    |       ^",
		`$blank`:  "f.yaml:1:7: text is empty when $blank is put in\n  1 | text: $blank\n    |       ^",
		`[]`:      "f.yaml:1:7: text is a list, and must be a text or a number or true or false\n  1 | text: []\n    |       ^",
		`a$blank`: "", `404`: "",
	} {
		file, root := source.Parse("f.yaml", []byte("text: "+written), nil)
		file.Define(map[string]source.Variable{"blank": {Value: "", Kind: source.Text}})
		_, ok := root.Pairs("")[0].Value.Filled("text: Hello")
		got := ""
		if err := file.Err(); err != nil {
			got = err.Error()
		}
		if got != message || ok != (message == "") {
			t.Errorf("%s: got %q, and want %q", written, got, message)
		}
	}
}

func TestCountsAndSizesAsYAMLWritesThem(t *testing.T) {
	for written, want := range map[string]int{`3`: 3, `3.0`: 3, `3e3`: 3000, `0x10`: 16, `1_000`: 1000} {
		file, root := source.Parse("f.yaml", []byte("n: "+written), nil)
		n := root.Pairs("")[0].Value
		count, counted := n.Count("n: 1", 1)
		bytes, sized := n.Bytes("n: 1")
		if count != want || bytes != int64(want) || !counted || !sized {
			t.Errorf("%s is %d, and %d bytes (%v)", written, count, bytes, file.Err())
		}
	}
	for _, written := range []string{`0.5`, `1e300`, `.nan`, `.inf`, `-1`} {
		file, root := source.Parse("f.yaml", []byte("n: "+written), nil)
		if n, ok := root.Pairs("")[0].Value.Count("n: 1", 0); ok {
			t.Errorf("%s counts as %d (%v)", written, n, file.Err())
		}
	}
}
