package main

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/http/httpproxy"
)

// proxyVariables are where an environment names proxies, in the order in which
// they are told.
var proxyVariables = []string{"HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"}

// proxies checks what the environment says of proxies. Sessions have a proxy of
// their own, the gateway, and it connects to sites directly: a proxy between it
// and the site could answer from a cache of its own, and the wire would not be
// swcheck's alone to cut. Values are not told, because passwords stand in them.
func (d *doctor) proxies(w *world, target reached) {
	var set []string
	for _, name := range proxyVariables {
		for _, name := range []string{name, strings.ToLower(name)} {
			if w.set(name) {
				set = append(set, name)
			}
		}
	}
	d.add(checkProxies(set, w.proxyFor(target.url), target))
}

// checkProxies judges the variables that are set. through tells whether others
// would ask for the target through a proxy.
func checkProxies(set []string, through bool, target reached) check {
	c := check{What: "proxy", State: stateOK}
	if !slices.ContainsFunc(set, func(name string) bool { return !strings.EqualFold(name, "NO_PROXY") }) {
		c.Found = "the environment names none"
		return c
	}
	verb := "is"
	if len(set) > 1 {
		verb = "are"
	}
	c.Found = fmt.Sprintf("%s %s set, and not used: swcheck and its browser connect to sites directly", strings.Join(set, ", "), verb)
	switch {
	case target.answered:
		c.Found += "; the target answers so"
	case through:
		c.State = stateWarning
		c.Found += "; others would ask for the target through the proxy"
		c.Advice = "where the target can be reached through the proxy only, run swcheck where it can be reached directly"
	}
	return c
}

// proxyFor tells whether the environment names a proxy for the URL.
func (w *world) proxyFor(u *url.URL) bool {
	if u == nil {
		return false
	}
	proxy, err := w.proxyConfig().ProxyFunc()(u)
	return err != nil || proxy != nil
}

// proxyConfig reads the environment as curl does: ALL_PROXY stands in where there
// is none for the scheme.
func (w *world) proxyConfig() *httpproxy.Config {
	first := func(names ...string) string {
		for _, name := range names {
			if w.set(name) {
				return w.variable(name)
			}
		}
		return ""
	}
	return &httpproxy.Config{
		HTTPProxy:  first("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"),
		HTTPSProxy: first("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"),
		NoProxy:    first("no_proxy", "NO_PROXY"),
	}
}

// proxy returns through what requests go that are for no site under test.
func (w *world) proxy() func(*http.Request) (*url.URL, error) {
	choose := w.proxyConfig().ProxyFunc()
	return func(r *http.Request) (*url.URL, error) { return choose(r.URL) }
}
