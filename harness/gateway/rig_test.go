package gateway_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"sync/atomic"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"
	"go.uber.org/goleak"

	"github.com/swcheck/swcheck/harness/gateway"
	"github.com/swcheck/swcheck/observation"
)

// rig is a gateway with a client behind it and a record of what it said.
type rig struct {
	*gateway.Gateway
	authority *gateway.Authority
	client    *http.Client
	record    *record
}

// open makes a rig whose leaks fail the spec.
func open(options gateway.Options) *rig {
	GinkgoHelper()
	before := goleak.IgnoreCurrent()
	if options.Authority == nil {
		options.Authority = authority()
	}
	return openWith(options, before)
}

// openBlind makes a rig that cannot read HTTPS.
func openBlind() *rig { return openWith(gateway.Options{}, goleak.IgnoreCurrent()) }

func openWith(options gateway.Options, before goleak.Option) *rig {
	GinkgoHelper()
	g, err := gateway.New(options)
	Expect(err).NotTo(HaveOccurred())
	r := &rig{Gateway: g, authority: options.Authority}
	r.client = r.newClient()
	r.record = newRecord(g)
	DeferCleanup(func() {
		r.client.CloseIdleConnections()
		Expect(g.Close()).To(Succeed())
		// The ginkgo goroutines come and go with each node of the spec.
		Expect(goleak.Find(before, goleak.IgnoreAnyFunction("github.com/onsi/ginkgo/v2/internal.(*Suite).runNode"))).To(Succeed())
	})
	return r
}

// authority is shared, as the sessions of one browser share it.
var authority = sync.OnceValue(func() *gateway.Authority {
	a, err := gateway.NewAuthority()
	if err != nil {
		panic(err)
	}
	return a
})

// newClient returns a client that trusts the authority alone, and shows
// answers as they are.
func (r *rig) newClient() *http.Client {
	roots := x509.NewCertPool()
	if r.authority != nil {
		roots.AddCert(r.authority.Certificate())
	}
	return &http.Client{
		Transport: &http.Transport{
			Proxy:               http.ProxyURL(&url.URL{Scheme: "http", Host: r.Addr()}),
			TLSClientConfig:     &tls.Config{RootCAs: roots},
			DisableCompression:  true,
			MaxIdleConnsPerHost: 100,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

func (r *rig) do(ctx context.Context, method, address string, fields ...string) (*http.Response, error) {
	GinkgoHelper()
	req, err := http.NewRequestWithContext(ctx, method, address, nil)
	Expect(err).NotTo(HaveOccurred())
	for i := 0; i < len(fields); i += 2 {
		req.Header.Set(fields[i], fields[i+1])
	}
	return r.client.Do(req)
}

// get returns the answer with its whole body, which must come.
func (r *rig) get(ctx context.Context, address string, fields ...string) (*http.Response, string) {
	GinkgoHelper()
	resp, err := r.do(ctx, http.MethodGet, address, fields...)
	Expect(err).NotTo(HaveOccurred())
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	Expect(err).NotTo(HaveOccurred())
	return resp, string(body)
}

// getFails expects that there is no whole answer, and returns why.
func (r *rig) getFails(ctx context.Context, address string) error {
	GinkgoHelper()
	resp, err := r.do(ctx, http.MethodGet, address)
	if err == nil {
		defer resp.Body.Close()
		_, err = io.ReadAll(resp.Body)
	}
	Expect(err).To(HaveOccurred())
	return err
}

// only returns the exchange of a log that has one.
func (r *rig) only() observation.Exchange {
	GinkgoHelper()
	Expect(r.Exchanges()).To(HaveLen(1))
	return r.Exchanges()[0]
}

// record keeps a gateway's events and lets specs wait for them.
type record struct {
	mu     sync.Mutex
	events []gateway.Event
	grown  chan struct{}
}

func newRecord(g *gateway.Gateway) *record {
	r := &record{grown: make(chan struct{})}
	g.Watch(func(e gateway.Event) {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.events = append(r.events, e)
		close(r.grown)
		r.grown = make(chan struct{})
	})
	return r
}

func (r *record) find(matches func(gateway.Event) bool) (observation.Exchange, bool, <-chan struct{}) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, e := range r.events {
		if matches(e) {
			return e.Exchange, true, nil
		}
	}
	return observation.Exchange{}, false, r.grown
}

// await waits for a step of the exchange with the ID.
func (r *record) await(ctx context.Context, kind gateway.EventKind, id int) observation.Exchange {
	GinkgoHelper()
	return r.awaitEvent(ctx, func(e gateway.Event) bool { return e.Kind == kind && e.Exchange.ID == id })
}

// awaitOutcome waits until an exchange has the outcome.
func (r *record) awaitOutcome(ctx context.Context, outcome observation.ExchangeOutcome) observation.Exchange {
	GinkgoHelper()
	return r.awaitEvent(ctx, func(e gateway.Event) bool { return e.Exchange.Outcome == outcome })
}

func (r *record) awaitEvent(ctx context.Context, matches func(gateway.Event) bool) observation.Exchange {
	GinkgoHelper()
	for {
		exchange, ok, grown := r.find(matches)
		if ok {
			return exchange
		}
		select {
		case <-grown:
		case <-ctx.Done():
			Fail("the gateway never told of the step that the spec waits for")
		}
	}
}

// site is a server that counts what reaches it.
type site struct {
	*httptest.Server
	hits atomic.Int64
}

func serve(handler http.HandlerFunc) *site { return start(handler, (*httptest.Server).Start) }

// serveTLS serves HTTP/2 and HTTP/1.1.
func serveTLS(handler http.HandlerFunc) *site {
	return start(handler, func(s *httptest.Server) {
		s.EnableHTTP2 = true
		s.StartTLS()
	})
}

func start(handler http.HandlerFunc, how func(*httptest.Server)) *site {
	s := &site{}
	s.Server = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		s.hits.Add(1)
		handler(w, req)
	}))
	s.Config.ErrorLog = quiet
	how(s.Server)
	DeferCleanup(s.stop)
	return s
}

func (s *site) stop() {
	s.CloseClientConnections()
	s.Close()
}

// roots trusts the site's certificate.
func (s *site) roots() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(s.Certificate())
	return pool
}

// hello answers with the path.
func hello(w http.ResponseWriter, req *http.Request) {
	w.Header().Set("Content-Type", "text/plain")
	_, _ = io.WriteString(w, "hello "+req.URL.Path)
}

// slowly writes a piece of a body each time that one comes.
func slowly(pieces <-chan string) http.HandlerFunc {
	return func(w http.ResponseWriter, req *http.Request) {
		w.WriteHeader(http.StatusOK)
		flush(w)
		for {
			select {
			case piece, ok := <-pieces:
				if !ok {
					return
				}
				_, _ = io.WriteString(w, piece)
				flush(w)
			case <-req.Context().Done():
				return
			}
		}
	}
}

func flush(w http.ResponseWriter) { _ = http.NewResponseController(w).Flush() }

func big(n int) []byte { return bytes.Repeat([]byte("0123456789abcdef"), n/16) }

var quiet = log.New(io.Discard, "", 0)
