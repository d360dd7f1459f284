package gateway_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"

	"github.com/coder/websocket"
	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness/gateway"
	"github.com/swcheck/swcheck/observation"
)

var _ = Describe("WebSockets", func() {
	It("pass through a proxy request", limit, func(ctx SpecContext) {
		s := serve(echo)
		r := open(gateway.Options{})
		r.converse(ctx, r.client, "ws"+strings.TrimPrefix(s.URL, "http")+"/chat")
	})

	It("pass through a CONNECT tunnel that carries no TLS, as Chrome asks", limit, func(ctx SpecContext) {
		s := serve(echo)
		r := open(gateway.Options{})
		client := &http.Client{Transport: &http.Transport{
			DialContext: func(ctx context.Context, _, address string) (net.Conn, error) {
				return r.tunnel(ctx, address), nil
			},
		}}
		r.converse(ctx, client, "ws"+strings.TrimPrefix(s.URL, "http")+"/chat")
	})

	It("pass over TLS, also where the server speaks HTTP/2", limit, func(ctx SpecContext) {
		s := serveTLS(echo)
		r := open(gateway.Options{RootCAs: s.roots()})
		r.converse(ctx, r.client, "wss"+strings.TrimPrefix(s.URL, "https")+"/chat")
	})

	It("end on both sides when the wire is cut", limit, func(ctx SpecContext) {
		gone := make(chan error, 1)
		s := serve(func(w http.ResponseWriter, req *http.Request) {
			c, err := websocket.Accept(w, req, nil)
			if err == nil {
				_, _, err = c.Read(req.Context())
				_ = c.CloseNow()
			}
			gone <- err
		})
		r := open(gateway.Options{})
		c := r.dial(ctx, r.client, "ws"+strings.TrimPrefix(s.URL, "http"))
		defer c.CloseNow()

		r.SetNetwork(gateway.Offline)

		Expect(r.only().Outcome).To(Equal(observation.Broken))
		_, _, err := c.Read(ctx)
		Expect(err).To(HaveOccurred())
		Eventually(ctx, gone).Should(Receive(HaveOccurred()))
	})

	It("freeze while the wire is lie-fi", limit, func(ctx SpecContext) {
		got := make(chan string, 2)
		s := serve(func(w http.ResponseWriter, req *http.Request) {
			c, err := websocket.Accept(w, req, nil)
			if err != nil {
				return
			}
			for err == nil {
				var text []byte
				_, text, err = c.Read(req.Context())
				got <- string(text)
			}
			_ = c.CloseNow()
		})
		r := open(gateway.Options{})
		c := r.dial(ctx, r.client, "ws"+strings.TrimPrefix(s.URL, "http"))
		defer c.CloseNow()
		r.SetNetwork(gateway.LieFi)
		Expect(c.Write(ctx, websocket.MessageText, []byte("never"))).To(Succeed())
		// Another whole cycle elsewhere gives the frame the time it would need.
		other := open(gateway.Options{})
		other.converse(ctx, other.client, "ws"+strings.TrimPrefix(serve(echo).URL, "http")+"/")

		r.SetNetwork(gateway.Offline)
		Eventually(ctx, got).Should(Receive(BeEmpty()), "the server's read fails without a text")
		Expect(r.only().Outcome).To(Equal(observation.Broken))
	})

	It("get the answer of a server that wants none", limit, func(ctx SpecContext) {
		s := serve(func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "no sockets here", http.StatusForbidden) })
		r := open(gateway.Options{})
		_, resp, err := websocket.Dial(ctx, "ws"+strings.TrimPrefix(s.URL, "http"), &websocket.DialOptions{HTTPClient: r.client})
		Expect(err).To(HaveOccurred())
		Expect(resp.StatusCode).To(Equal(http.StatusForbidden))
		x := r.record.await(ctx, gateway.Ended, 1)
		Expect(x.Outcome).To(Equal(observation.Answered))
		Expect(x.BodySHA256).To(Equal(sha("no sockets here\n")))
	})

	It("are refused while the wire resets", limit, func(ctx SpecContext) {
		s := serve(echo)
		r := open(gateway.Options{})
		r.SetNetwork(gateway.Reset)
		_, _, err := websocket.Dial(ctx, "ws"+strings.TrimPrefix(s.URL, "http"), &websocket.DialOptions{HTTPClient: r.client})
		Expect(err).To(HaveOccurred())
		Expect(r.record.await(ctx, gateway.Ended, 1).Outcome).To(Equal(observation.Refused))
		Expect(s.hits.Load()).To(BeZero())
	})

	It("pass bytes of other protocols through a tunnel, with half-closes", limit, func(ctx SpecContext) {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		Expect(err).NotTo(HaveOccurred())
		defer listener.Close()
		go func() {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			all, _ := io.ReadAll(conn) // until the half-close
			_, _ = fmt.Fprintf(conn, "%d bytes", len(all))
			_ = conn.Close()
		}()
		r := open(gateway.Options{})
		conn := r.tunnel(ctx, listener.Addr().String())
		defer conn.Close()
		_, err = conn.Write([]byte{0, 1, 2})
		Expect(err).NotTo(HaveOccurred())
		Expect(conn.(*net.TCPConn).CloseWrite()).To(Succeed())
		Expect(io.ReadAll(conn)).To(BeEquivalentTo("3 bytes"))
		x := r.record.await(ctx, gateway.Ended, 1)
		Expect(x.Outcome).To(Equal(observation.Tunnelled))
		Expect(x.BodyBytes).To(BeEquivalentTo(7))
		Expect(x.URL).To(Equal("tcp://" + listener.Addr().String()))
	})
})

