package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/swcheck/swcheck/testsite"
)

var (
	// fence is a block of code with what it is: a file, a scenario that is
	// written to where its first line says, or a console beside the fixture
	// that its site is.
	fence   = regexp.MustCompile("(?ms)^```(yaml|console) ([a-z.-]+)\n(.*?)^```$")
	named   = regexp.MustCompile(`^# (scenarios/\S+)\n`)
	numbers = regexp.MustCompile(`exchange \d+`)
)

// TestGuideForAuthors does what docs/authoring.md says, and compares what is
// printed with what stands there. That its scenarios hold is for the promises to
// try.
func TestGuideForAuthors(t *testing.T) {
	page := filepath.Join(root, "docs", "authoring.md")
	content, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	g := newGuide(t)
	consoles := 0
	got := fence.ReplaceAllStringFunc(string(content), func(block string) string {
		part := fence.FindStringSubmatch(block)
		kind, name, text := part[1], part[2], part[3]
		file := named.FindStringSubmatch(text)
		switch {
		case kind == "console":
			consoles++
			return "```console " + name + "\n" + g.runBeside(name, text) + "```"
		case strings.HasSuffix(name, ".yaml"):
			g.write(name, strings.ReplaceAll(text, pagePort, g.port))
		case file != nil:
			g.write(file[1], text)
		}
		return block
	})
	if consoles < 2 {
		t.Errorf("the page has %d consoles", consoles)
	}
	if *updateGuide {
		if err := os.WriteFile(page, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(unhurried(string(content)), unhurried(got)); diff != "" {
		t.Errorf("docs/authoring.md differs (-page +printed); go test ./cmd/swcheck -run TestGuideForAuthors -update-guide accepts it:\n%s", diff)
	}
}

// unhurried is the page without its times, the numbers of exchanges, and where
// lines end, which a longer port changes.
func unhurried(page string) []string {
	page = numbers.ReplaceAllString(moments.ReplaceAllString(page, "0 s"), "exchange 0")
	return strings.Fields(page)
}

// runBeside runs the commands of a console while a site is served, and returns
// the console as it is then.
func (g *guide) runBeside(fixture, console string) string {
	g.t.Helper()
	port, err := strconv.Atoi(g.port)
	if err != nil {
		g.t.Fatal(err)
	}
	site, err := testsite.Start(fixture, testsite.Port(port))
	if err != nil {
		g.t.Fatal(err)
	}
	defer site.Close()
	return g.do("console", strings.SplitAfter(console, "\n"))
}

func TestGuideForAuthorsCallsWhatThereIs(t *testing.T) {
	file := filepath.Join(root, "docs", "authoring.md")
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	lines := callsIn(codeIn(file, string(content)))
	if len(lines) < 8 {
		t.Errorf("%d calls were found: the search is broken", len(lines))
	}
	for _, words := range lines {
		if err := accepted(words); err != nil {
			t.Errorf("swcheck %s: %v", strings.Join(words, " "), err)
		}
	}
}
