package gateway_test

import (
	"io"
	"net"
	"net/http"
	"time"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness/gateway"
	"github.com/swcheck/swcheck/observation"
)

// That no goroutine is left is looked at after every spec, by the rig.
var _ = Describe("Close", func() {
	It("frees the port, and may be called again", func() {
		r := open(gateway.Options{})
		address := r.Addr()
		Expect(r.Close()).To(Succeed())
		Expect(r.Close()).To(Succeed())
		_, err := net.Dial("tcp", address)
		Expect(err).To(HaveOccurred())
		Expect(r.Addr()).To(Equal(address))
	})

	It("breaks off what is in flight, and keeps the log", limit, func(ctx SpecContext) {
		s := serveTLS(slowly(make(chan string)))
		r := open(gateway.Options{RootCAs: s.roots()})
		resp, err := r.do(ctx, http.MethodGet, s.URL)
		Expect(err).NotTo(HaveOccurred())
		defer resp.Body.Close()
		Expect(r.Close()).To(Succeed())
		_, err = io.ReadAll(resp.Body)
		Expect(err).To(HaveOccurred())
		Expect(r.only().Outcome).To(Equal(observation.Broken))
		Expect(r.only().Error).To(Equal("the gateway was closed"))
	})

	It("is final: no later change opens the wire again", limit, func(ctx SpecContext) {
		s := serve(hello)
		r := open(gateway.Options{})
		Expect(r.Close()).To(Succeed())
		r.SetNetwork(gateway.Online)
		r.Deploy(gateway.Deploy{})
		r.SetUser("x")
		Expect(r.Condition().Network).To(Equal(observation.Offline))
		r.getFails(ctx, s.URL)
		Expect(s.hits.Load()).To(BeZero())
	})

	DescribeTable("ends what every state holds",
		func(ctx SpecContext, condition gateway.Condition) {
			s := serve(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(big(64 << 10)) })
			r := open(gateway.Options{})
			r.SetNetwork(condition)
			failed := async(func() error {
				resp, err := r.do(ctx, http.MethodGet, s.URL)
				if err == nil {
					_, err = io.ReadAll(resp.Body)
					_ = resp.Body.Close()
				}
				return err
			})
			r.record.await(ctx, gateway.Started, 1)
			Expect(r.Close()).To(Succeed())
			Eventually(ctx, failed).Should(Receive(HaveOccurred()))
			Expect(r.InFlight()).To(BeEmpty())
		},
		Entry("lie-fi", limit, gateway.LieFi),
		Entry("stall", limit, gateway.Stall(10)),
		Entry("slow head", limit, gateway.Slow(time.Hour, 0)),
		Entry("slow body", limit, gateway.Slow(0, 1)),
	)
})
