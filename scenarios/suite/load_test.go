package suite_test

import (
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/scenarios/source"
	"github.com/swcheck/swcheck/scenarios/suite"
)

var update = flag.Bool("update", false, "write the golden files instead of comparing with them")

func environment(name string) (string, bool) {
	value, ok := map[string]string{"MEMBER_PASSWORD": "lantern"}[name]
	return value, ok
}

var around = suite.Surroundings{Lookup: environment, Users: []string{"member", "other"}, Logout: true}

func load(t *testing.T, paths ...string) *suite.Suite {
	t.Helper()
	s, err := suite.Load(paths, around)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func namesOf(s *suite.Suite) []string {
	var names []string
	for _, scenario := range s.Scenarios {
		names = append(names, scenario.Name)
	}
	return names
}

// TestMistakes compares what is said of each mistaken file with the text that
// stands beside it.
func TestMistakes(t *testing.T) {
	files, err := filepath.Glob("testdata/mistakes/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("there are no mistaken files: %v", err)
	}
	for _, file := range files {
		s, err := suite.Load([]string{file}, around)
		if err == nil {
			err = s.Missing()
		}
		if err == nil {
			t.Errorf("%s is taken", file)
			continue
		}
		got := err.Error() + "\n"
		var advised interface{ Hint() string }
		if errors.As(err, &advised) && advised.Hint() != "" {
			got += "hint: " + advised.Hint() + "\n"
		}
		golden := strings.TrimSuffix(file, ".yaml") + ".txt"
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Errorf("%v (go test ./scenarios/suite -update writes it)", err)
		} else if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", file, diff)
		}
	}
}

func TestEveryMistakeHasAPlaceAndAHint(t *testing.T) {
	files, _ := filepath.Glob("testdata/mistakes/*.yaml")
	for _, file := range files {
		s, err := suite.Load([]string{file}, around)
		if err == nil {
			err = s.Missing()
		}
		var mistakes source.Mistakes
		if !errors.As(err, &mistakes) {
			t.Errorf("%s: %v", file, err)
		}
		for _, m := range mistakes {
			if m.Place.Line < 1 || m.Column < 1 || m.Advice == "" || strings.HasSuffix(m.Advice, ".") {
				t.Errorf("%s: %+v", file, m)
			}
		}
	}
}

func TestMatrix(t *testing.T) {
	s := load(t, "testdata/good/matrix.yaml")
	if len(s.Scenarios) != 8 {
		t.Fatalf("got %q", namesOf(s))
	}
	const name = "A visited page opens on a bad network"
	for i, want := range map[int]string{
		0: name + " [page=/, network=offline, width=360]",
		1: name + " [page=/, network=offline, width=1280]",
		7: name + " [page=/talks/app-shell, network=lie-fi, width=1280]",
	} {
		if got := s.Scenarios[i].Name; got != want {
			t.Errorf("scenario %d is %q, not %q", i, got, want)
		}
	}
	first := s.Scenarios[0]
	if want := []finding.Cell{{Name: "page", Value: "/"}, {Name: "network", Value: "offline"}, {Name: "width", Value: "360"}}; !slices.Equal(first.Matrix, want) {
		t.Errorf("its cell is %v", first.Matrix)
	}
	if first.Line != 2 || first.File != "testdata/good/matrix.yaml" || first.Limit.String() != "1m30s" || !slices.Equal(first.Tags, []string{"offline"}) {
		t.Errorf("got %+v", first)
	}
}

func TestSeveralInOneFile(t *testing.T) {
	s := load(t, "testdata/good/several.yaml")
	if want := []string{"Members read their account", "Nobody reads it", "The start page opens"}; !slices.Equal(namesOf(s), want) {
		t.Fatalf("got %q", namesOf(s))
	}
	if want := []string{"smoke", "login"}; !slices.Equal(s.Scenarios[0].Tags, want) || len(s.Scenarios[2].Tags) != 1 {
		t.Errorf("the tags are %q and %q", s.Scenarios[0].Tags, s.Scenarios[2].Tags)
	}
	if want := []string{"lantern"}; !slices.Equal(s.Secrets, want) {
		t.Errorf("the secrets are %q", s.Secrets)
	}
}

