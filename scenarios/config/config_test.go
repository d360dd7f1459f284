package config

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/schematest"
	"github.com/swcheck/swcheck/scenarios/source"
)

var update = flag.Bool("update", false, "write the golden files anew")

// environment is what the files may take from theirs.
func environment(name string) (string, bool) {
	value, ok := map[string]string{
		"PORT": "8000", "MEMBER_PASSWORD": "lantern", "TOKEN": "t0ken-of-mine", "EMPTY_TOKEN": "",
	}[name]
	return value, ok
}

func parseFile(t *testing.T, path string) (*Config, error) {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return Parse(content, Surroundings{Name: "swcheck.yaml", Folder: filepath.Dir(path), Lookup: environment})
}

func files(t *testing.T, pattern string) []string {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		t.Fatalf("no files in %s (%v)", pattern, err)
	}
	return paths
}

// TestMistakes holds what is said of each mistaken file against its golden one.
func TestMistakes(t *testing.T) {
	for _, path := range files(t, "testdata/mistakes/*.yaml") {
		t.Run(filepath.Base(path), func(t *testing.T) {
			_, err := parseFile(t, path)
			var mistakes source.Mistakes
			if !errors.As(err, &mistakes) {
				t.Fatalf("it is taken, or fails in another way: %v", err)
			}
			got := err.Error() + "\n"
			if hint := mistakes.Hint(); hint != "" {
				got += "hint: " + hint + "\n"
			}
			golden := strings.TrimSuffix(path, ".yaml") + ".txt"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("it says something else (-want +got):\n%s", diff)
			}
		})
	}
}

func TestEverything(t *testing.T) {
	c, err := parseFile(t, "testdata/good/everything.yaml")
	if err != nil {
		t.Fatal(err)
	}
	check := func(what string, want, got any) {
		t.Helper()
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", what, diff)
		}
	}
	check("target", "http://localhost:8000/", c.Target.URL)
	check("pages", []string{"/", "/talks/", "/talks/app-shell"}, c.Target.Pages)
	check("private", []string{"/account", "/api/me"}, c.Target.Private)
	check("ready", harness.Ready{Selector: "main", Text: "Talks"}, c.Target.Ready)
	check("header", map[string]string{"Authorization": "Bearer t0ken-of-mine", "X-Port": "80"}, c.Target.Header)
	check("cookies", []harness.Cookie{{Name: "session", Value: "abcdef"}}, c.Target.Cookies)
	check("insecure", true, c.Target.Insecure)
	check("profile", "full", c.Options.Profile)
	check("timeout", 5*time.Minute, c.Options.Timeout)
	check("max pages", 20, c.Options.MaxPages)
	check("budgets", observation.Budgets{PrecacheBytes: 2.5 * (1 << 20), PrecacheRequests: 50, FirstContent: 1500, FreshAfterLoads: 2}, c.Options.Budgets)
	check("secrets", []string{"t0ken-of-mine", "lantern"}, c.Options.Secrets)
	check("skip", []string{"offline/third-party"}, c.Judge.Skip)
	check("severity of all", finding.Warning, c.Judge.Severity["offline/third-party"])
	check("severity of one", finding.Information, c.Judge.Severity["offline/visited-page"])
	check("serve", "python manage.py runserver $PORT", c.Serve.Command)
	check("serve's address", "/health", c.Serve.Ready)
	check("serve's time", 90*time.Second, c.Serve.Timeout)
	check("reuse", true, c.Serve.Reuse)
	check("folder", "testdata/good", c.Serve.Folder)
	check("users", 2, len(c.Target.Users))
	check("the first user", "member", c.Target.Users[0].Name)
	for name, there := range map[string]bool{
		"login": c.Target.Users[1].Login != nil, "logout": c.Target.Logout != nil,
		"deploy": c.Target.Deploy.Command != nil, "undo": c.Target.Deploy.Undo != nil,
	} {
		check(name, true, there)
	}
	for _, id := range c.Judge.Only {
		if category, _, _ := strings.Cut(id, "/"); category != "offline" && category != "cache" && id != "worker/error" {
			t.Errorf("only has %s", id)
		}
	}
}

// Who has no password, such as a change from a fork, can run what needs none.
func TestPasswordsMayBeMissing(t *testing.T) {
	parse := func(lenient bool, text string) (*Config, error) {
		return Parse([]byte(text), Surroundings{Name: "swcheck.yaml", Lookup: environment, Lenient: lenient})
	}
	c, err := parse(false, `users:
  member: {login: [{visit: /login}, {fill: {"#password": $MEMBER_PASSWORD}}]}
  other: {login: [{visit: /login}, {fill: {"#password": $OTHER_PASSWORD}}]}
`)
	if err != nil || len(c.Target.Users) != 2 {
		t.Fatalf("%v, %+v", err, c)
	}
	if err := c.Missing([]string{"member"}); err != nil {
		t.Error(err)
	}
	var missing source.Mistakes
	if err := c.Missing([]string{"member", "other"}); !errors.As(err, &missing) || len(missing) != 1 || missing[0].What != "the environment variable OTHER_PASSWORD is not set" || missing[0].Place.Line != 3 {
		t.Errorf("got %v", err)
	}
	const needed = "target: $BASE\nheader: {X-Token: $EMPTY_TOKEN}\nusers: {other: {login: [{fill: {a: $OTHER_PASSWORD}}]}}"
	if _, err := parse(false, needed); !errors.As(err, &missing) || len(missing) != 3 {
		t.Errorf("got %v", err)
	}
	if c, err := parse(true, needed); err != nil || len(c.Target.Users) != 1 {
		t.Errorf("%v, %+v", err, c)
	}
	if _, err := parse(true, needed+"\nusrs: 1"); err == nil {
		t.Error("a mistake is taken")
	}
}

func TestDeploys(t *testing.T) {
	c, err := parseFile(t, "testdata/good/upstream.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if u := c.Target.Deploy.Upstream; u == nil || u.Host != "127.0.0.1:8001" {
		t.Errorf("upstream is %v", u)
	}
	if len(c.Target.Pages) != 1 || c.Options.Budgets.PrecacheBytes != 5e6 {
		t.Errorf("got %v, %v", c.Target.Pages, c.Options.Budgets)
	}
	if c, err = parseFile(t, "testdata/good/folder.yaml"); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Target.Deploy.Folder.Open("index.html"); err != nil {
		t.Error(err)
	}
}

// TestOnePageIsAList: of one page it must be plain that it is one; in a list all
// are pages.
func TestOnePageIsAList(t *testing.T) {
	schema := compiled(t)
	for written, want := range map[string][]string{
		"/talks/": {"/talks/"}, "talks/": {"talks/"}, "about.html": {"about.html"}, "./talks": {"./talks"},
		`"?id=1"`: {"?id=1"}, "http://localhost:8000/talks": {"http://localhost:8000/talks"},
		"[talks]": {"talks"}, "[/, talks]": {"/", "talks"}, "many": nil, `"5"`: nil, "a few": nil,
	} {
		content := []byte("pages: " + written)
		c, err := Parse(content, Surroundings{Name: "swcheck.yaml"})
		if (err == nil) != (want != nil) || err == nil && !slices.Equal(c.Target.Pages, want) {
			t.Errorf("%s: %v", written, err)
		}
		if err := schematest.Validate(schema, content); (err == nil) != (want != nil) {
			t.Errorf("%s: the schema says %v", written, err)
		}
	}
}
