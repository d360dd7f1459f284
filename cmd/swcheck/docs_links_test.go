package main

import (
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	fences   = regexp.MustCompile("(?ms)^```.*?^```$")
	links    = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	headings = regexp.MustCompile(`(?m)^#+ (.*)$`)

	// unsaid is what GitHub leaves out of a heading's anchor.
	unsaid = regexp.MustCompile(`[^\p{L}\p{N}_ -]`)
)

// TestLinksLeadSomewhere follows the links from one page of the repository to
// another, or to a heading in it.
func TestLinksLeadSomewhere(t *testing.T) {
	t.Parallel()
	followed := 0
	for _, page := range pagesOfRepository(t) {
		text := fences.ReplaceAllString(read(t, page), "")
		for _, match := range links.FindAllStringSubmatch(text, -1) {
			link, err := url.Parse(match[1])
			if err != nil {
				t.Errorf("%s: %v", page, err)
				continue
			}
			if link.IsAbs() {
				continue
			}
			followed++
			to := page
			if link.Path != "" {
				to = filepath.Join(filepath.Dir(page), filepath.FromSlash(link.Path))
			}
			if _, err := os.Stat(to); err != nil {
				t.Errorf("%s links to %s: %v", page, match[1], err)
			} else if link.Fragment != "" && !slices.Contains(anchorsOf(read(t, to)), link.Fragment) {
				t.Errorf("%s links to %s, where there is no such heading", page, match[1])
			}
		}
	}
	if followed < 100 {
		t.Errorf("%d links were found: the search is broken", followed)
	}
}

func TestEachGuideIsInTheIndex(t *testing.T) {
	t.Parallel()
	guides, err := filepath.Glob(filepath.Join(root, "docs", "*.md"))
	if err != nil || len(guides) < 5 {
		t.Fatalf("%d guides (%v)", len(guides), err)
	}
	index := read(t, filepath.Join(root, "docs", "README.md"))
	for _, guide := range guides {
		if name := filepath.Base(guide); name != "README.md" && !strings.Contains(index, "]("+name+")") {
			t.Errorf("docs/README.md does not name %s", name)
		}
	}
}

// pagesOfRepository returns the Markdown files for people.
func pagesOfRepository(t *testing.T) []string {
	t.Helper()
	pages, err := filepath.Glob(filepath.Join(root, "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range []string{"docs", "examples"} {
		err := filepath.WalkDir(filepath.Join(root, folder), func(path string, entry fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case entry.Name() == "node_modules":
				return filepath.SkipDir
			case filepath.Ext(path) == ".md":
				pages = append(pages, path)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return pages
}

func anchorsOf(page string) []string {
	var anchors []string
	for _, heading := range headings.FindAllStringSubmatch(fences.ReplaceAllString(page, ""), -1) {
		plain := unsaid.ReplaceAllString(strings.ToLower(heading[1]), "")
		anchors = append(anchors, strings.ReplaceAll(plain, " ", "-"))
	}
	return anchors
}

func read(t *testing.T, file string) string {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
