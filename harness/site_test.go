package harness_test

import (
	"crypto/x509"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"

	. "github.com/onsi/ginkgo/v2"
)

// site is a server of a spec's own: pages and workers by path, and a count of
// what reaches it, as the second witness beside the gateway's log.
type site struct {
	*httptest.Server
	mu   sync.Mutex
	hits map[string]int
}

type pages map[string]http.HandlerFunc

func serve(p pages) *site    { return start(p, httptest.NewServer) }
func serveTLS(p pages) *site { return start(p, httptest.NewTLSServer) }

func start(p pages, listen func(http.Handler) *httptest.Server) *site {
	s := &site{hits: map[string]int{}}
	s.Server = listen(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.hits[r.URL.Path]++
		s.mu.Unlock()
		if handler, ok := p[r.URL.Path]; ok {
			handler(w, r)
			return
		}
		http.NotFound(w, r)
	}))
	DeferCleanup(func() {
		s.CloseClientConnections()
		s.Close()
	})
	return s
}

func (s *site) total() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	sum := 0
	for _, n := range s.hits {
		sum += n
	}
	return sum
}

func (s *site) count(path string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.hits[path]
}

func (s *site) roots() *x509.CertPool {
	if s.Certificate() == nil {
		return nil
	}
	pool := x509.NewCertPool()
	pool.AddCert(s.Certificate())
	return pool
}

func content(kind, body string, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		for i := 0; i+1 < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		fmt.Fprint(w, body)
	}
}

func html(body string, headers ...string) http.HandlerFunc {
	return content("text/html; charset=utf-8", "<!doctype html>"+body, headers...)
}

func script(body string, headers ...string) http.HandlerFunc {
	return content("text/javascript", body, headers...)
}

const register = `<script>navigator.serviceWorker.register('/sw.js')</script>`

const claim = `
addEventListener('install', () => skipWaiting());
addEventListener('activate', e => e.waitUntil(clients.claim()));`

const passThrough = claim + `
addEventListener('fetch', e => e.respondWith(fetch(e.request)));`

const precache = `
addEventListener('install', e => e.waitUntil(caches.open('pages-v1').then(c => c.addAll(['/', '/style.css'])).then(() => skipWaiting())));
addEventListener('activate', e => e.waitUntil(clients.claim()));
addEventListener('fetch', e => e.respondWith(caches.match(e.request).then(r => r || fetch(e.request))));`

func precachedSite() pages {
	return pages{
		"/":          html(`<title>Home</title><link rel=stylesheet href=/style.css><h1>Welcome</h1><a href="/about#team">About us</a>` + register),
		"/about":     html(`<title>About</title><p>About the club`),
		"/style.css": content("text/css", "h1{color:green}"),
		"/sw.js":     script(precache),
	}
}
