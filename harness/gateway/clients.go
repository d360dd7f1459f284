package gateway

import (
	"net"
	"sync"
)

// clients is the browser side of the wire: the listener, and every connection
// that was accepted. While the wire is cut, new ones are reset at once, before
// anything is read from them.
type clients struct {
	net.Listener

	mu    sync.Mutex
	cut   bool
	conns map[*clientConn]struct{}
}

func listen() (*clients, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	return &clients{Listener: listener, conns: map[*clientConn]struct{}{}}, nil
}

// Accept returns the next connection that comes while the wire is not cut.
func (c *clients) Accept() (net.Conn, error) {
	for {
		conn, err := c.Listener.Accept()
		if err != nil {
			return nil, err
		}
		if adopted := c.adopt(conn); adopted != nil {
			return adopted, nil
		}
		reset(conn)
	}
}

func (c *clients) adopt(conn net.Conn) net.Conn {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.cut {
		return nil
	}
	adopted := &clientConn{Conn: conn, clients: c}
	c.conns[adopted] = struct{}{}
	return adopted
}

// sever resets every connection, idle ones and tunnels too, and every new one.
func (c *clients) sever() {
	c.mu.Lock()
	c.cut = true
	open := c.conns
	c.conns = map[*clientConn]struct{}{}
	c.mu.Unlock()
	for conn := range open {
		reset(conn.Conn)
	}
}

// mend lets new connections in again.
func (c *clients) mend() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.cut = false
}

// clientConn is a connection from the browser.
type clientConn struct {
	net.Conn
	clients *clients
}

func (c *clientConn) Close() error {
	c.forget()
	return c.Conn.Close()
}

func (c *clientConn) CloseWrite() error { return closeWrite(c.Conn) }

// reset closes the connection without an answer.
func (c *clientConn) reset() {
	c.forget()
	reset(c.Conn)
}

func (c *clientConn) forget() {
	c.clients.mu.Lock()
	defer c.clients.mu.Unlock()
	delete(c.clients.conns, c)
}
