package gateway_test

import (
	"context"
	"io"
	"net"
	"net/http"
	"time"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness/gateway"
	"github.com/swcheck/swcheck/observation"
)

var _ = Describe("The wire", func() {
	It("is online at first, and tells its state", func() {
		r := open(gateway.Options{})
		Expect(r.Condition()).To(Equal(gateway.Online))
		r.SetNetwork(gateway.Stall(7))
		Expect(r.Condition()).To(Equal(gateway.Stall(7)))
		r.SetNetwork(gateway.Condition{})
		Expect(r.Condition()).To(Equal(gateway.Online))
	})

	Describe("lie-fi", func() {
		It("accepts, holds, and lets nothing out until the browser gives up", limit, func(ctx SpecContext) {
			s := serve(hello)
			r := open(gateway.Options{})
			r.SetNetwork(gateway.LieFi)
			asking, giveUp := context.WithCancel(ctx)
			defer giveUp()
			r.Watch(func(e gateway.Event) {
				if e.Kind == gateway.Started {
					giveUp()
				}
			})
			_, err := r.do(asking, http.MethodGet, s.URL)
			Expect(err).To(MatchError(context.Canceled))
			x := r.record.await(ctx, gateway.Ended, 1)
			Expect(x.Outcome).To(Equal(observation.Refused))
			Expect(x.Error).To(ContainSubstring("browser closed"))
			Expect(x.LeftBrowser()).To(BeFalse())
			Expect(x.Network).To(Equal(observation.LieFi))
			Expect(s.hits.Load()).To(BeZero())
		})

		It("closes what it held when it ends, and new requests pass at once", limit, func(ctx SpecContext) {
			s := serveTLS(hello)
			r := open(gateway.Options{RootCAs: s.roots()})
			r.SetNetwork(gateway.LieFi)
			failed := async(func() error { _, err := r.do(ctx, http.MethodGet, s.URL+"/held"); return err })
			held := r.record.await(ctx, gateway.Started, 1)
			Expect(held.URL).To(Equal(s.URL + "/held"))
			Expect(r.InFlight()).To(HaveLen(1))
			Expect(r.InFlight()[0].LeftBrowser()).To(BeFalse())

			r.SetNetwork(gateway.Online)

			Expect(r.InFlight()).To(BeEmpty())
			Eventually(ctx, failed).Should(Receive(HaveOccurred()))
			_, body := r.get(ctx, s.URL+"/next")
			Expect(body).To(Equal("hello /next"))
			Expect(s.hits.Load()).To(BeEquivalentTo(1))
		})

		It("freezes answers that are on their way", limit, func(ctx SpecContext) {
			pieces := make(chan string)
			s := serve(slowly(pieces))
			r := open(gateway.Options{})
			resp, err := r.do(ctx, http.MethodGet, s.URL)
			Expect(err).NotTo(HaveOccurred())
			defer resp.Body.Close()
			r.SetNetwork(gateway.LieFi)
			pieces <- "late"
			got := async(func() error { _, err := io.ReadAll(resp.Body); return err })
			close(pieces)
			// The end of the body is held as well: the answer is not whole.
			r.SetNetwork(gateway.Offline)
			Eventually(ctx, got).Should(Receive(HaveOccurred()))
			Expect(r.only().Outcome).To(Equal(observation.Broken))
			Expect(r.only().BodyBytes).To(BeZero())
			Expect(r.only().BodySHA256).To(BeEmpty())
		})
	})

	Describe("stall", func() {
		It("lets so many bytes through, keeps the connection, and closes it when it ends", limit, func(ctx SpecContext) {
			s := serve(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Length", "65536")
				_, _ = w.Write(big(64 << 10))
			})
			r := open(gateway.Options{})
			r.SetNetwork(gateway.Stall(1000))
			resp, err := r.do(ctx, http.MethodGet, s.URL)
			Expect(err).NotTo(HaveOccurred())
			defer resp.Body.Close()
			Expect(resp.ContentLength).To(BeEquivalentTo(64 << 10))
			Expect(io.ReadFull(resp.Body, make([]byte, 1000))).To(Equal(1000))
			Expect(r.InFlight()).To(HaveLen(1))
			rest := async(func() error {
				n, err := io.Copy(io.Discard, resp.Body)
				Expect(n).To(BeZero())
				return err
			})
			r.SetNetwork(gateway.Online)
			Eventually(ctx, rest).Should(Receive(HaveOccurred()))
			x := r.record.await(ctx, gateway.Ended, 1)
			Expect(x.Outcome).To(Equal(observation.Broken))
			Expect(x.BodyBytes).To(BeEquivalentTo(1000))
			_, body := r.get(ctx, s.URL)
			Expect(body).To(HaveLen(64 << 10))
		})

		It("lets a body pass that ends just there, also of unknown length", limit, func(ctx SpecContext) {
			s := serve(func(w http.ResponseWriter, _ *http.Request) {
				flush(w)
				_, _ = io.WriteString(w, "0123456789")
			})
			r := open(gateway.Options{})
			r.SetNetwork(gateway.Stall(10))
			_, body := r.get(ctx, s.URL)
			Expect(body).To(Equal("0123456789"))
			Expect(r.only().Outcome).To(Equal(observation.Answered))
			Expect(r.only().Network).To(Equal(observation.Stall))
		})

		It("lets the head through when no byte may pass", limit, func(ctx SpecContext) {
			s := serve(hello)
			r := open(gateway.Options{})
			r.SetNetwork(gateway.Stall(0))
			asking, giveUp := context.WithCancel(ctx)
			resp, err := r.do(asking, http.MethodGet, s.URL)
			Expect(err).NotTo(HaveOccurred())
			Expect(resp.StatusCode).To(Equal(200))
			giveUp()
			_ = resp.Body.Close()
			Expect(r.record.await(ctx, gateway.Ended, 1).Outcome).To(Equal(observation.Broken))
		})

		It("takes hold of bodies that are on their way", limit, func(ctx SpecContext) {
			pieces := make(chan string)
			s := serve(slowly(pieces))
			r := open(gateway.Options{})
			resp, err := r.do(ctx, http.MethodGet, s.URL)
			Expect(err).NotTo(HaveOccurred())
			defer resp.Body.Close()
			r.SetNetwork(gateway.Stall(6))
			pieces <- "0123456789"
			Expect(io.ReadFull(resp.Body, make([]byte, 6))).To(Equal(6))
			close(pieces)
			rest := async(func() error { _, err := io.ReadAll(resp.Body); return err })
			r.SetNetwork(gateway.Offline)
			Eventually(ctx, rest).Should(Receive(HaveOccurred()))
			Expect(r.only().BodyBytes).To(BeEquivalentTo(6))
		})
	})

	It("resets connections when a request arrives", limit, func(ctx SpecContext) {
		s := serve(hello)
		r := open(gateway.Options{})
		r.get(ctx, s.URL)
		r.SetNetwork(gateway.Reset)
		Expect(r.getFails(ctx, s.URL+"/again")).To(MatchError(Or(ContainSubstring("reset"), ContainSubstring("EOF"))))
		x := r.record.await(ctx, gateway.Ended, 2)
		Expect(x.Outcome).To(Equal(observation.Refused))
		Expect(x.LeftBrowser()).To(BeFalse())
		Expect(x.URL).To(Equal(s.URL + "/again"))
		Expect(s.hits.Load()).To(BeEquivalentTo(1))
	})

	Describe("slow", func() {
		It("waits before the request and limits the throughput", limit, func(ctx SpecContext) {
			s := serve(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(big(1600)) })
			r := open(gateway.Options{})
			r.SetNetwork(gateway.Slow(50*time.Millisecond, 16_000))
			began := time.Now()
			resp, err := r.do(ctx, http.MethodGet, s.URL)
			Expect(err).NotTo(HaveOccurred())
			Expect(time.Since(began)).To(BeNumerically(">=", 50*time.Millisecond))
			body, err := io.ReadAll(resp.Body)
			Expect(err).NotTo(HaveOccurred())
			Expect(resp.Body.Close()).To(Succeed())
			Expect(body).To(HaveLen(1600))
			Expect(time.Since(began)).To(BeNumerically(">=", 150*time.Millisecond))
			Expect(r.only().Network).To(Equal(observation.Slow))
			Expect(r.only().Outcome).To(Equal(observation.Answered))
		})

		It("shares the throughput among all bodies", limit, func(ctx SpecContext) {
			s := serve(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(big(1600)) })
			r := open(gateway.Options{})
			r.SetNetwork(gateway.Slow(0, 32_000))
			began := time.Now()
			done := make(chan error, 4)
			for range 4 {
				go func() {
					resp, err := r.client.Get(s.URL)
					if err == nil {
						_, err = io.ReadAll(resp.Body)
						_ = resp.Body.Close()
					}
					done <- err
				}()
			}
			for range 4 {
				Eventually(ctx, done).Should(Receive(Not(HaveOccurred())))
			}
			Expect(time.Since(began)).To(BeNumerically(">=", 200*time.Millisecond))
		})

		It("ends at once when the wire is fast again", limit, func(ctx SpecContext) {
			s := serve(hello)
			r := open(gateway.Options{})
			r.SetNetwork(gateway.Slow(time.Hour, 1))
			passed := async(func() error { resp, err := r.do(ctx, http.MethodGet, s.URL); drop(resp); return err })
			r.record.await(ctx, gateway.Started, 1)
			r.SetNetwork(gateway.Online)
			Eventually(ctx, passed).Should(Receive(Not(HaveOccurred())))
		})

		It("ends when the browser gives up", limit, func(ctx SpecContext) {
			s := serve(hello)
			r := open(gateway.Options{})
			r.SetNetwork(gateway.Slow(time.Hour, 0))
			asking, giveUp := context.WithCancel(ctx)
			failed := async(func() error { _, err := r.do(asking, http.MethodGet, s.URL); return err })
			r.record.await(ctx, gateway.Started, 1)
			giveUp()
			Eventually(ctx, failed).Should(Receive(HaveOccurred()))
			Expect(r.record.await(ctx, gateway.Ended, 1).LeftBrowser()).To(BeFalse())
		})
	})

	DescribeTable("answers every request with a status",
		func(ctx SpecContext, given, wanted int) {
			s := serveTLS(hello)
			r := open(gateway.Options{RootCAs: s.roots()})
			r.SetNetwork(gateway.Status(given))
			resp, body := r.get(ctx, s.URL, "If-None-Match", "*")
			Expect(resp.StatusCode).To(Equal(wanted))
			Expect(resp.Header.Get("Cache-Control")).To(Equal("no-cache"))
			Expect(resp.Header.Get(gateway.StampHeader)).To(Equal("1"))
			Expect(r.only().Outcome).To(Equal(observation.Played))
			Expect(r.only().LeftBrowser()).To(BeFalse())
			Expect(r.only().BodyBytes).To(BeEquivalentTo(len(body)))
			Expect(body == "").To(Equal(wanted == 204))
			Expect(s.hits.Load()).To(BeZero())
		},
		Entry(nil, limit, 503, 503), Entry(nil, limit, 404, 404), Entry(nil, limit, 204, 204), Entry("what is no status", limit, 7, 503),
	)

	Describe("captive portal", func() {
		It("shows its page for every URL", limit, func(ctx SpecContext) {
			s := serve(hello)
			r := open(gateway.Options{})
			r.SetNetwork(gateway.CaptivePortal(gateway.Portal{Body: "pay here", ContentType: "text/plain"}))
			for _, address := range []string{s.URL, "http://other.example/x", "https://secure.example/"} {
				resp, body := r.get(ctx, address)
				Expect(resp.StatusCode).To(Equal(200))
				Expect(resp.Header.Get("Content-Type")).To(Equal("text/plain"))
				Expect(body).To(Equal("pay here"))
			}
			Expect(r.Exchanges()[2].Outcome).To(Equal(observation.Played))
			Expect(s.hits.Load()).To(BeZero())
		})

		It("redirects to its page, which it shows itself", limit, func(ctx SpecContext) {
			r := open(gateway.Options{})
			r.SetNetwork(gateway.CaptivePortal(gateway.Portal{Redirect: "http://PORTAL.example:80/login"}))
			resp, _ := r.get(ctx, "https://secure.example/app")
			Expect(resp.StatusCode).To(Equal(http.StatusFound))
			Expect(resp.Header.Get("Location")).To(Equal("http://PORTAL.example:80/login"))
			resp, body := r.get(ctx, "http://portal.example/login")
			Expect(resp.StatusCode).To(Equal(200))
			Expect(resp.Header.Get("Content-Type")).To(HavePrefix("text/html"))
			Expect(body).To(ContainSubstring("Sign in"))
		})
	})

	Describe("block", func() {
		It("refuses some hosts and lets others pass", limit, func(ctx SpecContext) {
			bad, good := serve(hello), serve(hello)
			r := open(gateway.Options{})
			r.SetNetwork(gateway.Block(bad.Listener.Addr().String()))
			r.getFails(ctx, bad.URL)
			x := r.record.await(ctx, gateway.Ended, 1)
			Expect(x.Outcome).To(Equal(observation.Refused))
			Expect(x.LeftBrowser()).To(BeFalse())
			_, body := r.get(ctx, good.URL+"/fine")
			Expect(body).To(Equal("hello /fine"))
			Expect(bad.hits.Load()).To(BeZero())
		})

		It("breaks off what is open to those hosts", limit, func(ctx SpecContext) {
			s := serve(slowly(make(chan string)))
			r := open(gateway.Options{})
			resp, err := r.do(ctx, http.MethodGet, s.URL)
			Expect(err).NotTo(HaveOccurred())
			defer resp.Body.Close()
			r.SetNetwork(gateway.Block("127.0.0.1"))
			Expect(r.only().Outcome).To(Equal(observation.Broken))
			_, err = io.ReadAll(resp.Body)
			Expect(err).To(HaveOccurred())
		})

		DescribeTable("knows hosts by name, port and what is below them",
			func(ctx SpecContext, pattern, address string, blocked bool) {
				r := open(gateway.Options{})
				r.SetNetwork(gateway.Block(pattern))
				asking, giveUp := context.WithCancel(ctx)
				defer giveUp()
				resp, _ := r.do(asking, http.MethodGet, address)
				drop(resp)
				x := r.record.await(ctx, gateway.Ended, 1)
				Expect(x.Outcome == observation.Refused).To(Equal(blocked), x.Error)
			},
			// "no..where" is no name: it fails without a look-up.
			Entry(nil, limit, "a.example", "http://A.example/", true),
			Entry(nil, limit, "a.example", "https://a.example/", true),
			Entry(nil, limit, "a.example:443", "https://a.example/", true),
			Entry(nil, limit, "127.0.0.1:80", "http://127.0.0.1:1/", false),
			Entry(nil, limit, "127.0.0.1", "http://127.0.0.1:1/", true),
			Entry(nil, limit, "[::1]", "http://[::1]:1/", true),
			Entry(nil, limit, "*.example", "http://a.b.example/", true),
			Entry(nil, limit, "*.where", "http://no..where/", true),
			Entry(nil, limit, "*.no..where", "http://no..where/", false),
			Entry(nil, limit, "where", "http://no..where/", false),
		)
	})

	It("tells a name that is not found and a server that is down apart", limit, func(ctx SpecContext) {
		r := open(gateway.Options{})
		r.getFails(ctx, "http://no..where/")
		x := r.record.await(ctx, gateway.Ended, 1)
		Expect(x.Outcome).To(Equal(observation.Failed))
		Expect(x.Error).To(HavePrefix("dns: "))

		listener, err := net.Listen("tcp", "127.0.0.1:0")
		Expect(err).NotTo(HaveOccurred())
		Expect(listener.Close()).To(Succeed())
		r.getFails(ctx, "http://"+listener.Addr().String())
		x = r.record.await(ctx, gateway.Ended, 2)
		Expect(x.Outcome).To(Equal(observation.Failed))
		Expect(x.Error).To(HavePrefix("connect: "))
		Expect(x.LeftBrowser()).To(BeTrue())
	})

	It("logs an exchange whose browser went away as broken", limit, func(ctx SpecContext) {
		s := serve(slowly(make(chan string)))
		r := open(gateway.Options{})
		asking, giveUp := context.WithCancel(ctx)
		resp, err := r.do(asking, http.MethodGet, s.URL)
		Expect(err).NotTo(HaveOccurred())
		giveUp()
		_ = resp.Body.Close()
		x := r.record.await(ctx, gateway.Ended, 1)
		Expect(x.Outcome).To(Equal(observation.Broken))
		Expect(x.Error).To(ContainSubstring("browser"))
	})

	It("holds uploads back while it is lie-fi", limit, func(ctx SpecContext) {
		read := make(chan string)
		s := serve(func(_ http.ResponseWriter, req *http.Request) {
			early := make([]byte, 5)
			_, _ = io.ReadFull(req.Body, early)
			read <- string(early)
			late, _ := io.ReadAll(req.Body)
			read <- string(late)
		})
		r := open(gateway.Options{})
		reader, writer := io.Pipe()
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.URL, reader)
		Expect(err).NotTo(HaveOccurred())
		failed := async(func() error { _, err := r.client.Do(req); return err })
		_, err = io.WriteString(writer, "early")
		Expect(err).NotTo(HaveOccurred())
		Eventually(ctx, read).Should(Receive(Equal("early")))
		r.SetNetwork(gateway.LieFi)
		_, err = io.WriteString(writer, "late")
		Expect(err).NotTo(HaveOccurred())
		r.SetNetwork(gateway.Offline)
		Eventually(ctx, read).Should(Receive(BeEmpty()))
		Expect(writer.Close()).To(Succeed())
		Eventually(ctx, failed).Should(Receive(HaveOccurred()))
	})
})

// async runs f beside the spec.
func async(f func() error) <-chan error {
	done := make(chan error, 1)
	go func() {
		defer GinkgoRecover()
		done <- f()
	}()
	return done
}

func drop(resp *http.Response) {
	if resp != nil {
		_, _ = io.Copy(io.Discard, resp.Body)
		_ = resp.Body.Close()
	}
}
