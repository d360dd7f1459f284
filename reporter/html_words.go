package reporter

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/swcheck/swcheck/finding"
)

// A group is pages of which the same can be said.
type group struct {
	Class string // good, odd or bad
	Said  string
	Pages []string
}

// wordGroups are what a page can show offline, from good to bad.
var wordGroups = []struct {
	class, one, many string
	holds            func(p *finding.PageResult) bool
}{
	{"good", "opens offline", "open offline", opens},
	{"odd", "opens offline, and lacks a part", "open offline, and lack a part", showing(finding.ShowsPage)},
	{"odd", "shows the site's own offline page", "show the site's own offline page", showing(finding.ShowsFallback)},
	{"odd", "shows a frame without content", "show a frame without content", showing(finding.ShowsShell)},
	{"bad", "shows another page", "show another page", showing(finding.ShowsOther)},
	{"bad", "stays blank", "stay blank", showing(finding.ShowsBlank)},
	{"bad", "shows the browser's error page", "show the browser's error page", showing(finding.ShowsError)},
}

func showing(what finding.Shows) func(*finding.PageResult) bool {
	return func(p *finding.PageResult) bool { return p.Shows == what }
}

// InWords tells in plain words what works offline and what does not.
func (v reportView) InWords() []group {
	taken := map[int]bool{}
	var all []group
	for i, g := range wordGroups {
		var pages []string
		for n, p := range v.Pages {
			if !taken[n] && p.Offline != nil && g.holds(p.Offline) {
				taken[n] = true
				pages = append(pages, label(v.Target, p.URL))
			}
		}
		if len(pages) > 0 {
			all = append(all, group{g.class, verb(len(pages), g.one, g.many), pages})
		}
		if lack := v.lackParts(); i == 0 && len(lack) > 0 {
			all = append(all, group{"odd", lackWords(len(lack), len(pages)), lack})
			if len(lack) == len(pages) {
				all[0].Class = "odd" // nothing of it is well
			}
		}
	}
	if untried := v.untried(); len(untried) > 0 {
		all = append(all, group{"odd", verb(len(untried), "was not tried offline", "were not tried offline"), untried})
	}
	return all
}

// lackParts are the pages that open offline without some of their parts.
func (v reportView) lackParts() []string {
	var pages []string
	for _, p := range v.Pages {
		if v.lacks(p.Offline) > 0 {
			pages = append(pages, label(v.Target, p.URL))
		}
	}
	return pages
}

// lackWords says so of those, below how many open at all.
func lackWords(lack, opened int) string {
	switch {
	case opened == 1:
		return "it lacks parts"
	case lack == opened:
		return "all of them lack parts"
	case lack == 1:
		return "1 of them lacks parts"
	}
	return fmt.Sprintf("%d of them lack parts", lack)
}

func (v reportView) untried() []string {
	var pages []string
	for _, p := range v.Pages {
		if p.Offline == nil {
			pages = append(pages, label(v.Target, p.URL))
		}
	}
	return pages
}

func verb(n int, one, many string) string {
	if n == 1 {
		return "1 page " + one
	}
	return fmt.Sprintf("%d pages %s", n, many)
}

// Some names the first few of a group's pages.
func (g group) Some() string {
	const most = 4
	if len(g.Pages) <= most {
		return strings.Join(g.Pages, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(g.Pages[:most], ", "), len(g.Pages)-most)
}

// piece is what stands in one line of a URL: up to a separator, but for those at
// its beginning, and an origin as a whole.
var piece = regexp.MustCompile(`([a-z]+://)?[/?&=_]*[^/?&=_]*[/?&=_]*`)

// pieces are the parts of a text between which a line may end where it is too
// long: those of a URL or of the name of an error, which have no words.
func pieces(s string) []string { return piece.FindAllString(s, -1) }
