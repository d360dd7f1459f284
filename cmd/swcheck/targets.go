package main

import (
	"net"
	"net/url"
	"strconv"
	"strings"
)

// parseTargets reads the URLs of a call.
func parseTargets(args []string) ([]*url.URL, error) {
	targets := make([]*url.URL, 0, len(args))
	for _, arg := range args {
		u, err := parseTarget(arg)
		if err != nil {
			return nil, err
		}
		targets = append(targets, u)
	}
	return targets, nil
}

const targetHint = "give a URL such as http://localhost:8000/ or https://example.org/"

// parseTarget reads one URL. Without a scheme it is taken as http:// on this
// machine and wherever a port is given, because that is where sites are
// developed, and as https:// elsewhere.
func parseTarget(arg string) (*url.URL, error) {
	text := strings.TrimSpace(arg)
	if scheme, _, found := strings.Cut(text, "://"); !found {
		text = guessScheme(text) + "://" + text
	} else if s := strings.ToLower(scheme); s != "http" && s != "https" {
		return nil, wrongUsage(schemeHint(s), "%q cannot be audited: %s:// is no web address", arg, scheme)
	}
	u, err := url.Parse(text)
	if err != nil {
		return nil, &usageError{text: strconv.Quote(arg) + " is no URL", err: plainURLError(err), hint: targetHint}
	}
	switch {
	case u.Hostname() == "" || strings.ContainsAny(u.Host, " \t<>\"") || !validPort(u.Port()):
		return nil, wrongUsage(targetHint, "%q is no URL: it has no valid host and port", arg)
	case u.User != nil:
		return nil, wrongUsage("give them as --header 'Authorization: Basic …'", "%q: a name and password in the URL would end up in the report", u.Redacted())
	}
	if u.Path == "" {
		u.Path = "/"
	}
	u.Fragment, u.RawFragment = "", ""
	return u, nil
}

func guessScheme(text string) string {
	host := text
	if i := strings.IndexAny(host, "/?#"); i >= 0 {
		host = host[:i]
	}
	name, port, err := net.SplitHostPort(host)
	if err != nil {
		name = strings.Trim(host, "[]")
	}
	ip := net.ParseIP(name)
	if port != "" || name == "localhost" || strings.HasSuffix(name, ".localhost") || ip != nil && ip.IsLoopback() {
		return "http"
	}
	return "https"
}

func schemeHint(scheme string) string {
	if scheme == "file" {
		return "service workers need http: serve the folder, for example with python3 -m http.server 8000, and audit http://localhost:8000/"
	}
	return targetHint
}

func validPort(port string) bool {
	if port == "" {
		return true
	}
	n, err := strconv.ParseUint(port, 10, 16)
	return err == nil && n > 0
}

// plainURLError drops the words of url.Error that repeat the URL.
func plainURLError(err error) error {
	if e, ok := err.(*url.Error); ok {
		return e.Err
	}
	return err
}
