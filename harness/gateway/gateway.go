package gateway

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"sync"

	"github.com/elazarl/goproxy"

	"github.com/swcheck/swcheck/observation"
)

// Options are what a gateway is made with. The zero value tunnels HTTPS unread.
type Options struct {
	// Authority signs the certificates that the browser is shown. Without one
	// HTTPS is tunnelled unread, without stamps and without URLs in the log.
	Authority *Authority

	Insecure bool           // do not verify the certificates of servers
	RootCAs  *x509.CertPool // to verify them with; nil: the system's

	// KeepBody chooses, when the head of the answer is known, the exchanges
	// whose body is kept, as it is sent: compressed if it is. Up to MaxBody
	// bytes are kept; BodyBytes tells whether that was all.
	KeepBody func(observation.Exchange) bool
	MaxBody  int64 // 1 MiB by default

	// Header is added to requests to HeaderOrigin (scheme://host:port), and
	// never to others: it may hold a secret. The log does not show it.
	Header       http.Header
	HeaderOrigin string
}

// defaultMaxBody bounds kept bodies when Options does not.
const defaultMaxBody = 1 << 20

// A Gateway is the wire of one session. Its methods may be called at any time
// from any goroutine.
type Gateway struct {
	options      Options
	headerOrigin string
	trust        *tls.Config
	port         string

	ledger      *ledger
	clients     *clients
	intercepted *interceptedConns
	server      *http.Server
	proxy       *goproxy.ProxyHttpServer
	serving     sync.WaitGroup // listeners, connections and tunnels

	switching sync.Mutex // one change of the network at a time
	deploys   deploys
	close     func() error
}

// New opens a gateway on 127.0.0.1 with a port of its own, online.
func New(options Options) (*Gateway, error) {
	clients, err := listen()
	if err != nil {
		return nil, fmt.Errorf("open the gateway's port: %w", err)
	}
	if options.MaxBody <= 0 {
		options.MaxBody = defaultMaxBody
	}
	g := &Gateway{
		options:      options,
		headerOrigin: parseOrigin(options.HeaderOrigin),
		trust:        &tls.Config{RootCAs: options.RootCAs, InsecureSkipVerify: options.Insecure},
		clients:      clients,
		intercepted:  newInterceptedConns(clients.Addr()),
	}
	_, g.port, _ = net.SplitHostPort(clients.Addr().String())
	g.ledger = newLedger(world{period: newPeriod(Online), link: newLink(g.trust), build: firstBuild})
	g.proxy = g.newProxy()
	g.close = sync.OnceValue(g.shutdown)
	g.server = g.newServer()
	g.serving.Go(func() { _ = g.server.Serve(clients) })
	g.serving.Go(func() { _ = g.server.Serve(g.intercepted) })
	return g, nil
}

func (g *Gateway) newServer() *http.Server {
	// No time limits: the browser is the only client, and waits as long as it
	// likes.
	return &http.Server{
		Handler:                      g,
		ConnContext:                  withPeer,
		ConnState:                    g.countConn,
		DisableGeneralOptionsHandler: true,
		ErrorLog:                     log.New(io.Discard, "", 0),
	}
}

// countConn counts connections, so that Close can wait for their goroutines. A
// connection that was taken out of the server's hands is counted until the
// tunnel that took it ends.
func (g *Gateway) countConn(_ net.Conn, state http.ConnState) {
	switch state {
	case http.StateNew:
		g.serving.Add(1)
	case http.StateClosed:
		g.serving.Done()
	}
}

// Addr returns host:port of the gateway.
func (g *Gateway) Addr() string { return g.clients.Addr().String() }

// SetUser names who is logged in from now on; "" is nobody. All exchanges count
// as that user's.
func (g *Gateway) SetUser(name string) { g.SetLogin(name, g.Last(), nil) }

// Exchanges returns a copy of the whole log, by ID.
func (g *Gateway) Exchanges() []observation.Exchange { return g.ledger.since(0) }

// ExchangesSince returns copies of the exchanges whose ID is higher than id.
func (g *Gateway) ExchangesSince(id int) []observation.Exchange { return g.ledger.since(id) }

// Last returns the highest ID so far; 0 before the first exchange.
func (g *Gateway) Last() int { return g.ledger.last() }

// InFlight returns copies of the exchanges that are not finished. Tunnels that
// stand are not in flight; an event stream that is open is.
func (g *Gateway) InFlight() []observation.Exchange { return g.ledger.inFlight() }

// Close breaks off what is open and frees the port. When it returns, no
// connection is left and no request is handled. Closing twice is closing once.
func (g *Gateway) Close() error { return g.close() }

func (g *Gateway) shutdown() error {
	g.switching.Lock()
	defer g.switching.Unlock()
	err := g.clients.Listener.Close()
	g.cut(newPeriod(Offline), errClosed.Error(), func() { g.ledger.closed = true })
	if closing := g.server.Close(); !errors.Is(closing, net.ErrClosed) {
		err = errors.Join(err, closing)
	}
	g.serving.Wait()
	return err
}
