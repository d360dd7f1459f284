package source_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/swcheck/swcheck/scenarios/source"
)

func TestReadsWhatEditorsWrite(t *testing.T) {
	_, root := source.Parse("f", []byte("\ufeff# a comment\r\na: 1\r\nb: |\r\n  two\r\n  lines\r\n"), nil)
	pairs := root.Pairs("a: 1")
	if len(pairs) != 2 || pairs[0].Key.Name != "a" || pairs[1].Value.Written() != "two\nlines\n" {
		t.Errorf("got %v", pairs)
	}
	if where := pairs[1].Key.Where(); where != "f:3:1" {
		t.Errorf("b stands at %s", where)
	}
}

func TestRepeatsNamedValues(t *testing.T) {
	file, root := source.Parse("f", []byte("a: &x [1, 2]\nb: *x\n"), nil)
	if items := root.Pairs("")[1].Value.List(""); len(items) != 2 || items[1].Written() != "2" {
		t.Errorf("got %v", items)
	}
	if err := file.Err(); err != nil {
		t.Error(err)
	}
}

// A value that holds itself must neither be followed for ever nor be taken.
func TestRefusesValuesThatHoldThemselves(t *testing.T) {
	file, root := source.Parse("f", []byte("a: &x [*x]\n"), nil)
	node := root.Pairs("")[0].Value
	for range 1000 {
		items := node.List("a: [1]")
		if len(items) == 0 {
			break
		}
		node = items[0]
	}
	if file.Err() == nil {
		t.Error("it is taken")
	}
}

func TestHidesSecrets(t *testing.T) {
	lookup := func(name string) (string, bool) {
		value, ok := map[string]string{"LONG": "open sesame!", "PART": "sesame", "SHORT": "yes"}[name]
		return value, ok
	}
	file, root := source.Parse("f", []byte(`[$LONG, "${PART}s", $SHORT, $$LONG, "5$", $1]`), lookup)
	var got []string
	for _, item := range root.List("") {
		value, ok := item.String("")
		if !ok {
			t.Fatal(file.Err())
		}
		got = append(got, value)
	}
	if want := []string{"open sesame!", "sesames", "yes", "$LONG", "5$", "$1"}; !slices.Equal(got, want) {
		t.Errorf("got %q, not %q", got, want)
	}
	if want := []string{"open sesame!", "sesame"}; !slices.Equal(file.Secrets(), want) {
		t.Errorf("the secrets are %q, not %q", file.Secrets(), want)
	}
	if text := file.Hide("say open sesame! or sesame, yes"); text != "say $LONG or $PART, yes" {
		t.Errorf("got %q", text)
	}
}

func TestPointsAtThePlaceBehindWideCharacters(t *testing.T) {
	file, root := source.Parse("f", []byte(`{"☕世界": 1, bad: 2}`), nil)
	root.Pairs("")[1].Key.Reject("", "here")
	lines := strings.Split(file.Err().Error(), "\n")
	// Each of the three takes two columns of a terminal.
	if want := "    | " + strings.Repeat(" ", len(`{"": 1, `)+6) + "^"; lines[2] != want {
		t.Errorf("got\n%s", file.Err())
	}
}

// FuzzParse has whatever text end in nodes or in mistakes that have a place.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{"a: [1, {b: c}]", "a: &x {b: *x}", "- - -\n", "? a\n: b", "a: |\n b", "{", "\t", "a: \"\\", "%", "<<: *a", "!!a b", "---\n---"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		file, root := source.Parse("f", []byte(text), nil)
		most := 1000 // aliases can repeat a value very often
		walk(root, &most)
		var mistakes source.Mistakes
		if err := file.Err(); err != nil && !errors.As(err, &mistakes) {
			t.Errorf("%T", err)
		}
		for _, m := range mistakes {
			if m.Place.Line < 1 || m.Column < 1 || m.Error() == "" {
				t.Errorf("a mistake is nowhere: %+v", m)
			}
		}
	})
}

func walk(n source.Node, most *int) {
	if *most--; *most < 0 {
		return
	}
	n.Place()
	_, _ = n.String("")
	switch n.Kind() {
	case source.List:
		for _, item := range n.List("") {
			walk(item, most)
		}
	case source.Mapping:
		for _, p := range n.Pairs("") {
			p.Key.Reject("", "seen")
			walk(p.Value, most)
		}
	}
}
