package testsite

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"sync"

	"github.com/swcheck/swcheck/fixtures"
)

// A Site is one fixture, served on loopback until it is closed.
type Site struct {
	fixture fixtures.Fixture
	options options

	own   *origin // the site itself
	third *origin // the other origin that its pages embed

	members  *members
	faults   *faults
	requests *log

	mu     sync.RWMutex
	builds map[string]*build
	now    string // the name of the build that is served
}

// DefaultFixture is what Start serves when it is asked for "".
const DefaultFixture = "precache"

// Start serves the fixture with the name, or DefaultFixture for "", on a free
// port of 127.0.0.1. The caller must Close the site.
func Start(fixture string, opts ...Option) (*Site, error) {
	if fixture == "" {
		fixture = DefaultFixture
	}
	f, err := fixtures.Find(fixture)
	if err != nil {
		return nil, err
	}
	s := &Site{fixture: f, members: newMembers(), faults: newFaults(), requests: &log{}, now: "A"}
	for _, set := range opts {
		set(&s.options)
	}
	if err := s.listen(); err != nil {
		return nil, err
	}
	if err := s.compile(); err != nil {
		s.Close()
		return nil, err
	}
	s.own.serve(s.recorded(false, http.HandlerFunc(s.answer)))
	s.third.serve(s.recorded(true, http.HandlerFunc(s.answerThirdParty)))
	return s, nil
}

// listen opens both origins, so that their URLs are known to the pages.
func (s *Site) listen() error {
	var err error
	if s.own, err = listen(s.options.port, s.options.certificate); err != nil {
		return err
	}
	if s.third, err = listen(0, s.options.certificate); err != nil {
		s.own.close()
		return err
	}
	return nil
}

func (s *Site) compile() error {
	s.builds = map[string]*build{}
	for _, name := range []string{"A", "B"} {
		b, err := compile(s.fixture, name, s.ThirdPartyURL())
		if err != nil {
			return err
		}
		s.builds[name] = b
	}
	return nil
}

// Fixture returns what is served.
func (s *Site) Fixture() fixtures.Fixture { return s.fixture }

// URL returns the address at which a visitor, or an audit, starts.
func (s *Site) URL() string { return s.own.url() + s.fixture.Start }

// ThirdPartyURL returns the other origin that the pages embed, without a
// trailing slash.
func (s *Site) ThirdPartyURL() string { return s.third.url() }

// CertPool returns the certificates that a client must trust to reach a site
// that was started with TLS, and nil for any other.
func (s *Site) CertPool() *x509.CertPool { return s.options.pool }

// Close ends the site at once: open connections are cut, answers that were
// held back are given up.
func (s *Site) Close() {
	s.faults.end()
	s.own.close()
	s.third.close()
}

// Deploy replaces build A by build B: texts, worker and the names of the
// hashed assets change, and the old names are gone.
func (s *Site) Deploy() { s.use("B") }

// Rollback replaces build B by build A again.
func (s *Site) Rollback() { s.use("A") }

// Build returns the name of the build that is served, "A" or "B".
func (s *Site) Build() string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.now
}

// Replace answers the path with the bytes from now on, in every build, as the
// content type says.
func (s *Site) Replace(path, contentType string, body []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, b := range s.builds {
		b.files[path] = file{path: path, contentType: contentType, body: body}
	}
}

func (s *Site) use(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = name
}

func (s *Site) file(path string) (file, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	f, ok := s.builds[s.now].files[path]
	return f, ok
}

func (s *Site) current() *build {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.builds[s.now]
}

// An origin is one listener with its server.
type origin struct {
	listener net.Listener
	server   *http.Server
	scheme   string
}

func listen(port int, certificate *tls.Certificate) (*origin, error) {
	address := net.JoinHostPort("127.0.0.1", strconv.Itoa(port))
	var config net.ListenConfig
	listener, err := config.Listen(context.Background(), "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("the test site cannot listen on %s: %w\nhint: choose another port, or 0 for a free one", address, err)
	}
	o := &origin{listener: listener, scheme: "http", server: &http.Server{ErrorLog: silent}}
	if certificate != nil {
		o.scheme = "https"
		o.server.TLSConfig = &tls.Config{Certificates: []tls.Certificate{*certificate}, MinVersion: tls.VersionTLS12}
	}
	return o, nil
}

func (o *origin) serve(h http.Handler) {
	o.server.Handler = h
	go func() {
		var err error
		if o.server.TLSConfig != nil {
			err = o.server.ServeTLS(o.listener, "", "")
		} else {
			err = o.server.Serve(o.listener)
		}
		if !errors.Is(err, http.ErrServerClosed) {
			// A listener on loopback does not end by itself; and if it did,
			// every client would be told by its refused connection.
			o.close()
		}
	}()
}

func (o *origin) url() string { return o.scheme + "://" + o.listener.Addr().String() }

func (o *origin) close() {
	// A server that never served knows nothing of the listener.
	_ = o.listener.Close()
	_ = o.server.Close()
}