// echo sends back what it gets.
func echo(w http.ResponseWriter, req *http.Request) {
	c, err := websocket.Accept(w, req, nil)
	if err != nil {
		return
	}
	for {
		kind, text, err := c.Read(req.Context())
		if err != nil || c.Write(req.Context(), kind, text) != nil {
			_ = c.CloseNow()
			return
		}
	}
}

func (r *rig) dial(ctx context.Context, client *http.Client, address string) *websocket.Conn {
	GinkgoHelper()
	c, _, err := websocket.Dial(ctx, address, &websocket.DialOptions{HTTPClient: client})
	Expect(err).NotTo(HaveOccurred())
	r.record.awaitOutcome(ctx, observation.Tunnelled)
	return c
}

// converse expects that a WebSocket works and is logged as a tunnel.
func (r *rig) converse(ctx context.Context, client *http.Client, address string) {
	GinkgoHelper()
	c := r.dial(ctx, client, address)
	for _, text := range []string{"one", "two"} {
		Expect(c.Write(ctx, websocket.MessageText, []byte(text))).To(Succeed())
		_, got, err := c.Read(ctx)
		Expect(err).NotTo(HaveOccurred())
		Expect(string(got)).To(Equal(text))
	}
	Expect(r.InFlight()).To(BeEmpty())
	Expect(c.Close(websocket.StatusNormalClosure, "")).To(Succeed())

	x := r.record.await(ctx, gateway.Ended, 1)
	Expect(x.Outcome).To(Equal(observation.Tunnelled))
	Expect(x.URL).To(Equal(address))
	Expect(x.Status).To(Equal(http.StatusSwitchingProtocols))
	Expect(x.BodyBytes).To(BeNumerically(">", 6))
}

// tunnel asks the gateway for a tunnel and returns its inside.
func (r *rig) tunnel(ctx context.Context, address string) net.Conn {
	GinkgoHelper()
	var dialer net.Dialer
	conn, err := dialer.DialContext(ctx, "tcp", r.Addr())
	Expect(err).NotTo(HaveOccurred())
	_, err = fmt.Fprintf(conn, "CONNECT %s HTTP/1.1\r\nHost: %s\r\n\r\n", address, address)
	Expect(err).NotTo(HaveOccurred())
	// The gateway sends nothing after this answer before it is sent something.
	resp, err := http.ReadResponse(bufio.NewReader(conn), &http.Request{Method: http.MethodConnect})
	Expect(err).NotTo(HaveOccurred())
	Expect(resp.StatusCode).To(Equal(http.StatusOK))
	return conn
}
