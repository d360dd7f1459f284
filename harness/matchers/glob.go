package matchers

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"github.com/swcheck/swcheck/observation/likeness"
)

// fits reports whether a name is the one that is meant. A star in what is
// meant stands for anything, slashes too: caches are named after URLs.
func fits(meant, name string) bool {
	if !strings.Contains(meant, "*") {
		return meant == name
	}
	pattern := strings.ReplaceAll(regexp.QuoteMeta(meant), `\*`, `(?s:.*)`)
	return regexp.MustCompile(`\A` + pattern + `\z`).MatchString(name)
}

func fitsAny(meant []string, name string) bool {
	for _, m := range meant {
		if fits(m, name) {
			return true
		}
	}
	return false
}

// fitsURL reports whether a URL is the one that is meant: a whole URL, or a
// path on whatever origin. Fragments do not count, nor does what precaches add
// to their keys.
func fitsURL(meant, got string) bool {
	meant, got = likeness.WithoutFragment(meant), likeness.Plain(got)
	if !isWhole(meant) {
		got = likeness.Path(got)
	}
	return fits(meant, got) || fits(unescaped(meant), unescaped(got))
}

// fitsAnyQuery is fitsURL, for whatever query where none is meant.
func fitsAnyQuery(meant, got string) bool {
	if !strings.Contains(meant, "?") {
		got = likeness.WithoutQuery(got)
	}
	return fitsURL(meant, got)
}

func isWhole(address string) bool {
	scheme, _, has := strings.Cut(address, "://")
	return has && !strings.ContainsAny(scheme, "/?*")
}

// unescaped returns the URL as people write it.
func unescaped(address string) string {
	if plain, err := url.PathUnescape(address); err == nil {
		return plain
	}
	return address
}

// anyOf lists alternatives.
func anyOf(names []string) string { return strings.Join(names, " or ") }

// count tells how many there are of something.
func count(n int, one, many string) string {
	switch n {
	case 0:
		return "no " + one
	case 1:
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
