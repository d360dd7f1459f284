package gateway

import (
	"net/http"
	"net/url"
)

// elsewhere sends the deployed origin's requests to another server. That server
// is spoken to under its own name, since it may serve several sites; what would
// show the browser or the server the other's name is translated.
func (d *deployment) elsewhere(fetch fetcher) fetcher {
	return func(req *http.Request) (*http.Response, error) {
		if !d.covers(req.URL) {
			return fetch(req)
		}
		out := req.Clone(req.Context())
		home := *req.URL
		out.URL.Scheme, out.URL.Host = d.Upstream.Scheme, d.Upstream.Host
		out.Host = d.Upstream.Host
		for _, name := range []string{"Origin", "Referer"} {
			translate(out.Header, name, &home, d.Upstream)
		}
		resp, err := fetch(out)
		if err != nil {
			return nil, err
		}
		for _, name := range []string{"Location", "Content-Location"} {
			translate(resp.Header, name, d.Upstream, &home)
		}
		return resp, nil
	}
}

// translate replaces the origin of the URL in a field.
func translate(header http.Header, name string, from, to *url.URL) {
	u, err := url.Parse(header.Get(name))
	if err != nil || u.Host == "" || originOf(u) != originOf(from) {
		return
	}
	u.Scheme, u.Host = to.Scheme, to.Host
	header.Set(name, u.String())
}
