package gateway_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime"
	"strings"
	"sync/atomic"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness/gateway"
	"github.com/swcheck/swcheck/observation"
)

var _ = Describe("A hostile server", func() {
	DescribeTable("without a proper answer fails the exchange, and the browser gets none",
		func(ctx SpecContext, behave func(net.Conn)) {
			address := raw(behave)
			r := open(gateway.Options{})
			r.getFails(ctx, "http://"+address)
			x := r.record.await(ctx, gateway.Ended, 1)
			Expect(x.Outcome).To(Equal(observation.Failed))
			Expect(x.Error).To(HavePrefix("response: "))
			Expect(x.Status).To(BeZero())
		},
		Entry("headers without end", limit, func(c net.Conn) {
			_, err := io.WriteString(c, "HTTP/1.1 200 OK\r\n")
			for i := 0; err == nil; i++ {
				_, err = fmt.Fprintf(c, "X-%d: %s\r\n", i, strings.Repeat("y", 1000))
			}
		}),
		Entry("one header without end", limit, func(c net.Conn) {
			_, err := io.WriteString(c, "HTTP/1.1 200 OK\r\nX: ")
			for err == nil {
				_, err = c.Write(big(4096))
			}
		}),
		Entry("a bad status line", limit, func(c net.Conn) { _, _ = io.WriteString(c, "ICY yes please\r\n\r\n") }),
		Entry("status 000", limit, func(c net.Conn) { _, _ = io.WriteString(c, "HTTP/1.1 000 Nothing\r\n\r\n") }),
		Entry("a switch of protocols that nobody wanted", limit, func(c net.Conn) {
			_, _ = io.WriteString(c, "HTTP/1.1 101 Surprise\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n")
		}),
		Entry("a half-close instead of an answer", limit, func(c net.Conn) {
			_ = c.(*net.TCPConn).CloseWrite()
			_, _ = io.Copy(io.Discard, c)
		}),
		Entry("a reset", limit, func(c net.Conn) { _ = c.(*net.TCPConn).SetLinger(0) }),
	)

	DescribeTable("that breaks off its body breaks the exchange, and the browser sees that",
		func(ctx SpecContext, answer string) {
			address := raw(func(c net.Conn) { _, _ = io.WriteString(c, "HTTP/1.1 200 OK\r\n"+answer) })
			r := open(gateway.Options{})
			r.getFails(ctx, "http://"+address)
			x := r.record.await(ctx, gateway.Ended, 1)
			Expect(x.Outcome).To(Equal(observation.Broken))
			Expect(x.Error).To(HavePrefix("response: "))
			Expect(x.BodyBytes).To(BeEquivalentTo(5))
			Expect(x.BodySHA256).To(BeEmpty())
		},
		Entry("of known length", limit, "Content-Length: 50\r\n\r\nshort"),
		Entry("in chunks", limit, "Transfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n"),
		Entry("with a bad chunk", limit, "Transfer-Encoding: chunked\r\n\r\n5\r\nshort\r\nzz\r\n"),
	)

	It("may send 1xx answers first", limit, func(ctx SpecContext) {
		address := raw(func(c net.Conn) {
			_, _ = io.WriteString(c, "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
		})
		r := open(gateway.Options{})
		_, body := r.get(ctx, "http://"+address)
		Expect(body).To(Equal("ok"))
	})

	DescribeTable("that says nothing is waited for until",
		func(ctx SpecContext, scheme string, end func(r *rig, giveUp func())) {
			asked := make(chan struct{})
			address := raw(func(c net.Conn) {
				close(asked)
				_, _ = io.Copy(io.Discard, c)
			})
			r := open(gateway.Options{})
			asking, giveUp := context.WithCancel(ctx)
			defer giveUp()
			failed := async(func() error { _, err := r.do(asking, http.MethodGet, scheme+"://"+address); return err })
			Eventually(ctx, asked).Should(BeClosed())
			Expect(r.InFlight()).To(HaveLen(1))
			end(r, giveUp)
			Eventually(ctx, failed).Should(Receive(HaveOccurred()))
			Expect(r.record.await(ctx, gateway.Ended, 1).Outcome).To(Equal(observation.Broken))
		},
		Entry("the browser gives up", limit, "http", func(_ *rig, giveUp func()) { giveUp() }),
		Entry("the wire is cut", limit, "http", func(r *rig, _ func()) { r.SetNetwork(gateway.Offline) }),
		Entry("the gateway is closed", limit, "http", func(r *rig, _ func()) { Expect(r.Close()).To(Succeed()) }),
		Entry("the browser gives up, in the TLS handshake", limit, "https", func(_ *rig, giveUp func()) { giveUp() }),
		Entry("the wire is cut, in the TLS handshake", limit, "https", func(r *rig, _ func()) { r.SetNetwork(gateway.Offline) }),
		Entry("the gateway is closed, in the TLS handshake", limit, "https", func(r *rig, _ func()) { Expect(r.Close()).To(Succeed()) }),
	)

	const huge = 100 << 20

	It("does not fill the memory with 100 MB", limit, func(ctx SpecContext) {
		heap := &highWater{}
		s := serve(func(w http.ResponseWriter, _ *http.Request) {
			for sent := 0; sent < huge; sent += 1 << 20 {
				_, _ = w.Write(piece)
				heap.look()
			}
		})
		r := open(gateway.Options{KeepBody: func(observation.Exchange) bool { return true }})
		resp, err := r.do(ctx, http.MethodGet, s.URL)
		Expect(err).NotTo(HaveOccurred())
		defer resp.Body.Close()
		Expect(io.Copy(io.Discard, resp.Body)).To(BeEquivalentTo(huge))
		Expect(heap.grown()).To(BeNumerically("<", 32<<20))
		Expect(r.only().BodyBytes).To(BeEquivalentTo(huge))
		Expect(r.only().Body).To(HaveLen(1 << 20))
	})

	It("does not let an upload of 100 MB fill the memory", limit, func(ctx SpecContext) {
		heap := &highWater{}
		s := serve(func(w http.ResponseWriter, req *http.Request) {
			n := int64(0)
			for {
				more, err := io.CopyN(io.Discard, req.Body, 1<<20)
				n += more
				heap.look()
				if err != nil {
					break
				}
			}
			_, _ = fmt.Fprint(w, n)
		})
		r := open(gateway.Options{})
		body := io.LimitReader(&marker{after: &atomic.Bool{}, ctx: ctx}, huge)
		req, err := http.NewRequestWithContext(ctx, http.MethodPut, s.URL, bufio.NewReaderSize(body, 64<<10))
		Expect(err).NotTo(HaveOccurred())
		req.ContentLength = huge
		resp, err := r.client.Do(req)
		Expect(err).NotTo(HaveOccurred())
		defer resp.Body.Close()
		Expect(io.ReadAll(resp.Body)).To(BeEquivalentTo(fmt.Sprint(huge)))
		Expect(heap.grown()).To(BeNumerically("<", 32<<20))
	})
})

var piece = big(1 << 20)

// raw serves each connection by hand, after the head of a request, and returns
// host:port.
func raw(behave func(net.Conn)) string {
	GinkgoHelper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	Expect(err).NotTo(HaveOccurred())
	DeferCleanup(listener.Close)
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				_, _ = conn.Read(make([]byte, 4096))
				behave(conn)
			}()
		}
	}()
	return listener.Addr().String()
}

// highWater measures how far the heap grows.
type highWater struct{ first, most uint64 }

func (h *highWater) look() {
	var now runtime.MemStats
	runtime.ReadMemStats(&now)
	if h.first == 0 {
		h.first = now.HeapAlloc
	}
	h.most = max(h.most, now.HeapAlloc)
}

func (h *highWater) grown() uint64 { return h.most - h.first }
