package rebuild

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// forever is the lifetime from which on a server promises that a file will
// never change under its name: 30 days in seconds.
const forever = 30 * 24 * 60 * 60

// isPromised reports whether the site promises that the bytes under this name
// never change, and the build has given it no other name: a library with its
// version in its name, a file that the server says is immutable. A new build of
// the team's own would not change it either, and a worker may rely on that.
func (b *build) isPromised(t *text) bool {
	s := b.plan.survey
	u, err := url.Parse(t.url)
	switch {
	case err != nil, t.kind == document, s.isWorkers(t.url), b.isRenamed(u):
		return false
	case t.kind != data && s.known(t.url) == nil:
		// Nobody has seen it in build A, so nobody can hold a stale one, and
		// some page may know it by its hash.
		return true
	}
	return tellsVersion(u) || isForever(t.header.Get("Cache-Control")) || s.isFixed(t.url)
}

// isRenamed reports whether the build has another name for the URL, and no text
// may go on to ask for the old one.
func (b *build) isRenamed(u *url.URL) bool {
	for _, s := range b.table.spots([]byte(u.EscapedPath())) {
		if b.table.forth[s.text] != "" && len(b.table.tokens[s.text].after) == 0 {
			return true
		}
	}
	return !b.content && slices.ContainsFunc(b.plan.survey.queries, func(q query) bool {
		return q.path == u.EscapedPath() && q.raw == u.RawQuery
	})
}

var (
	semantic = regexp.MustCompile(`(^|[^0-9A-Za-z])v?\d+\.\d+(\.\d+)?([^0-9A-Za-z]|$)`)
	longDate = regexp.MustCompile(`\d{6,}`)
)

// tellsVersion reports whether the name of the file, a folder or the query has a
// version.
func tellsVersion(u *url.URL) bool {
	if _, ok := queryOf(u.String()); ok {
		return true
	}
	name := path.Base(u.Path)
	if semantic.MatchString(u.Path) || longDate.MatchString(name) {
		return true
	}
	for _, p := range places(strings.TrimSuffix(name, path.Ext(name))) {
		if looksMade(p.token) {
			return true
		}
	}
	return false
}

var maxAge = regexp.MustCompile(`(?i)(?:^|[\s,])max-age\s*=\s*"?(\d+)`)

// isForever reports whether a Cache-Control promises that the file stays.
func isForever(cacheControl string) bool {
	if strings.Contains(strings.ToLower(cacheControl), "immutable") {
		return true
	}
	match := maxAge.FindStringSubmatch(cacheControl)
	if match == nil {
		return false
	}
	seconds, err := strconv.ParseInt(match[1], 10, 64)
	return err != nil || seconds >= forever
}

// isFixed reports whether the worker stores the URL as one that tells its
// version, or a name in it was recognised as such.
func (s *survey) isFixed(u string) bool { return s.listed[u] || len(s.names.spots([]byte(u))) > 0 }

// isWorkers reports whether the URL is of a worker's script or of what one
// imports, whatever its query.
func (s *survey) isWorkers(u string) bool {
	if s.worker[u] {
		return true
	}
	for known := range s.worker {
		if withoutQuery(known) == withoutQuery(u) {
			return true
		}
	}
	return false
}

func withoutQuery(u string) string {
	path, _, _ := strings.Cut(u, "?")
	return path
}