// write makes files in a temporary folder, and returns it.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	folder := t.TempDir()
	for name, content := range files {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func TestFoldersAreSearched(t *testing.T) {
	one := func(name string) string { return "name: " + name + "\nsteps: [{visit: /}]\n" }
	folder := write(t, map[string]string{
		"b.yaml": one("b"), "a/c.yml": one("c"), "a/d.yaml": "scenarios: [{name: d, steps: [{visit: /}]}]",
		"swcheck.yaml": "target: http://localhost/", "parts/open.yaml": "- visit: /", "empty.yaml": "", "notes.txt": one("n"),
		".hidden/x.yaml": one("x"), "node_modules/y.yaml": one("y"), "compose.yaml": "services: {web: {image: nginx}}",
	})
	if got := namesOf(load(t, folder)); !slices.Equal(got, []string{"c", "d", "b"}) {
		t.Errorf("got %q", got)
	}
	b := filepath.Join(folder, "b.yaml")
	if got := namesOf(load(t, b, folder, b)); !slices.Equal(got, []string{"b", "c", "d"}) {
		t.Errorf("named twice: got %q", got)
	}
}

// A promise whose file is mistyped must not be passed over in silence.
// Whoever keeps other things beside scenarios did not ask what is wrong with them.
func TestOtherFilesInFoldersArePassedOver(t *testing.T) {
	for name, other := range map[string]string{
		"several documents":   "kind: Service\n---\nkind: Pod\nspec: {steps: 1}\n",
		"begun by a mark":     "---\r\nkind: Service\r\n--- # two\r\nkind: Pod\r\n",
		"a template":          "kind: {{ .Kind }}\nname: {{ .Name }}\n",
		"text with that mark": "text: |\n  a\n  ---\n  b\nmore: 1\n",
	} {
		folder := write(t, map[string]string{"a.yaml": "name: a\nsteps: [{visit: /}]\n", "k8s.yaml": other})
		if got := namesOf(load(t, folder)); !slices.Equal(got, []string{"a"}) {
			t.Errorf("%s: got %q", name, got)
		}
		if _, err := suite.Load([]string{filepath.Join(folder, "k8s.yaml")}, around); err == nil {
			t.Errorf("%s: it is taken where it is named", name)
		}
	}
	for name, c := range map[string]struct{ text, want string }{
		"a scenario in the second":  {"kind: Pod\n---\nname: b\nsteps: [{visit: /}]\n", "there is a second document in the file"},
		"a scenario that is broken": {"name: b\n\tsteps:\n- visit: /\n", "this is no YAML"},
	} {
		folder := write(t, map[string]string{"a.yaml": "name: a\nsteps: [{visit: /}]\n", "b.yaml": c.text})
		if _, err := suite.Load([]string{folder}, around); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestMistypedFilesInFoldersAreTold(t *testing.T) {
	folder := write(t, map[string]string{"a.yaml": "name: a\nstep: [{visit: /}]\n", "b.yaml": "name: b\nsteps:\n- visit: /\n\t- x"})
	_, err := suite.Load([]string{folder}, around)
	var mistakes source.Mistakes
	if !errors.As(err, &mistakes) || len(mistakes) != 2 || !strings.Contains(err.Error(), "did you mean steps?") {
		t.Errorf("got %v", err)
	}
}

func TestNamesAreUniqueOverFiles(t *testing.T) {
	folder := write(t, map[string]string{"a.yaml": "name: Same\nsteps: [{visit: /}]\n", "b.yaml": "name: Same\nsteps: [{visit: /}]\n"})
	_, err := suite.Load([]string{folder}, around)
	if err == nil || !strings.Contains(err.Error(), "b.yaml:1:7: the scenario at ") {
		t.Errorf("got %v", err)
	}
}

func TestWhatCannotBeLoaded(t *testing.T) {
	empty := t.TempDir()
	for path, want := range map[string]string{
		"testdata/nowhere.yaml": "testdata/nowhere.yaml cannot be read: no such file or directory", empty: "there is no scenario in " + empty,
	} {
		_, err := suite.Load([]string{path}, around)
		if err == nil || err.Error() != want || err.(interface{ Hint() string }).Hint() == "" {
			t.Errorf("%s: got %v", path, err)
		}
	}
}

// tagged is a suite of six scenarios.
func tagged(t *testing.T) *suite.Suite {
	t.Helper()
	var text strings.Builder
	text.WriteString("scenarios:\n")
	for i, tags := range []string{"[]", "[offline]", "[offline, slow]", "[slow]", "[login]", "[]"} {
		fmt.Fprintf(&text, "  - {name: Scenario %d, tags: %s, steps: [{visit: /}]}\n", i, tags)
	}
	return load(t, write(t, map[string]string{"a.yaml": text.String()}))
}

func TestSelect(t *testing.T) {
	for _, c := range []struct {
		selection suite.Selection
		want      string // the numbers of the scenarios
	}{
		{suite.Selection{}, "012345"},
		{suite.Selection{Tags: []string{"offline"}}, "12"},
		{suite.Selection{Tags: []string{"offline", "login"}}, "124"},
		{suite.Selection{Tags: []string{"offline", "!slow"}}, "1"},
		{suite.Selection{Tags: []string{"!slow", "!login"}}, "015"},
		{suite.Selection{Tags: []string{"!none-has-it"}}, "012345"},
		{suite.Selection{Grep: regexp.MustCompile("[0-2]$")}, "012"},
		{suite.Selection{Grep: regexp.MustCompile("[0-2]$"), Tags: []string{"slow"}}, "2"},
		{suite.Selection{Shard: 1, Shards: 4}, "04"},
		{suite.Selection{Shard: 4, Shards: 4}, "3"},
		{suite.Selection{Tags: []string{"!slow"}, Shard: 2, Shards: 2}, "15"},
	} {
		picked, err := tagged(t).Select(c.selection)
		if err != nil {
			t.Errorf("%+v: %v", c.selection, err)
			continue
		}
		got := ""
		for _, name := range namesOf(picked) {
			got += strings.TrimPrefix(name, "Scenario ")
		}
		if got != c.want {
			t.Errorf("%+v: got %s, not %s", c.selection, got, c.want)
		}
	}
}

// TestShardsShareAll holds the parts to be the whole, with nothing twice.
func TestShardsShareAll(t *testing.T) {
	for shards := 1; shards <= 6; shards++ {
		count := map[string]int{}
		for shard := 1; shard <= shards; shard++ {
			part, err := tagged(t).Select(suite.Selection{Shard: shard, Shards: shards})
			if err != nil {
				t.Fatal(err)
			}
			if part.Shard == nil || *part.Shard != (finding.Shard{Part: shard, Of: shards}) {
				t.Errorf("part %d of %d says that it is %+v", shard, shards, part.Shard)
			}
			for _, name := range namesOf(part) {
				count[name]++
			}
		}
		if names := slices.Sorted(maps.Keys(count)); !slices.Equal(names, namesOf(tagged(t))) {
			t.Errorf("%d parts have %q", shards, names)
		}
	}
}

func TestSelectsNothing(t *testing.T) {
	for _, c := range []struct {
		selection  suite.Selection
		what, hint string
	}{
		{suite.Selection{Tags: []string{"ofline"}}, `no scenario has the tag "ofline"`, "did you mean offline?"},
		{suite.Selection{Tags: []string{"x"}}, `no scenario has the tag "x"`, "there are login, offline, slow"},
		{suite.Selection{Grep: regexp.MustCompile("nobody")}, "no scenario is selected of the 6 that there are", "--list"},
		{suite.Selection{Shard: 7, Shards: 7}, "nothing is left for part 7 of 7: there are 6 scenarios", "6 jobs at most"},
	} {
		_, err := tagged(t).Select(c.selection)
		var nothing *suite.SelectionError
		if !errors.As(err, &nothing) || nothing.Error() != c.what || !strings.Contains(nothing.Hint(), c.hint) {
			t.Errorf("%+v: got %v", c.selection, err)
		}
	}
}
