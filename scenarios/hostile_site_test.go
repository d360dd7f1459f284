package scenarios_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/reporter/reportertest"
	"github.com/swcheck/swcheck/scenarios"
)

// hostileWorker fills a cache of a hostile name with entries of hostile
// addresses and headers.
//
// Chrome cannot read a cache whose name has a | in it: the audit would be partial.
const hostileWorker = `const nasty = %s.replace(/[\x7c]/g, '');
addEventListener('install', event => event.waitUntil((async () => {
  const cache = await caches.open(nasty);
  await cache.add('/');
  await Promise.all(Array.from({length: 300}, (_, i) =>
    cache.put('/' + i + '?' + encodeURIComponent(nasty), new Response('x', {headers: {'Content-Type': 'text/' + encodeURIComponent(nasty)}}))));
  console.error(nasty.repeat(1000));
  skipWaiting();
})()));
addEventListener('activate', event => event.waitUntil(clients.claim()));
addEventListener('fetch', event => event.respondWith(caches.match(event.request).then(r => r ?? fetch(event.request))));
`

// hostilePage has a title of 10 MB, and talks to the console.
const hostilePage = `<!doctype html><title>%s</title><p>%s</p><a href="/about?<b onclick=alert(1)>">About</a>
<script>console.error(%[3]s.repeat(1000)); console.warn('%%c' + %[3]s, 'background: url(javascript:alert(1))');
navigator.serviceWorker.register('/sw.js'); Promise.reject(new Error(%[3]s))</script>`

var controls = regexp.MustCompile(`[\x00-\x1f]`)

func hostileSite() *httptest.Server {
	GinkgoHelper()
	literal, err := json.Marshal(reportertest.Nasty)
	Expect(err).NotTo(HaveOccurred())
	bare := strings.ReplaceAll(reportertest.Nasty, "\x00", "")
	title := strings.Repeat(bare, 10<<20/len(bare))
	header := controls.ReplaceAllString(bare, "") // with them net/http takes no header
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Nasty", header)
		if r.URL.Path == "/sw.js" {
			w.Header().Set("Content-Type", "text/javascript")
			fmt.Fprintf(w, hostileWorker, literal)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, hostilePage, title, bare, literal)
	}))
	DeferCleanup(func() {
		site.CloseClientConnections()
		site.Close()
	})
	return site
}

var _ = Describe("A hostile site", func() {
	It("that writes markup, scripts, escape codes and 10 MB titles is told of safely in every format", func(ctx SpecContext) {
		options := quick
		options.Pictures = 4
		seen, err := scenarios.Gather(ctx, browser, scenarios.Target{URL: hostileSite().URL}, options)
		Expect(err).NotTo(HaveOccurred())
		report := scenarios.Judge(seen, scenarios.JudgeOptions{Trails: true})
		Expect(report.Worker.Registered).To(BeTrue())
		Expect(report.Caches).To(ContainElement(HaveField("Name", ContainSubstring("owned"))), "the worker is as hostile as it should be; the audit says: %q", report.Notes)
		Expect(unsafe(report)).To(BeEmpty())
	})
})
