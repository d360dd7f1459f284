package gateway

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/url"

	"github.com/elazarl/goproxy"

	"github.com/swcheck/swcheck/observation"
)

// StampHeader is the response header field that carries the exchange's number.
const StampHeader = "Swcheck-Exchange"

// peer is what the gateway knows of a connection that a request came on.
type peer struct {
	client *clientConn
	origin *url.URL // what an intercepted CONNECT leads to; nil for proxy requests
}

type peerKey struct{}
type gateKey struct{}

func withPeer(ctx context.Context, conn net.Conn) context.Context {
	switch conn := conn.(type) {
	case *clientConn:
		return context.WithValue(ctx, peerKey{}, peer{client: conn})
	case *interceptedConn:
		return context.WithValue(ctx, peerKey{}, peer{client: conn.client, origin: conn.origin})
	}
	return ctx
}

func peerOf(req *http.Request) peer {
	p, _ := req.Context().Value(peerKey{}).(peer)
	return p
}

// ServeHTTP takes every request that the browser sends, on plain connections
// and on intercepted ones.
func (g *Gateway) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	from := peerOf(req)
	if req.Method == http.MethodConnect && from.origin == nil && !g.isSelf(req.Host) {
		g.proxy.ServeHTTP(w, req)
		return
	}
	if from.origin != nil {
		req.URL.Scheme, req.URL.Host = from.origin.Scheme, from.origin.Host
	}
	if !g.isProxyRequest(req) {
		http.Error(w, "This is a proxy: it takes requests for other hosts only.", http.StatusBadRequest)
		return
	}
	if isUpgrade(req) {
		g.upgrade(w, req)
		return
	}
	g.exchange(w, req)
}

func (g *Gateway) isProxyRequest(req *http.Request) bool {
	switch req.URL.Scheme {
	case "ws":
		req.URL.Scheme = "http"
	case "wss":
		req.URL.Scheme = "https"
	}
	known := req.URL.Scheme == "http" || req.URL.Scheme == "https"
	return known && req.URL.Host != "" && req.Method != http.MethodConnect && !g.isSelf(HostPort(req.URL))
}

// isSelf reports whether host:port is the gateway itself: passing such a
// request on would go round in circles.
func (g *Gateway) isSelf(hostport string) bool {
	host, port, err := net.SplitHostPort(hostport)
	if err != nil || port != g.port {
		return false
	}
	ip := net.ParseIP(host)
	return host == "localhost" || (ip != nil && (ip.IsLoopback() || ip.IsUnspecified()))
}

// begin logs a request. The returned context ends with the exchange.
func (g *Gateway) begin(req *http.Request, shown *url.URL) (gate, context.CancelFunc) {
	ctx, cancel := context.WithCancel(req.Context())
	client := peerOf(req).client
	header := req.Header.Clone()
	header.Del("Proxy-Connection")
	e := g.ledger.begin(observation.Exchange{
		Method:        req.Method,
		URL:           shown.String(),
		RequestHeader: copyHeader(header),
	}, func() {
		cancel()
		client.reset()
	})
	return gate{entry: e, ctx: ctx}, cancel
}

// exchange takes one request through the proxy and logs it.
func (g *Gateway) exchange(w http.ResponseWriter, req *http.Request) {
	pass, cancel := g.begin(req, req.URL)
	defer cancel()
	// Now, since Connection names more of them, and goproxy removes it.
	stripHop(req.Header)
	// A server that answers early must not wait for the end of the upload.
	_ = http.NewResponseController(w).EnableFullDuplex()

	out := &answerWriter{ResponseWriter: w, gateway: g, entry: pass.entry, head: req.Method == http.MethodHead, length: -1}
	defer g.mishap(pass)
	g.proxy.ServeHTTP(out, req.WithContext(context.WithValue(pass.ctx, gateKey{}, out.through(pass))))
	g.conclude(out, pass)
}

// conclude ends an exchange whose answer was copied as far as it came.
func (g *Gateway) conclude(out *answerWriter, pass gate) {
	switch {
	case out.err == nil:
		out.complete()
		return
	case pass.ctx.Err() != nil:
		pass.entry.broken(errBrowserLeft.Error())
	case refusal(out.err):
		pass.entry.broken(out.err.Error())
	default:
		pass.entry.broken(describe(out.err))
	}
	panic(http.ErrAbortHandler)
}

// mishap ends an exchange that has no whole answer, and the connection it came
// on: the browser must see a network error, not a page and not an end.
func (g *Gateway) mishap(pass gate) {
	fault := recover()
	if fault == nil {
		return
	}
	if fault != http.ErrAbortHandler {
		// Such as a panic in a deploy's Func. net/http keeps it from the process.
		pass.entry.failed(fmt.Sprintf("gateway: %v", fault))
	}
	pass.entry.cut()
	panic(http.ErrAbortHandler)
}

// crossing carries an exchange through goproxy's handlers to the round trip.
type crossing struct {
	gate
	out *answerWriter
}

// newProxy makes the goproxy server that takes CONNECT requests apart and
// copies answers; what happens in between is ours.
func (g *Gateway) newProxy() *goproxy.ProxyHttpServer {
	proxy := goproxy.NewProxyHttpServer()
	proxy.Logger = silence{}
	proxy.KeepAcceptEncoding = true
	proxy.ConnectDial = nil // its default follows HTTPS_PROXY
	proxy.Tr = nil          // every round trip goes over the exchange's own link
	proxy.OnRequest().HandleConnectFunc(func(host string, _ *goproxy.ProxyCtx) (*goproxy.ConnectAction, string) {
		return &goproxy.ConnectAction{Action: goproxy.ConnectHijack, Hijack: g.connect}, host
	})
	proxy.OnRequest().DoFunc(func(req *http.Request, ctx *goproxy.ProxyCtx) (*http.Request, *http.Response) {
		ctx.RoundTripper = goproxy.RoundTripperFunc(g.cross)
		return req, nil
	})
	proxy.OnResponse().DoFunc(func(resp *http.Response, ctx *goproxy.ProxyCtx) *http.Response {
		if resp == nil {
			// goproxy would show the error as a page of the site.
			panic(http.ErrAbortHandler)
		}
		return resp
	})
	return proxy
}

type silence struct{}

func (silence) Printf(string, ...any) {}

// cross takes a request over the wire and returns the answer as it is passed.
func (g *Gateway) cross(req *http.Request, _ *goproxy.ProxyCtx) (*http.Response, error) {
	c := req.Context().Value(gateKey{}).(crossing)
	a, err := g.answer(req, c.gate)
	if err != nil {
		g.noAnswer(c.gate, err)
		return nil, err
	}
	a.open(c)
	return a.Response, nil
}

// noAnswer ends an exchange for which there is no head of an answer.
func (g *Gateway) noAnswer(pass gate, err error) {
	switch {
	case refusal(err):
		pass.entry.broken(err.Error())
	case pass.ctx.Err() != nil:
		pass.entry.broken(errBrowserLeft.Error())
	default:
		pass.entry.failed(describe(err))
	}
}

// answer finds the answer: the fault of the wire, the deploy, or the server.
func (g *Gateway) answer(req *http.Request, pass gate) (*answer, error) {
	resp, err := fault(req, pass)
	if err != nil {
		return nil, err
	}
	if resp != nil {
		return &answer{Response: resp, played: true}, nil
	}
	fetch := func(req *http.Request) (*http.Response, error) { return g.fetch(req, pass) }
	return pass.entry.world.deploy.answer(req, fetch)
}
