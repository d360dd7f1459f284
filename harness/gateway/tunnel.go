package gateway

import (
	"bufio"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"sync"

	"github.com/swcheck/swcheck/observation"
)

// tunnel passes a connection through unread.
func (g *Gateway) tunnel(req *http.Request, conn *peekedConn, target *url.URL) {
	pass, cancel := g.begin(req, target)
	defer cancel()
	defer conn.Close()

	stop := func() {}
	if target.Scheme == "https" {
		// A browser that closes before the handshake has gone. What speaks
		// another protocol may have sent all that it wants to send.
		stop = conn.watch(cancel)
	}
	server, err := g.reach(req, pass, target)
	stop()
	if err != nil {
		g.noAnswer(pass, err)
		pass.entry.cut()
		return
	}
	defer server.Close()
	pass.entry.tunnelled()
	g.relay(pass, conn, server)
}

// reach opens the far end of an unread tunnel.
func (g *Gateway) reach(req *http.Request, pass gate, target *url.URL) (net.Conn, error) {
	switch pass.entry.world.period.Network {
	case observation.Status, observation.CaptivePortal:
		return nil, errUnreadable
	}
	if _, err := fault(&http.Request{URL: target}, pass); err != nil {
		return nil, err
	}
	if err := pass.freeze(); err != nil {
		return nil, err
	}
	link := pass.entry.world.link
	if link == nil || !pass.entry.forward() {
		return nil, errCut
	}
	return link.dial(pass.ctx, "tcp", req.Host)
}

// upgrade passes a WebSocket: the handshake as an exchange, then the frames
// unread.
func (g *Gateway) upgrade(w http.ResponseWriter, req *http.Request) {
	shown := *req.URL
	shown.Scheme = "ws" + shown.Scheme[len("http"):]
	pass, cancel := g.begin(req, &shown)
	defer cancel()
	defer g.mishap(pass)

	out := &answerWriter{ResponseWriter: w, gateway: g, entry: pass.entry, length: -1}
	answered, err := g.answer(req.WithContext(pass.ctx), pass)
	if err != nil {
		g.noAnswer(pass, err)
		panic(http.ErrAbortHandler)
	}
	defer answered.Body.Close()
	if answered.StatusCode != http.StatusSwitchingProtocols {
		g.copyAnswer(out, answered, out.through(pass))
		return
	}
	g.switchProtocols(w, answered.Response, pass)
}

// copyAnswer passes the answer of a server that wants no WebSocket.
func (g *Gateway) copyAnswer(out *answerWriter, a *answer, c crossing) {
	a.open(c)
	for name, values := range a.Header {
		out.Header()[name] = values
	}
	out.WriteHeader(a.StatusCode)
	_, _ = io.Copy(out, a.Body)
	g.conclude(out, c.gate)
}

func (g *Gateway) switchProtocols(w http.ResponseWriter, resp *http.Response, pass gate) {
	server, ok := resp.Body.(io.ReadWriteCloser)
	if !ok {
		pass.entry.failed("response: a WebSocket that cannot be written to")
		panic(http.ErrAbortHandler)
	}
	pass.entry.respond(resp, false, "")
	conn, buffered, err := http.NewResponseController(w).Hijack()
	if err != nil {
		pass.entry.broken(errBrowserLeft.Error())
		return
	}
	defer g.serving.Done() // out of the server's hands
	defer conn.Close()

	resp.Header.Set(StampHeader, strconv.Itoa(pass.entry.x.ID))
	resp.Body = nil
	head := bufio.NewWriter(conn)
	_ = resp.Write(head)
	if err := head.Flush(); err != nil {
		pass.entry.broken(errBrowserLeft.Error())
		return
	}
	pass.entry.tunnelled()
	g.relay(pass, &peekedConn{Conn: conn, reader: buffered.Reader}, server)
}

// relay copies both ways until both ends are done, or one of them broke.
func (g *Gateway) relay(pass gate, client net.Conn, server io.ReadWriteCloser) {
	stop := sync.OnceFunc(func() {
		_ = client.Close()
		_ = server.Close()
	})
	var up sync.WaitGroup
	var sending error
	up.Go(func() {
		_, sending = io.Copy(server, &uplink{gate: pass, Reader: client})
		finish(server, sending, stop)
	})
	_, receiving := io.Copy(countingWriter{client, pass.entry}, &gatedReader{gate: pass, source: server})
	finish(client, receiving, stop)
	up.Wait()
	stop()
	if torn := errors.Join(sending, receiving); refusal(torn) {
		pass.entry.broken(errHeld.Error())
	}
	pass.entry.closed()
}

// finish hands the end of one direction on: as a half-close where the other end
// knows that, and as the end of everything otherwise.
func finish(to any, err error, stop func()) {
	half, ok := to.(interface{ CloseWrite() error })
	if err != nil || !ok || half.CloseWrite() != nil {
		stop()
	}
}

// uplink is the direction from the browser to the server.
type uplink struct {
	gate
	io.Reader
}

func (u *uplink) Read(p []byte) (int, error) {
	n, err := u.Reader.Read(p)
	if frozen := u.freeze(); frozen != nil {
		return 0, frozen
	}
	return n, err
}

type countingWriter struct {
	io.Writer
	entry *entry
}

func (w countingWriter) Write(p []byte) (int, error) {
	n, err := w.Writer.Write(p)
	w.entry.passed.Add(int64(n))
	return n, err
}
