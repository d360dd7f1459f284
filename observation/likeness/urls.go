package likeness

import (
	"net/url"
	"slices"
	"strings"
)

// WithoutFragment returns the URL without its fragment, as it is asked for and
// as Cache Storage keys it.
func WithoutFragment(address string) string {
	before, _, _ := strings.Cut(address, "#")
	return before
}

// WithoutQuery returns the URL without query and fragment.
func WithoutQuery(address string) string {
	before, _, _ := strings.Cut(WithoutFragment(address), "?")
	return before
}

// SameURL reports whether both are one resource: equal but for the fragment.
func SameURL(a, b string) bool { return WithoutFragment(a) == WithoutFragment(b) }

// Parameters that the makers of precaches add to the URLs that they store
// under or fetch from, to tell revisions apart or to get past the HTTP cache.
var bookkeeping = []string{"__WB_REVISION__=", "_sw-precache=", "ngsw-cache-bust="}

// Plain returns a URL as a page would ask for it: without its fragment, and
// without what precaches add to it.
func Plain(address string) string {
	before, query, has := strings.Cut(WithoutFragment(address), "?")
	if !has {
		return before
	}
	kept := slices.DeleteFunc(strings.Split(query, "&"), func(parameter string) bool {
		return slices.ContainsFunc(bookkeeping, func(name string) bool { return strings.HasPrefix(parameter, name) })
	})
	if len(kept) == 0 {
		return before
	}
	return before + "?" + strings.Join(kept, "&")
}

// SamePage reports whether both URLs are by custom one page: equal, or
// different in index.html, .html, the last slash or what precaches add only.
// The rest of the query counts.
func SamePage(a, b string) bool { return SameURL(a, b) || canonical(a) == canonical(b) }

func canonical(address string) string {
	path, query, _ := strings.Cut(Plain(address), "?")
	for _, suffix := range []string{"index.html", "index.htm", ".html", ".htm", "/"} {
		path = strings.TrimSuffix(path, suffix)
	}
	return path + "?" + query
}

// SameOrigin reports whether both URLs have one origin. URLs without an origin
// of their own (data:, blob:, about:) have none in common with anything.
func SameOrigin(a, b string) bool {
	origin := Origin(a)
	return origin != "" && origin == Origin(b)
}

// Origin returns scheme, host and port of an HTTP URL, without the scheme's
// default port, or "" for any other URL.
func Origin(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return ""
	}
	host := strings.ToLower(u.Host)
	switch u.Scheme {
	case "http":
		host = strings.TrimSuffix(host, ":80")
	case "https":
		host = strings.TrimSuffix(host, ":443")
	default:
		return ""
	}
	return u.Scheme + "://" + host
}

// Path returns path and query of a URL, for messages about a site of one
// origin; what has no path it returns as it is.
func Path(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return address
	}
	return u.RequestURI()
}
