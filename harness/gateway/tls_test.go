package gateway_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"net"
	"net/http"
	"net/url"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness/gateway"
	"github.com/swcheck/swcheck/observation"
)

var _ = Describe("HTTPS", func() {
	It("is read, stamped, and HTTP/2 goes on to the server", limit, func(ctx SpecContext) {
		s := serveTLS(hello)
		r := open(gateway.Options{RootCAs: s.roots()})
		resp, body := r.get(ctx, s.URL+"/secure")
		Expect(body).To(Equal("hello /secure"))
		Expect(resp.Proto).To(Equal("HTTP/1.1"))
		Expect(resp.Header.Get(gateway.StampHeader)).To(Equal("1"))
		Expect(r.only().URL).To(Equal(s.URL + "/secure"))
		Expect(r.only().Protocol).To(Equal("HTTP/2.0"))
		Expect(r.only().Outcome).To(Equal(observation.Answered))
	})

	It("passes 1 MiB over HTTP/2 unchanged", limit, func(ctx SpecContext) {
		s := serveTLS(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(big(1 << 20)) })
		r := open(gateway.Options{RootCAs: s.roots()})
		_, body := r.get(ctx, s.URL)
		Expect(body == string(big(1<<20))).To(BeTrue())
		Expect(r.only().BodySHA256).To(Equal(sha(body)))
	})

	It("shows certificates for IP addresses and names, made once, with the authority in the chain", limit, func(ctx SpecContext) {
		r := open(gateway.Options{})
		ip := r.certificates(ctx, "127.0.0.1:443")
		Expect(ip[0].VerifyHostname("127.0.0.1")).To(Succeed())
		Expect(ip[0].PublicKey).To(BeAssignableToTypeOf(&ecdsa.PublicKey{}))
		Expect(ip[1].Equal(r.authority.Certificate())).To(BeTrue())

		name := r.certificates(ctx, "app.example:8443")
		Expect(name[0].VerifyHostname("app.example")).To(Succeed())
		Expect(r.certificates(ctx, "app.example:443")[0].Equal(name[0])).To(BeTrue())

		six := r.certificates(ctx, "[::1]:443")
		Expect(six[0].VerifyHostname("::1")).To(Succeed())
	})

	It("names the authority in the form of Chrome's switch", func() {
		a := authority()
		sum := sha256.Sum256(a.Certificate().RawSubjectPublicKeyInfo)
		Expect(a.SPKI()).To(Equal(base64.StdEncoding.EncodeToString(sum[:])))
		Expect(a.Certificate().IsCA).To(BeTrue())
	})

	It("tells a bad certificate of the server as such, and answers nothing", limit, func(ctx SpecContext) {
		s := serveTLS(hello)
		r := open(gateway.Options{})
		r.getFails(ctx, s.URL)
		x := r.record.await(ctx, gateway.Ended, 1)
		Expect(x.Outcome).To(Equal(observation.Failed))
		Expect(x.Error).To(HavePrefix("certificate: "))
		Expect(x.Status).To(BeZero())
		Expect(s.hits.Load()).To(BeZero())
	})

	It("tells a certificate for another name as such", limit, func(ctx SpecContext) {
		s := serveTLS(hello)
		r := open(gateway.Options{RootCAs: s.roots()})
		u, _ := url.Parse(s.URL)
		r.getFails(ctx, "https://localhost:"+u.Port())
		Expect(r.record.await(ctx, gateway.Ended, 1).Error).To(HavePrefix("certificate: "))
	})

	It("takes any certificate when insecure", limit, func(ctx SpecContext) {
		s := serveTLS(hello)
		r := open(gateway.Options{Insecure: true})
		_, body := r.get(ctx, s.URL+"/x")
		Expect(body).To(Equal("hello /x"))
	})

	It("logs that the browser refused the gateway's certificate", limit, func(ctx SpecContext) {
		s := serveTLS(hello)
		r := open(gateway.Options{RootCAs: s.roots()})
		r.client.Transport.(*http.Transport).TLSClientConfig = &tls.Config{RootCAs: x509.NewCertPool()}
		r.getFails(ctx, s.URL)
		x := r.record.await(ctx, gateway.Ended, 1)
		Expect(x.Outcome).To(Equal(observation.Failed))
		Expect(x.Error).To(HavePrefix("tls: the browser refused"))
	})

	It("is tunnelled unread without an authority, and the wire is cut all the same", limit, func(ctx SpecContext) {
		s := serveTLS(hello)
		r := openBlind()
		r.client.Transport.(*http.Transport).TLSClientConfig = &tls.Config{RootCAs: s.roots()}
		resp, body := r.get(ctx, s.URL+"/x")
		Expect(body).To(Equal("hello /x"))
		Expect(resp.Header).NotTo(HaveKey(gateway.StampHeader))
		Expect(r.only().Outcome).To(Equal(observation.Tunnelled))
		Expect(r.only().Method).To(Equal("CONNECT"))
		Expect(r.only().URL).To(Equal(s.URL))
		Expect(r.InFlight()).To(BeEmpty(), "a tunnel that stands is not in flight")

		r.SetNetwork(gateway.Offline)
		Expect(r.only().Outcome).To(Equal(observation.Broken))
		r.getFails(ctx, s.URL+"/x")
		Expect(s.hits.Load()).To(BeEquivalentTo(1))
	})

	It("that is tunnelled unread is held by lie-fi until the browser gives up", limit, func(ctx SpecContext) {
		s := serveTLS(hello)
		r := openBlind()
		r.SetNetwork(gateway.LieFi)
		conn := r.tunnel(ctx, s.Listener.Addr().String())
		_, err := conn.Write([]byte{0x16, 3, 1}) // how TLS starts
		Expect(err).NotTo(HaveOccurred())
		r.record.await(ctx, gateway.Started, 1)
		Expect(conn.Close()).To(Succeed())
		x := r.record.await(ctx, gateway.Ended, 1)
		Expect(x.Outcome).To(Equal(observation.Refused))
		Expect(x.Error).To(ContainSubstring("browser closed"))
		Expect(s.hits.Load()).To(BeZero())
	})

	DescribeTable("that is tunnelled unread meets the wire's state at its tunnel",
		func(ctx SpecContext, condition func(host string) gateway.Condition) {
			s := serveTLS(hello)
			r := openBlind()
			r.SetNetwork(condition(s.Listener.Addr().String()))
			r.getFails(ctx, s.URL)
			x := r.record.await(ctx, gateway.Ended, 1)
			Expect(x.Outcome).To(Equal(observation.Refused))
			Expect(x.LeftBrowser()).To(BeFalse())
			Expect(s.hits.Load()).To(BeZero())
		},
		Entry("reset", limit, func(string) gateway.Condition { return gateway.Reset }),
		Entry("block", limit, func(host string) gateway.Condition { return gateway.Block(host) }),
		Entry("status", limit, func(string) gateway.Condition { return gateway.Status(503) }),
		Entry("portal", limit, func(string) gateway.Condition { return gateway.CaptivePortal(gateway.Portal{}) }),
	)
})

// certificates returns the chain that the gateway shows for an address.
func (r *rig) certificates(ctx context.Context, address string) []*x509.Certificate {
	GinkgoHelper()
	conn := r.tunnel(ctx, address)
	defer conn.Close()
	host, _, err := net.SplitHostPort(address)
	Expect(err).NotTo(HaveOccurred())
	roots := x509.NewCertPool()
	roots.AddCert(r.authority.Certificate())
	secure := tls.Client(conn, &tls.Config{ServerName: host, RootCAs: roots})
	Expect(secure.HandshakeContext(ctx)).To(Succeed())
	return secure.ConnectionState().PeerCertificates
}
