package gateway

import (
	"bufio"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"time"

	"github.com/elazarl/goproxy"
)

// tlsHandshake is the first byte of a TLS connection.
//
// Source: https://www.rfc-editor.org/rfc/rfc8446#section-5.1
const tlsHandshake = 0x16

// peekSize has room for what a browser sends before it waits for an answer.
const peekSize = 32 << 10

// connect takes over a connection that asked for a tunnel. Every CONNECT is
// accepted; what comes through the tunnel then meets the state of the wire, so
// that the log has its real URL.
func (g *Gateway) connect(req *http.Request, conn net.Conn, _ *goproxy.ProxyCtx) {
	defer g.serving.Done() // goproxy took the connection out of the server's hands
	client := peerOf(req).client
	if _, err := io.WriteString(conn, "HTTP/1.1 200 Connection established\r\n\r\n"); err != nil {
		_ = conn.Close()
		return
	}
	reader := bufio.NewReaderSize(conn, peekSize)
	first, err := reader.Peek(1)
	if err != nil {
		_ = conn.Close()
		return
	}
	peeked := &peekedConn{Conn: conn, reader: reader, client: client}
	switch {
	case first[0] == tlsHandshake && g.options.Authority != nil:
		g.intercept(req, peeked)
	case first[0] >= 'A' && first[0] <= 'Z':
		// Chrome asks for a tunnel for ws:// too.
		g.intercepted.push(&interceptedConn{Conn: peeked, client: client, origin: origin("http", req.Host)})
	case first[0] == tlsHandshake:
		g.tunnel(req, peeked, origin("https", req.Host))
	default:
		g.tunnel(req, peeked, origin("tcp", req.Host))
	}
}

func origin(scheme, authority string) *url.URL {
	return &url.URL{Scheme: scheme, Host: withoutDefaultPort(scheme, authority)}
}

// intercept speaks TLS with the browser in the server's name.
func (g *Gateway) intercept(req *http.Request, conn *peekedConn) {
	target := origin("https", req.Host)
	secure := tls.Server(conn, &tls.Config{
		NextProtos: []string{"http/1.1"},
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) {
			return g.options.Authority.leaf(target.Hostname())
		},
	})
	if err := secure.HandshakeContext(req.Context()); err != nil {
		g.distrusted(req, target, err)
		_ = conn.Close()
		return
	}
	g.intercepted.push(&interceptedConn{Conn: secure, client: conn.client, origin: target})
}

// distrusted logs that the browser did not accept our certificate. A browser
// that merely went away is no exchange.
func (g *Gateway) distrusted(req *http.Request, target *url.URL, err error) {
	var op *net.OpError
	if !errors.As(err, &op) || op.Op != "remote error" {
		return
	}
	pass, cancel := g.begin(req, target)
	defer cancel()
	pass.entry.failed("tls: the browser refused the gateway's certificate: " + err.Error())
}

// peekedConn is a connection whose first bytes were looked at.
type peekedConn struct {
	net.Conn
	reader *bufio.Reader
	client *clientConn
}

func (c *peekedConn) Read(p []byte) (int, error) { return c.reader.Read(p) }

func (c *peekedConn) CloseWrite() error { return closeWrite(c.Conn) }

// watch calls gone when the browser closes the connection. The returned function
// ends the watch, and must be called before the connection is read again.
func (c *peekedConn) watch(gone func()) (stop func()) {
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_, err := c.reader.Peek(c.reader.Buffered() + 1)
		if err != nil && !errors.Is(err, os.ErrDeadlineExceeded) && !errors.Is(err, bufio.ErrBufferFull) {
			gone()
		}
	}()
	return func() {
		_ = c.SetReadDeadline(time.Unix(1, 0)) // long past: wakes the reader
		<-ended
		_ = c.SetReadDeadline(time.Time{})
	}
}

// interceptedConn is the inside of a tunnel, where requests can be read.
type interceptedConn struct {
	net.Conn
	client *clientConn
	origin *url.URL
}

func (c *interceptedConn) CloseWrite() error { return closeWrite(c.Conn) }

// interceptedConns is the listener through which the HTTP server gets them.
type interceptedConns struct {
	address net.Addr
	queue   chan net.Conn
	closed  chan struct{}
}

func newInterceptedConns(address net.Addr) *interceptedConns {
	return &interceptedConns{address: address, queue: make(chan net.Conn), closed: make(chan struct{})}
}

func (l *interceptedConns) push(conn net.Conn) {
	select {
	case l.queue <- conn:
	case <-l.closed:
		_ = conn.Close()
	}
}

func (l *interceptedConns) Accept() (net.Conn, error) {
	select {
	case conn := <-l.queue:
		return conn, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

// Close is called once, by the HTTP server.
func (l *interceptedConns) Close() error {
	close(l.closed)
	return nil
}

func (l *interceptedConns) Addr() net.Addr { return l.address }
