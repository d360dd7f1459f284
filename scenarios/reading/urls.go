package reading

import (
	"strings"

	"github.com/swcheck/swcheck/observation/likeness"
)

// WithoutFragment returns the URL without its fragment, as it is asked for and
// as Cache Storage keys it; see [likeness.WithoutFragment].
func WithoutFragment(address string) string { return likeness.WithoutFragment(address) }

// WithoutQuery returns the URL without query and fragment; see
// [likeness.WithoutQuery].
func WithoutQuery(address string) string { return likeness.WithoutQuery(address) }

// SameURL reports whether both are one resource: equal but for the fragment;
// see [likeness.SameURL].
func SameURL(a, b string) bool { return likeness.SameURL(a, b) }

// Plain returns a URL as a page would ask for it: without its fragment, and
// without what precaches add to it; see [likeness.Plain].
func Plain(address string) string { return likeness.Plain(address) }

// SamePage reports whether both URLs are by custom one page: equal, or
// different in index.html, .html, the last slash or what precaches add only;
// see [likeness.SamePage].
func SamePage(a, b string) bool { return likeness.SamePage(a, b) }

// SameOrigin reports whether both URLs have one origin; see
// [likeness.SameOrigin].
func SameOrigin(a, b string) bool { return likeness.SameOrigin(a, b) }

// Origin returns scheme, host and port of an HTTP URL, without the scheme's
// default port, or "" for any other URL; see [likeness.Origin].
func Origin(address string) string { return likeness.Origin(address) }

// Path returns path and query of a URL, for messages about a site of one
// origin; what has no path it returns as it is; see [likeness.Path].
func Path(address string) string { return likeness.Path(address) }

// InScope reports whether a registration with the scope would control the URL.
// Scopes are prefixes of the URL without its fragment, not folders: /app also
// covers /apple.
//
// Source: https://w3c.github.io/ServiceWorker/#scope-match-algorithm
func InScope(scope, address string) bool {
	return scope != "" && strings.HasPrefix(WithoutFragment(address), scope)
}
