package harness

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"time"

	"github.com/swcheck/swcheck/observation"
)

// The canary is the harness's test of itself: offline, a page behind a worker
// that only forwards must fail, and a precached one must open, in this very
// browser. A browser in which it is otherwise cannot be trusted with anybody's
// offline test.

const (
	canaryPage = `<!doctype html><title>canary</title><script>
navigator.serviceWorker.register('sw.js')</script><p>canary %s`

	forwardingWorker = `
addEventListener('install', () => skipWaiting());
addEventListener('activate', e => e.waitUntil(clients.claim()));
addEventListener('fetch', e => e.respondWith(fetch(e.request)));`

	precachingWorker = `
addEventListener('install', e => e.waitUntil(caches.open('canary').then(c => c.add('./')).then(() => skipWaiting())));
addEventListener('activate', e => e.waitUntil(clients.claim()));
addEventListener('fetch', e => e.respondWith(caches.match(e.request).then(r => r || fetch(e.request))));`
)

// canarySite serves the two pages and counts what reaches it.
type canarySite struct {
	*httptest.Server
	hits atomic.Int64
}

func newCanarySite() *canarySite {
	site := &canarySite{}
	serve := func(kind, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			site.hits.Add(1)
			w.Header().Set("Content-Type", kind)
			fmt.Fprint(w, body)
		}
	}
	mux := http.NewServeMux()
	for name, worker := range map[string]string{"forwarding": forwardingWorker, "precaching": precachingWorker} {
		mux.HandleFunc("/"+name+"/{$}", serve("text/html", fmt.Sprintf(canaryPage, name)))
		mux.HandleFunc("/"+name+"/sw.js", serve("text/javascript", worker))
	}
	site.Server = httptest.NewServer(mux)
	return site
}

// RunCanary tests the harness in this browser. Its error tells that the test
// could not be made; a test that was made and failed is no error.
func (b *Browser) RunCanary(ctx context.Context) (observation.Canary, error) {
	begin := time.Now()
	site := newCanarySite()
	defer site.Close()
	session, err := b.NewSession(ctx, SessionOptions{Base: site.URL, Quiet: 50 * time.Millisecond})
	if err != nil {
		return observation.Canary{}, err
	}
	defer session.Close()
	canary, err := session.sing(ctx, site)
	canary.Duration = milliseconds(time.Since(begin))
	return canary, err
}

func (s *Session) sing(ctx context.Context, site *canarySite) (observation.Canary, error) {
	var canary observation.Canary
	for _, page := range []string{"/forwarding/", "/precaching/"} {
		if _, err := s.Visit(ctx, page); err != nil {
			return canary, err
		}
		if err := s.Await(ctx, Controlled); err != nil {
			return canary, err
		}
	}
	if err := s.SetNetwork(ctx, Offline); err != nil {
		return canary, err
	}
	if err := s.StopWorkers(ctx); err != nil {
		return canary, err
	}
	online := site.hits.Load()
	forwarded, err := s.Visit(ctx, "/forwarding/")
	if err != nil {
		return canary, err
	}
	precached, err := s.Visit(ctx, "/precaching/")
	if err != nil {
		return canary, err
	}
	canary.PassThroughFailed = forwarded.Error != ""
	canary.PrecachedOpened = precached.Error == "" && precached.ServedBy == observation.ByCacheStorage
	canary.Leaked = int(site.hits.Load() - online)
	canary.Passed = canary.PassThroughFailed && canary.PrecachedOpened && canary.Leaked == 0
	canary.Reason = canaryReason(canary, forwarded, precached)
	return canary, nil
}

func canaryReason(c observation.Canary, forwarded, precached observation.Visit) string {
	switch {
	case c.Leaked > 0:
		return fmt.Sprintf("%d requests reached the server while the browser was offline", c.Leaked)
	case !c.PassThroughFailed:
		return fmt.Sprintf("offline, a page behind a worker that only forwards was answered by %s", forwarded.ServedBy)
	case !c.PrecachedOpened:
		return fmt.Sprintf("offline, a precached page was answered by %s %s", precached.ServedBy, precached.Error)
	}
	return ""
}
