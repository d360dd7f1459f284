package rebuild

import (
	"bytes"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
)

const versionedQueries = "versioned-queries"

func init() {
	register(recogniser{name: versionedQueries, recognise: recogniseQueries})
}

// A query is one that tells the version of a script or style: app.js?v=4f3a9c21.
type query struct {
	path     string // as it stands in the URL
	raw      string // the whole query
	from, to int    // of the version in raw
}

// next returns the query in another build.
func (q query) next(s shift) string {
	return q.raw[:q.from] + s.of(q.raw[q.from:q.to]) + q.raw[q.to:]
}

// versionParameter matches a parameter that tells a version.
var versionParameter = regexp.MustCompile(`(?i)(?:^|&)(?:v|ver|version|r|rev|revision|b|build|h|hash|t|ts|time|timestamp|cb|_)=([\w.~-]+)`)

// bareVersion matches a query that is nothing but a version.
var bareVersion = regexp.MustCompile(`^[\w.~-]*\d[\w.~-]*$`)

// queryOf returns the query of a URL if it tells a version.
func queryOf(raw string) (query, bool) {
	u, err := url.Parse(raw)
	if err != nil || u.RawQuery == "" {
		return query{}, false
	}
	q := query{path: u.EscapedPath(), raw: u.RawQuery}
	if m := versionParameter.FindStringSubmatchIndex(u.RawQuery); m != nil {
		q.from, q.to = m[2], m[3]
	} else if bareVersion.MatchString(u.RawQuery) {
		q.to = len(u.RawQuery)
	}
	return q, newShift("B").of(q.raw[q.from:q.to]) != q.raw[q.from:q.to]
}

// learnQueries notes the queries that tell the version of a script or style,
// the worker's included, and that some text names.
func (s *survey) learnQueries() {
	for _, t := range s.sorted() {
		if t.kind != script && t.kind != style {
			continue
		}
		q, ok := queryOf(t.url)
		if ok && !s.kept[t.url] && s.isNamed(q) {
			s.queries = append(s.queries, q)
		}
	}
}

func (s *survey) isNamed(q query) bool {
	return slices.ContainsFunc(s.sorted(), func(t *text) bool { return len(q.edits(t.body, shift{})) > 0 })
}

func recogniseQueries(s *survey) change {
	if len(s.queries) == 0 {
		return nil
	}
	return func(b *build, _ *text, body []byte) []byte {
		var edits []edit
		for _, q := range s.queries {
			edits = append(edits, q.edits(body, newShift(b.name))...)
		}
		return apply(body, edits)
	}
}

// edits returns where a text names the file with its query. In markup an
// ampersand may be written as an entity.
func (q query) edits(body []byte, s shift) []edit {
	var edits []edit
	for _, amp := range []string{"&", "&amp;", "&#38;", `\u0026`} {
		if amp != "&" && !strings.Contains(q.raw, "&") {
			break
		}
		file := path.Base(q.path) + "?"
		old := []byte(file + strings.ReplaceAll(q.raw, "&", amp))
		next := file + strings.ReplaceAll(q.next(s), "&", amp)
		for at := 0; at <= len(body)-len(old); {
			i := bytes.Index(body[at:], old)
			if i < 0 {
				break
			}
			from, to := at+i, at+i+len(old)
			if endsValue(body, to) {
				edits = append(edits, edit{from, to, next})
			}
			at = to
		}
	}
	return edits
}

// endsValue reports whether what stands there goes on with no longer value.
func endsValue(body []byte, at int) bool {
	return at == len(body) || !isWord(body[at]) && strings.IndexByte(".~-_%", body[at]) < 0
}

// originalQuery returns the query as build A has it.
func (b *build) originalQuery(u *url.URL) (string, bool) {
	if b.content {
		return u.RawQuery, false
	}
	s := newShift(b.name)
	for _, q := range b.plan.survey.queries {
		if q.path == u.EscapedPath() && q.next(s) == u.RawQuery {
			return q.raw, true
		}
	}
	return u.RawQuery, false
}
