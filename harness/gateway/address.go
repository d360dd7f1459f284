package gateway

import (
	"net"
	"net/http"
	"net/url"
	"strings"
)

// HostPort returns host:port of a URL, with the default port where it names
// none.
func HostPort(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = defaultPort(u.Scheme)
	}
	return net.JoinHostPort(strings.ToLower(u.Hostname()), port)
}

func defaultPort(scheme string) string {
	if scheme == "https" || scheme == "wss" {
		return "443"
	}
	return "80"
}

// originOf returns scheme://host:port of a URL in one form, so that origins can
// be compared. WebSockets count to the origin of their server.
func originOf(u *url.URL) string {
	scheme := u.Scheme
	switch scheme {
	case "ws":
		scheme = "http"
	case "wss":
		scheme = "https"
	}
	return scheme + "://" + HostPort(u)
}

// parseOrigin returns the one form of an origin that was given as text, or ""
// when there is none.
func parseOrigin(text string) string {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" {
		return ""
	}
	return originOf(u)
}

// withoutDefaultPort writes host:port as it stands in a URL of that scheme.
func withoutDefaultPort(scheme, hostport string) string {
	host, port, err := net.SplitHostPort(hostport)
	if err != nil || port != defaultPort(scheme) {
		return hostport
	}
	if strings.Contains(host, ":") {
		return "[" + host + "]"
	}
	return host
}

// isUpgrade reports whether the request asks for a WebSocket.
func isUpgrade(req *http.Request) bool {
	return strings.EqualFold(req.Header.Get("Upgrade"), "websocket") &&
		hasToken(req.Header, "Connection", "upgrade")
}

func hasToken(h http.Header, field, token string) bool {
	for _, value := range h.Values(field) {
		for part := range strings.SplitSeq(value, ",") {
			if strings.EqualFold(strings.TrimSpace(part), token) {
				return true
			}
		}
	}
	return false
}

// perHop are the header fields that are between two neighbours only.
//
// Source: https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1
var perHop = []string{
	"Connection", "Proxy-Connection", "Keep-Alive", "Proxy-Authenticate",
	"Proxy-Authorization", "Te", "Trailer", "Transfer-Encoding", "Upgrade",
}

// stripHop removes the fields of one hop, and those that Connection names.
func stripHop(h http.Header) {
	for _, value := range h.Values("Connection") {
		for name := range strings.SplitSeq(value, ",") {
			h.Del(strings.TrimSpace(name))
		}
	}
	for _, name := range perHop {
		h.Del(name)
	}
}
