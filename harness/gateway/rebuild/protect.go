package rebuild

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
)

// protect keeps files as they are that a page names by a hash which is not that
// of the bytes that were read: what it is the hash of cannot be told, so it
// cannot be made anew.
func (s *survey) protect() {
	for _, t := range s.sorted() {
		if t.kind != document {
			continue
		}
		for _, e := range integrities(t.body) {
			u, own := s.resolve(t.url, e.ref)
			if !own || isMedia(u) || s.provides(u, e.integrity) {
				continue
			}
			s.kept[u] = true
			s.limit("digests", u, "the page "+t.url+" names it by a hash that is not that of its bytes, so it stays as it is")
		}
	}
}

// provides reports whether the hash of a known text is among those given.
func (s *survey) provides(u, integrity string) bool {
	t := s.texts[u]
	if t == nil {
		return false
	}
	for _, one := range strings.Fields(integrity) {
		algorithm, _, _ := strings.Cut(one, "-")
		one, _, _ = strings.Cut(one, "?")
		if one == digestOf(algorithm, t.body) {
			return true
		}
	}
	return false
}

// An integrity is a hash by which a page names a file.
type integrity struct{ ref, integrity string }

func integrities(body []byte) []integrity {
	var found []integrity
	for z := html.NewTokenizer(bytes.NewReader(body)); ; {
		kind := z.Next()
		if kind == html.ErrorToken {
			return found
		}
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		var e integrity
		for {
			name, value, more := z.TagAttr()
			switch string(name) {
			case "src", "href":
				e.ref = string(value)
			case "integrity":
				e.integrity = strings.TrimSpace(string(value))
			}
			if !more {
				break
			}
		}
		if e.ref != "" && e.integrity != "" {
			found = append(found, e)
		}
	}
}
