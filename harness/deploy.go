package harness

import (
	"context"
	"net/http"
	"net/url"
	"slices"

	"github.com/swcheck/swcheck/harness/gateway"
	"github.com/swcheck/swcheck/observation"
)

// Deploy plays a deploy at the session's gateway, for every request from the
// returned moment on. An empty one only gives the build a new name, for a deploy
// that is made elsewhere.
func (s *Session) Deploy(d gateway.Deploy) gateway.Moment {
	former := s.Versions()
	moment := s.wire.Deploy(d)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.deployed, s.former = &moment, former
	return moment
}

// NextBuild takes the name of the next build, for a deploy that is to know it.
func (s *Session) NextBuild() string { return s.wire.NextBuild() }

// Deployed returns the moment of the last deploy, and false where there was none.
func (s *Session) Deployed() (gateway.Moment, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.deployed == nil {
		return gateway.Moment{}, false
	}
	return *s.deployed, true
}

// Now returns what the server answers for the URL in the current build, asked as
// the browser asked last, cookies included, and through the deploy that is
// played. The session's log does not know of it. Its SHA256 can be compared with
// [observation.Exchange.Content].
func (s *Session) Now(ctx context.Context, rawURL string) observation.Content {
	now := observation.Content{URL: clip(rawURL, maxURLBytes)}
	r, err := s.Peek(ctx, rawURL)
	if err != nil {
		now.Error = err.Error()
		return now
	}
	now.Status, now.Bytes, now.SHA256 = r.Status, int64(len(r.Body)), r.Content()
	return now
}

// Peek returns the whole answer of which [Session.Now] tells the hash.
func (s *Session) Peek(ctx context.Context, rawURL string) (*gateway.Response, error) {
	return s.wire.Peek(ctx, rawURL, s.headerFor(rawURL))
}

// Ask makes a request that the browser never made, as it asked last for another
// URL: what a server answers depends on what it is asked with. The session's log
// does not know of it.
func (s *Session) Ask(ctx context.Context, rawURL, like, purpose string) observation.Probe {
	probe := observation.Probe{Purpose: purpose, URL: clip(rawURL, maxURLBytes)}
	r, err := s.wire.Peek(ctx, rawURL, s.headerFor(like))
	if err != nil {
		probe.Error = err.Error()
		return probe
	}
	probe.Status, probe.Header, probe.Bytes = r.Status, observation.Header(r.Header), int64(len(r.Body))
	return probe
}

// headerFor returns what the browser sent with its last request for the URL, and
// where it never asked for it, what it sends with every request to the origin.
func (s *Session) headerFor(rawURL string) http.Header {
	base := http.Header{}
	target, err := url.Parse(rawURL)
	if err != nil {
		return base
	}
	for _, x := range slices.Backward(s.Exchanges()) {
		u, err := url.Parse(x.URL)
		if err != nil || x.Method != http.MethodGet || origin(u) != origin(target) {
			continue
		}
		if sameDocument(x.URL, rawURL) {
			return http.Header(x.RequestHeader)
		}
		if len(base) == 0 {
			for _, name := range []string{"Accept-Encoding", "Accept-Language", "Cookie", "User-Agent"} {
				if values := x.RequestHeader[name]; values != nil {
					base[name] = values
				}
			}
		}
	}
	return base
}

// ExchangesSince returns the exchanges whose ID is higher than id.
func (s *Session) ExchangesSince(id int) []observation.Exchange { return s.wire.ExchangesSince(id) }

// Base returns the URL that relative ones are resolved against.
func (s *Session) Base() string { return s.base.String() }
