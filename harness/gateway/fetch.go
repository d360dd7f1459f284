package gateway

import (
	"fmt"
	"net/http"
	"net/url"
)

// fetch asks the upstream server.
func (g *Gateway) fetch(req *http.Request, pass gate) (*http.Response, error) {
	if err := pass.freeze(); err != nil {
		return nil, err
	}
	link := pass.entry.world.link
	if link == nil || !pass.entry.forward() {
		return nil, errCut
	}
	resp, err := link.transport.RoundTrip(g.outgoing(req, pass))
	if err != nil {
		return nil, err
	}
	if err := acceptable(resp, pass.freeze()); err != nil {
		_ = resp.Body.Close()
		return nil, err
	}
	stripAnswer(resp, isUpgrade(req))
	return resp, nil
}

// acceptable refuses status codes that net/http cannot pass on, and a 101 that
// nobody asked for.
func acceptable(resp *http.Response, frozen error) error {
	if frozen != nil {
		return frozen
	}
	if resp.StatusCode == http.StatusSwitchingProtocols && isUpgrade(resp.Request) {
		return nil
	}
	if resp.StatusCode < 200 || resp.StatusCode > 999 {
		return fmt.Errorf("unexpected status %q", resp.Status)
	}
	return nil
}

func stripAnswer(resp *http.Response, upgraded bool) {
	if upgraded && resp.StatusCode == http.StatusSwitchingProtocols {
		return
	}
	stripHop(resp.Header)
}

// outgoing is the request as the server gets it.
func (g *Gateway) outgoing(req *http.Request, pass gate) *http.Request {
	out := req.Clone(req.Context())
	out.RequestURI = ""
	upgrade := isUpgrade(req)
	stripHop(out.Header)
	out.Header.Del("Expect") // answered by our own server already
	if upgrade {
		out.Header.Set("Connection", "Upgrade")
		out.Header.Set("Upgrade", "websocket")
	}
	if _, ok := out.Header["User-Agent"]; !ok {
		out.Header.Set("User-Agent", "") // or the transport would put in its own
	}
	if out.Body != nil && out.Body != http.NoBody {
		out.Body = upload{gate: pass, ReadCloser: out.Body}
	}
	if g.wantsHeader(req.URL, pass.entry.world.deploy) {
		for name, values := range g.options.Header {
			out.Header[http.CanonicalHeaderKey(name)] = values
		}
	}
	return out
}

// wantsHeader reports whether requests to the URL get the configured header:
// those to its origin, wherever a deploy serves that.
func (g *Gateway) wantsHeader(u *url.URL, d *deployment) bool {
	if g.headerOrigin == "" {
		return false
	}
	if originOf(u) == g.headerOrigin {
		return true
	}
	return d != nil && d.Upstream != nil && d.Origin == g.headerOrigin && originOf(u) == originOf(d.Upstream)
}
