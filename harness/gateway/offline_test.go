package gateway_test

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/coder/websocket"
	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness/gateway"
	"github.com/swcheck/swcheck/observation"
)

var _ = Describe("Offline", func() {
	It("closes idle connections, refuses new ones, and comes back at once", limit, func(ctx SpecContext) {
		s := serve(hello)
		r := open(gateway.Options{})
		r.get(ctx, s.URL)

		r.SetNetwork(gateway.Offline)
		r.getFails(ctx, s.URL)
		fresh := r.newClient()
		_, err := fresh.Get(s.URL)
		Expect(err).To(HaveOccurred())
		Expect(s.hits.Load()).To(BeEquivalentTo(1))
		Expect(r.Last()).To(Equal(1), "a bare connection is no exchange")

		r.SetNetwork(gateway.Online)
		_, body := r.get(ctx, s.URL+"/back")
		Expect(body).To(Equal("hello /back"))
		Expect(r.Last()).To(Equal(2))
	})

	It("ends what is in flight before it returns, on both sides", limit, func(ctx SpecContext) {
		gone := make(chan struct{})
		s := serve(func(w http.ResponseWriter, req *http.Request) {
			flush(w)
			<-req.Context().Done()
			close(gone)
		})
		r := open(gateway.Options{})
		resp, err := r.do(ctx, http.MethodGet, s.URL)
		Expect(err).NotTo(HaveOccurred())
		defer resp.Body.Close()

		r.SetNetwork(gateway.Offline)

		Expect(r.InFlight()).To(BeEmpty())
		x := r.only()
		Expect(x.Outcome).To(Equal(observation.Broken))
		Expect(x.Error).To(Equal("the wire was cut"))
		Expect(x.Network).To(Equal(observation.Online))
		Expect(x.Duration).To(BeNumerically(">", 0))
		_, err = io.ReadAll(resp.Body)
		Expect(err).To(HaveOccurred())
		Eventually(ctx, gone).Should(BeClosed())
	})

	It("ends a request that waits for its answer", limit, func(ctx SpecContext) {
		asked := make(chan struct{})
		s := serve(func(_ http.ResponseWriter, req *http.Request) {
			close(asked)
			<-req.Context().Done()
		})
		r := open(gateway.Options{})
		failed := async(func() error { _, err := r.do(ctx, http.MethodGet, s.URL); return err })
		Eventually(ctx, asked).Should(BeClosed())
		r.SetNetwork(gateway.Offline)
		Expect(r.only().Outcome).To(Equal(observation.Broken))
		Eventually(ctx, failed).Should(Receive(HaveOccurred()))
	})

	It("closes tunnels from which nothing has come yet", limit, func(ctx SpecContext) {
		r := open(gateway.Options{})
		conn := r.tunnel(ctx, "127.0.0.1:443")
		defer conn.Close()
		r.SetNetwork(gateway.Offline)
		_, err := conn.Read(make([]byte, 1))
		Expect(err).To(HaveOccurred())
	})

	// The witness is the server. Clients send 'o' as fast as they can and turn
	// to 'X' once SetNetwork has returned: no server may ever see an 'X'.
	Describe("lets not one byte out after it returned", func() {
		It("of uploads", limit, func(ctx SpecContext) {
			var after, seen atomic.Bool
			s := serveTLS(func(_ http.ResponseWriter, req *http.Request) {
				if seesX(req.Body) {
					seen.Store(true)
				}
			})
			r := open(gateway.Options{RootCAs: s.roots()})
			var clients sync.WaitGroup
			for range 4 {
				clients.Go(func() {
					resp, _ := r.client.Post(s.URL, "text/plain", &marker{after: &after, ctx: ctx})
					drop(resp)
				})
			}
			Eventually(ctx, s.hits.Load).Should(BeEquivalentTo(4))
			r.SetNetwork(gateway.Offline)
			after.Store(true)
			clients.Wait()
			s.stop()
			Expect(seen.Load()).To(BeFalse())
		})

		It("of WebSockets", limit, func(ctx SpecContext) {
			var after, seen atomic.Bool
			s := serve(func(w http.ResponseWriter, req *http.Request) {
				c, err := websocket.Accept(w, req, nil)
				for err == nil {
					var text []byte
					if _, text, err = c.Read(req.Context()); bytes.ContainsRune(text, 'X') {
						seen.Store(true)
					}
				}
			})
			r := open(gateway.Options{})
			c := r.dial(ctx, r.client, "ws"+strings.TrimPrefix(s.URL, "http"))
			sent := make(chan struct{})
			wrote := sync.OnceFunc(func() { close(sent) })
			failed := async(func() error {
				for {
					text := "o"
					if after.Load() {
						text = "X"
					}
					if err := c.Write(ctx, websocket.MessageText, []byte(text)); err != nil {
						return err
					}
					wrote()
				}
			})
			Eventually(ctx, sent).Should(BeClosed())
			r.SetNetwork(gateway.Offline)
			after.Store(true)
			Eventually(ctx, failed).Should(Receive(HaveOccurred()))
			_ = c.CloseNow()
			s.stop()
			Expect(seen.Load()).To(BeFalse())
		})

		It("of unread tunnels", limit, func(ctx SpecContext) {
			listener, err := net.Listen("tcp", "127.0.0.1:0")
			Expect(err).NotTo(HaveOccurred())
			defer listener.Close()
			seen := make(chan bool, 1)
			go func() {
				conn, err := listener.Accept()
				if err != nil {
					return
				}
				seen <- seesX(conn)
				_ = conn.Close()
			}()
			r := open(gateway.Options{})
			conn := r.tunnel(ctx, listener.Addr().String())
			defer conn.Close()
			_, err = conn.Write([]byte{0})
			Expect(err).NotTo(HaveOccurred())
			r.record.awaitOutcome(ctx, observation.Tunnelled)
			var after atomic.Bool
			failed := async(func() error { _, err := io.Copy(conn, &marker{after: &after, ctx: ctx}); return err })
			r.SetNetwork(gateway.Offline)
			after.Store(true)
			Eventually(ctx, failed).Should(Receive(HaveOccurred()))
			Eventually(ctx, seen).Should(Receive(BeFalse()))
		})

		It("of new requests, counted at the server, while clients keep asking", limit, func(ctx SpecContext) {
			var after atomic.Bool
			var late atomic.Int64
			s := serve(func(w http.ResponseWriter, req *http.Request) {
				if req.URL.Path == "/late" {
					late.Add(1)
				}
				hello(w, req)
			})
			r := open(gateway.Options{})
			var clients sync.WaitGroup
			for range 20 {
				clients.Go(func() {
					for refused := 0; refused < 5; {
						path := "/early"
						if after.Load() {
							path = "/late"
						}
						resp, err := r.client.Get(s.URL + path)
						drop(resp)
						if err != nil && path == "/late" {
							refused++
						}
					}
				})
			}
			Eventually(ctx, s.hits.Load).Should(BeNumerically(">", 50))
			r.SetNetwork(gateway.Offline)
			last := r.Last()
			after.Store(true)
			clients.Wait()
			Expect(late.Load()).To(BeZero())
			for _, x := range r.ExchangesSince(last) {
				Expect(x.LeftBrowser()).To(BeFalse())
			}
		})
	})
})

// marker is an endless body of 'o', and of 'X' after something happened.
type marker struct {
	after *atomic.Bool
	ctx   context.Context
}

func (m *marker) Read(p []byte) (int, error) {
	if m.ctx.Err() != nil {
		return 0, io.EOF
	}
	letter := byte('o')
	if m.after.Load() {
		letter = 'X'
	}
	p = p[:min(len(p), 8<<10)]
	for i := range p {
		p[i] = letter
	}
	return len(p), nil
}

// seesX reads to the end or the first error.
func seesX(body io.Reader) bool {
	buffer := make([]byte, 32<<10)
	seen := false
	for {
		n, err := body.Read(buffer)
		seen = seen || bytes.IndexByte(buffer[:n], 'X') >= 0
		if err != nil {
			return seen
		}
	}
}
