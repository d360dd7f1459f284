package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/diff"
)

// TestGuideTestFirst does what docs/test-first.md says in a copy of its example,
// and compares what is printed, and the files and differences that are shown,
// with what stands there. Chapters run side by side, each on the site as those
// before it have left it.
func TestGuideTestFirst(t *testing.T) {
	t.Parallel()
	page := filepath.Join(root, "docs", "test-first.md")
	content, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	chapters := chaptersOf(string(content))
	server := builtServer(t)
	got := make([]string, len(chapters))
	t.Run("chapter", func(t *testing.T) {
		for i, chapter := range chapters {
			t.Run(titleOf(chapter), func(t *testing.T) {
				t.Parallel()
				g := newTestFirst(t, server)
				g.catchUp(chapters[:i])
				got[i] = g.followChapter(chapter)
				if *updateGuide {
					return
				}
				if diff := cmp.Diff(asMeant(chapter), asMeant(got[i])); diff != "" {
					t.Errorf("docs/test-first.md differs (-page +printed); go test ./cmd/swcheck -run TestGuideTestFirst -update-guide accepts it:\n%s", diff)
				}
			})
		}
	})
	if !*updateGuide || t.Failed() {
		return
	}
	for i, chapter := range chapters {
		if got[i] == "" { // it was not asked for, by -run
			got[i] = chapter
		}
	}
	if err := os.WriteFile(page, []byte(strings.Join(got, "")), 0o666); err != nil {
		t.Fatal(err)
	}
}

// chaptersOf cuts a page before each of its headings.
func chaptersOf(page string) []string {
	var all []string
	begin := 0
	for _, at := range regexp.MustCompile(`(?m)^## `).FindAllStringIndex(page, -1) {
		all = append(all, page[begin:at[0]])
		begin = at[0]
	}
	return append(all, page[begin:])
}

func titleOf(chapter string) string {
	title, _, _ := strings.Cut(strings.TrimLeft(chapter, "# "), "\n")
	return title
}

// waited is how long a page took to show something.
var waited = regexp.MustCompile(`\bafter \d+(\.\d+)?s\b`)

// asMeant is a chapter without what differs from run to run, and where lines
// end, which a longer port changes.
func asMeant(chapter string) []string {
	chapter = sandbox.ReplaceAllString(browsers.ReplaceAllString(chapter, "HeadlessChrome/0"), "")
	return unhurried(waited.ReplaceAllString(chapter, "after 0s"))
}

const testFirstExample = "examples/test-first"

// builtServer builds the example's server, once for all chapters.
func builtServer(t *testing.T) string {
	t.Helper()
	built := filepath.Join(t.TempDir(), "serve")
	source := filepath.Join(root, filepath.FromSlash(testFirstExample), "serve.go")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", built, source).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return built
}

// newTestFirst copies the example, so that the site can be changed, and gives it
// the port of this guide.
func newTestFirst(t *testing.T, server string) *guide {
	g := newGuide(t)
	from := os.DirFS(filepath.Join(root, filepath.FromSlash(testFirstExample)))
	if err := os.CopyFS(g.folder, from); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(server, filepath.Join(g.folder, "serve")); err != nil {
		t.Fatal(err)
	}
	for _, pattern := range []string{"swcheck.yaml", "steps/*/swcheck.yaml"} {
		files, err := filepath.Glob(filepath.Join(g.folder, filepath.FromSlash(pattern)))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: there is no %s (%v)", testFirstExample, pattern, err)
		}
		for _, file := range files {
			g.renumber(file)
		}
	}
	return g
}

func (g *guide) renumber(file string) {
	text, err := os.ReadFile(file)
	if err == nil {
		err = os.WriteFile(file, bytes.ReplaceAll(text, []byte(pagePort), []byte(g.port)), 0o666)
	}
	if err != nil {
		g.t.Fatal(err)
	}
}

// copying are the commands that change the site.
var copying = regexp.MustCompile(`(?m)^\$ (cp .*)$`)

func (g *guide) catchUp(chapters []string) {
	for _, match := range copying.FindAllStringSubmatch(strings.Join(chapters, ""), -1) {
		if printed := g.run(match[1]); printed != "" {
			g.t.Fatalf("%s: %s", match[1], printed)
		}
	}
}

// shown is a block of code with what it is: a file of the example, the
// difference between two of them, or a console.
var shown = regexp.MustCompile("(?ms)^```(\\w+)(?: ([^\n]+))?\n(.*?)^```$")

func (g *guide) followChapter(chapter string) string {
	return shown.ReplaceAllStringFunc(chapter, func(block string) string {
		part := shown.FindStringSubmatch(block)
		kind, of, text := part[1], strings.Fields(part[2]), part[3]
		switch {
		case kind == "console":
			text = g.do(kind, strings.SplitAfter(text, "\n"))
		case kind == "diff" && len(of) == 2:
			text = g.difference(of[0], of[1])
		case len(of) == 1:
			text = string(g.example(of[0]))
		}
		opening, _, _ := strings.Cut(block, "\n")
		return opening + "\n" + text + "```"
	})
}

// example returns a file of the example as it is in the repository.
func (g *guide) example(name string) []byte {
	g.t.Helper()
	text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(testFirstExample), filepath.FromSlash(name)))
	if err != nil {
		g.t.Fatal(err)
	}
	return text
}

func (g *guide) difference(before, after string) string {
	_, hunks, found := bytes.Cut(diff.Diff(before, g.example(before), after, g.example(after)), []byte("\n"))
	if !found {
		g.t.Fatalf("%s and %s are the same", before, after)
	}
	return string(hunks)
}
