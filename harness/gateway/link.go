package gateway

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"sync"
	"time"
)

// Bounds towards upstream servers.
const (
	// A server that sends headers without end is given up. Chrome's own bound
	// is 256 KiB.
	maxResponseHeader = 512 << 10
	// Node's servers close connections that were idle for 5 s
	// (https://nodejs.org/api/http.html#serverkeepalivetimeout). Idle ones are
	// given up before that, or a POST could meet a connection that is just
	// being closed, which a browser would repeat and a transport does not.
	idleTime = 3 * time.Second
)

// link is the upstream side of the wire while it is whole: all connections to
// servers and the transport that uses them. A link that was severed stays dead;
// a new one takes its place when the wire is back.
type link struct {
	transport *http.Transport

	alive context.Context // ends with the link; only for dials under way
	kill  context.CancelFunc
	dials sync.WaitGroup

	mu    sync.Mutex
	dead  bool
	conns map[*upstreamConn]struct{}
}

func newLink(trust *tls.Config) *link {
	l := &link{conns: map[*upstreamConn]struct{}{}}
	l.alive, l.kill = context.WithCancel(context.Background())
	l.transport = &http.Transport{
		DialContext:            l.dial,
		TLSClientConfig:        trust.Clone(),
		ForceAttemptHTTP2:      true, // a dialer of one's own switches it off
		DisableCompression:     true, // bytes pass as they are
		MaxIdleConnsPerHost:    64,
		IdleConnTimeout:        idleTime,
		MaxResponseHeaderBytes: maxResponseHeader,
		ReadBufferSize:         32 << 10,
	}
	return l
}

// dial opens a connection to a server, unless the link is severed first.
func (l *link) dial(ctx context.Context, network, address string) (net.Conn, error) {
	if !l.enter() {
		return nil, errCut
	}
	defer l.dials.Done()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(l.alive, cancel)()

	var dialer net.Dialer
	conn, err := dialer.DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	return l.adopt(conn)
}

// enter counts a dial, so that sever can wait for it.
func (l *link) enter() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.dead {
		l.dials.Add(1)
	}
	return !l.dead
}

func (l *link) adopt(conn net.Conn) (net.Conn, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.dead {
		reset(conn)
		return nil, errCut
	}
	adopted := &upstreamConn{Conn: conn, link: l}
	l.conns[adopted] = struct{}{}
	return adopted, nil
}

func (l *link) forget(conn *upstreamConn) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.conns, conn)
}

// sever closes every connection to every server. When it returns, not one more
// byte leaves through this link: closing a connection waits for a write that is
// under way, a reset throws away what the kernel had not sent, and dials that
// were under way have ended.
func (l *link) sever() {
	l.mu.Lock()
	l.dead = true
	open := l.conns
	l.conns = map[*upstreamConn]struct{}{}
	l.mu.Unlock()

	l.kill()
	for conn := range open {
		reset(conn.Conn)
	}
	l.dials.Wait()
	l.transport.CloseIdleConnections()
}

// upstreamConn is a connection that its link knows of.
type upstreamConn struct {
	net.Conn
	link *link
}

func (c *upstreamConn) Close() error {
	c.link.forget(c)
	return c.Conn.Close()
}

func (c *upstreamConn) CloseWrite() error { return closeWrite(c.Conn) }

// reset closes a connection so that the other side sees a reset, and whatever
// was not sent yet is thrown away.
func reset(conn net.Conn) {
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
}

// closeWrite tells the other side that nothing more comes, where the connection
// can say that.
func closeWrite(conn net.Conn) error {
	if half, ok := conn.(interface{ CloseWrite() error }); ok {
		return half.CloseWrite()
	}
	return errors.ErrUnsupported
}
