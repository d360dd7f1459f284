package rebuild

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
)

const cacheNames = "cache-names"

func init() {
	register(recogniser{name: cacheNames, recognise: recogniseCaches})
}

// recogniseCaches finds the names of the site's caches, or the part that tells
// their version, as strings in the workers' scripts.
func recogniseCaches(s *survey) change {
	all := s.cacheList()
	found := false
	for _, name := range all.names {
		one := cacheList{names: []string{name}, taken: all.taken}
		switch {
		case s.anyWorkerText(func(body []byte) bool { return len(one.edits(body, 1)) > 0 }):
			found = true
		case !s.isMadeOf(name):
			s.limit(cacheNames, "", "the worker's scripts do not say where the cache "+name+" has the version in its name from, so it stays")
		}
	}
	if !found {
		return nil
	}
	return func(b *build, t *text, body []byte) []byte {
		if b.plan.survey.isWorkers(t.url) {
			return apply(body, all.edits(body, numberOf(b.name)))
		}
		return apply(body, all.mentions(body, numberOf(b.name)))
	}
}

// A cacheList holds the names of caches that tell a version.
type cacheList struct {
	names []string
	taken map[string]bool // names that a new one must not be
}

func (s *survey) cacheList() cacheList {
	list := cacheList{names: versionedCaches(s.CacheNames), taken: map[string]bool{}}
	for _, name := range s.CacheNames {
		list.taken[name] = true
	}
	for _, t := range s.workerTexts() {
		for _, l := range scanLiterals(t.body) {
			list.taken[string(t.body[l.from:l.to])] = true
		}
	}
	return list
}

// versionedCaches returns the names that tell a version. Those that a library
// makes end with the scope, and the version in them is the library's own.
func versionedCaches(all []string) []string {
	var versioned []string
	for _, name := range all {
		if strings.Contains(name, "://") || strings.HasPrefix(name, "ngsw:") {
			continue
		}
		if _, ok := versionIn(name); ok && !slices.Contains(versioned, name) {
			versioned = append(versioned, name)
		}
	}
	slices.Sort(versioned)
	return versioned
}

// isMadeOf reports whether the name's version is one that other changes change:
// a hash in an asset's name, or in the URL of the worker's script.
func (s *survey) isMadeOf(name string) bool {
	v, _ := versionIn(name)
	part := name[v.from:v.to]
	if s.names.tokens[part] != nil {
		return true
	}
	for u := range s.worker {
		if _, query, _ := strings.Cut(u, "?"); strings.Contains(query, part) {
			return true
		}
	}
	return false
}

// edits raises the versions of caches in a worker's script: in strings that are
// the name, or a piece of it with the version, and in numbers that the script
// calls a version.
func (c cacheList) edits(body []byte, builds int) []edit {
	strs := scanLiterals(body)
	var edits []edit
	for _, name := range c.names {
		v, next := c.next(name, builds)
		for _, l := range strs {
			at := versionAt(string(body[l.from:l.to]), name, v)
			if at >= 0 && isTelling(body, l, strs, v.to-v.from) {
				edits = append(edits, edit{l.from + at, l.from + at + v.to - v.from, next})
			}
		}
		edits = append(edits, numbers(body, name[v.from:v.to], next)...)
	}
	return unique(edits)
}

// next returns where a name tells its version, and the version so many builds
// later: one with which it is the name of no other cache.
func (c cacheList) next(name string, builds int) (version, string) {
	v, _ := versionIn(name)
	part := name[v.from:v.to]
	const tries = 20
	for try := range tries {
		next := raise(part, builds+try*tries)
		if !c.taken[name[:v.from]+next+name[v.to:]] {
			return v, next
		}
	}
	return v, part
}

// versionAt returns where the string has the name's version, if it is the name
// or a piece of it; else a negative number.
func versionAt(str, name string, v version) int {
	if len(str) < v.to-v.from {
		return -1
	}
	for at := 0; at+len(str) <= len(name); at++ {
		if name[at:at+len(str)] == str && at <= v.from && v.to <= at+len(str) {
			return v.from - at
		}
	}
	return -1
}

// assigned ends with the name of what a string is assigned to: a version, a
// cache's name, and the like.
var assigned = regexp.MustCompile(`(?i)(?:ver|cache|build|rev|release|hash|suffix|stamp|date|tag|edition)[\w$]*["']?\s*[:=]\s*["'` + "`" + `]?$`)

// isTelling reports whether a string stands for a cache's name. One that is
// longer than the version, or long, says so by itself; else it must be assigned
// to what is called so, or be the only one of its kind.
func isTelling(body []byte, l stringLiteral, all []stringLiteral, version int) bool {
	str := body[l.from:l.to]
	if len(str) > version+2 || len(str) >= 5 {
		return true
	}
	if assigned.Match(body[max(0, l.from-60):l.from]) {
		return true
	}
	same := 0
	for _, other := range all {
		if bytes.Equal(body[other.from:other.to], str) {
			same++
		}
	}
	return same == 1 && len(str) >= 2
}

// numbers raises numbers that are assigned to what is called a version.
func numbers(body []byte, part, next string) []edit {
	pattern := regexp.MustCompile(`(?i)\b[\w$]*(?:ver|build|rev|release|edition)[\w$]*\s*[:=]\s*(` + regexp.QuoteMeta(part) + `)\s*(?:[;,}\n]|$)`)
	var edits []edit
	for _, m := range pattern.FindAllSubmatchIndex(body, -1) {
		edits = append(edits, edit{m[2], m[3], next})
	}
	return edits
}

// mentions raises the versions where a page's own script names a cache.
func (c cacheList) mentions(body []byte, builds int) []edit {
	var edits []edit
	for _, name := range c.names {
		if len(name) < 4 {
			continue
		}
		v, next := c.next(name, builds)
		for _, m := range regexp.MustCompile("[\"'`]"+regexp.QuoteMeta(name)+"[\"'`]").FindAllIndex(body, -1) {
			from := m[0] + 1
			edits = append(edits, edit{from + v.from, from + v.to, next})
		}
	}
	return unique(edits)
}

// unique drops edits of the same place.
func unique(edits []edit) []edit {
	var kept []edit
	for _, e := range edits {
		if !slices.ContainsFunc(kept, func(k edit) bool { return k.from < e.to && e.from < k.to }) {
			kept = append(kept, e)
		}
	}
	return kept
}
