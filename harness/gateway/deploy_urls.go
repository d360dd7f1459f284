package gateway

import "net/url"

// urlMap finds what a deploy has for a URL.
type urlMap[V any] struct {
	origin string // of keys that are paths; "" is any
	values map[string]V
}

func newURLMap[V any](origin string, given map[string]V) urlMap[V] {
	m := urlMap[V]{origin: origin, values: make(map[string]V, len(given))}
	for key, value := range given {
		m.values[urlKey(key)] = value
	}
	return m
}

func newURLSet(origin string, urls []string) urlMap[struct{}] {
	set := make(map[string]struct{}, len(urls))
	for _, u := range urls {
		set[u] = struct{}{}
	}
	return newURLMap(origin, set)
}

// urlKey brings a URL or path into the one form that find looks for.
func urlKey(text string) string {
	u, err := url.Parse(text)
	if err != nil {
		return text
	}
	if u.Host == "" {
		return pathAndQuery(u)
	}
	return originOf(u) + pathAndQuery(u)
}

func pathAndQuery(u *url.URL) string {
	bare := url.URL{Path: u.Path, RawPath: u.RawPath}
	path := bare.EscapedPath()
	if path == "" {
		path = "/"
	}
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	return path
}

// find prefers what names the query, then what names the origin.
func (m urlMap[V]) find(u *url.URL) (V, bool) {
	exact := pathAndQuery(u)
	bare := pathAndQuery(&url.URL{Path: u.Path, RawPath: u.RawPath})
	for _, path := range []string{exact, bare} {
		if v, ok := m.values[originOf(u)+path]; ok {
			return v, true
		}
		if m.origin != "" && m.origin != originOf(u) {
			continue
		}
		if v, ok := m.values[path]; ok {
			return v, true
		}
	}
	var none V
	return none, false
}
