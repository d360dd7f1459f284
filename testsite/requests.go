package testsite

import (
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// A Request is one that reached the site.
type Request struct {
	At         time.Time
	Method     string
	Path       string // with the query, as it was sent
	Header     http.Header
	ThirdParty bool   // it was sent to the other origin
	Build      string // the build that was served
}

// log keeps the requests in the order in which they came.
type log struct {
	mu      sync.Mutex
	entries []Request
}

func (l *log) add(r Request) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.entries = append(l.entries, r)
}

// recorded counts a request before anything answers it, so that none is
// missed however the answer goes.
func (s *Site) recorded(thirdParty bool, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.requests.add(Request{
			At: time.Now(), Method: r.Method, Path: r.URL.RequestURI(),
			Header: r.Header.Clone(), ThirdParty: thirdParty, Build: s.Build(),
		})
		next.ServeHTTP(w, r)
	})
}

// Requests returns what reached the site since its start or the last Reset, in
// order, those of the other origin included.
func (s *Site) Requests() []Request {
	s.requests.mu.Lock()
	defer s.requests.mu.Unlock()
	return slices.Clone(s.requests.entries)
}

// Total returns the number of requests to both origins.
func (s *Site) Total() int { return len(s.Requests()) }

// Reset forgets the requests so far.
func (s *Site) Reset() {
	s.requests.mu.Lock()
	defer s.requests.mu.Unlock()
	s.requests.entries = nil
}

// Count returns how often the site was asked for the path, by any method and
// with any query; with that query alone where the path has one.
func (s *Site) Count(path string) int { return s.count("", path, false) }

// CountMethod is Count for one method.
func (s *Site) CountMethod(method, path string) int { return s.count(method, path, false) }

// CountThirdParty is Count for the other origin.
func (s *Site) CountThirdParty(path string) int { return s.count("", path, true) }

func (s *Site) count(method, path string, thirdParty bool) int {
	n := 0
	for _, r := range s.Requests() {
		if r.ThirdParty == thirdParty && (method == "" || method == r.Method) && r.matches(path) {
			n++
		}
	}
	return n
}

func (r Request) matches(path string) bool {
	if strings.Contains(path, "?") {
		return r.Path == path
	}
	before, _, _ := strings.Cut(r.Path, "?")
	return before == path
}
