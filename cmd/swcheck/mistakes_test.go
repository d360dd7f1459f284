package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files instead of comparing with them")

// calledBy is the first line of a mistaken file: the call that reads it.
var calledBy = regexp.MustCompile(`^# \$ swcheck (.+)\n`)

// TestMistakes shows what people read who have made a mistake in a scenario or
// in the configuration: everything on stderr, and the exit code.
func TestMistakes(t *testing.T) {
	files, err := filepath.Glob("testdata/mistakes/*.yaml")
	if err != nil || len(files) < 20 {
		t.Fatalf("there are %d mistaken files: %v", len(files), err)
	}
	t.Chdir("testdata/mistakes")
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".yaml")
		t.Run(name, func(t *testing.T) {
			content, err := os.ReadFile(name + ".yaml")
			if err != nil {
				t.Fatal(err)
			}
			call := calledBy.FindStringSubmatch(string(content))
			if call == nil || !strings.Contains(call[1], name+".yaml") {
				t.Fatalf("%s.yaml does not begin with the call that reads it", name)
			}
			compareMistake(t, name+".txt", mistaken(t, strings.Fields(call[1])))
		})
	}
}

// mistaken calls swcheck and returns what a person reads. There is no browser,
// and nothing is to ask for one.
func mistaken(t *testing.T, args []string) string {
	t.Helper()
	var out, told strings.Builder
	code := run(t.Context(), args, strings.NewReader(""), &out, &told, func(name string) (string, bool) {
		value, ok := map[string]string{"SWCHECK_BROWSER": "/no/browser", "MEMBER_PASSWORD": "lantern"}[name]
		return value, ok
	})
	if code != exitUsage || out.Len() > 0 {
		t.Errorf("it ends with exit code %d, and prints %q as its result", code, out.String())
	}
	if strings.Contains(told.String(), "lantern") {
		t.Error("a password is printed")
	}
	if !regexp.MustCompile(`(?m)^hint: \S`).MatchString(told.String()) {
		t.Error("it does not say what to do")
	}
	return fmt.Sprintf("$ swcheck %s\n%s$ echo $?\n%s\n", strings.Join(args, " "), told.String(), strconv.Itoa(code))
}

func compareMistake(t *testing.T, golden, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatalf("%v (go test ./cmd/swcheck -run '^TestMistakes$' -update writes it)", err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", golden, diff)
	}
}
