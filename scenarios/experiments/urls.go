package experiments

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"strings"
)

// Absolute returns the target with its URL as a browser would ask for it. It is
// an [*UnreachableError] when that is no URL of a web page.
func (t Target) Absolute() (Target, error) {
	u, err := url.Parse(t.URL)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return t, &UnreachableError{URL: t.URL, Reason: "this is no http or https URL", Err: err, hint: "give a URL such as http://localhost:8000/"}
	}
	if u.Path == "" {
		u.Path = "/"
	}
	u.Fragment, u.RawFragment = "", ""
	t.URL = u.String()
	return t, nil
}

// sameOrigin reports whether two absolute URLs have the same scheme, host and
// port.
func sameOrigin(a, b string) bool {
	ua, errA := url.Parse(a)
	ub, errB := url.Parse(b)
	return errA == nil && errB == nil && origin(ua) == origin(ub)
}

func origin(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	return u.Scheme + "://" + strings.ToLower(u.Hostname()) + ":" + port
}

// resolve returns ref as an absolute URL without its fragment, or "".
func resolve(base, ref string) string {
	b, err := url.Parse(base)
	if err != nil {
		return ""
	}
	u, err := b.Parse(strings.TrimSpace(ref))
	if err != nil {
		return ""
	}
	u.Fragment, u.RawFragment = "", ""
	return u.String()
}

// withoutFragment returns the URL as the network sees it.
func withoutFragment(raw string) string {
	bare, _, _ := strings.Cut(raw, "#")
	return bare
}

// splitQuery returns the URL up to its query, and the query.
func splitQuery(raw string) (path, query string) {
	path, query, _ = strings.Cut(withoutFragment(raw), "?")
	return path, query
}

// folder returns the URL up to the last slash of its path.
func folder(raw string) string {
	path, _ := splitQuery(raw)
	return path[:strings.LastIndex(path, "/")+1]
}

// unheardOf returns a URL below the folder that no site has. It is made from
// the target's URL, so that two audits of a site ask for the same.
func unheardOf(folder, target, suffix string) string {
	sum := sha256.Sum256([]byte(target))
	return folder + "swcheck-" + hex.EncodeToString(sum[:5]) + suffix
}

// withQuery adds a parameter to the URL's query.
func withQuery(raw, parameter string) string {
	path, query := splitQuery(raw)
	if query == "" {
		return path + "?" + parameter
	}
	return path + "?" + query + "&" + parameter
}
