package harness_test

import (
	"context"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
)

func visit(ctx context.Context, s *harness.Session, url string) observation.Visit {
	GinkgoHelper()
	v, err := s.Visit(ctx, url)
	Expect(err).NotTo(HaveOccurred())
	return v
}

func request(v observation.Visit, url string) observation.Request {
	GinkgoHelper()
	for _, r := range v.Requests {
		if r.URL == url {
			return r
		}
	}
	Fail("the visit made no request for " + url)
	return observation.Request{}
}

var _ = Describe("offline", func() {
	It("shows a precached page from Cache Storage, and names the exchange that stored it", func(ctx SpecContext) {
		site := serve(precachedSite())
		s := open(ctx, site)
		first := visit(ctx, s, "/")
		Expect(first.ServedBy).To(Equal(observation.ByNetwork))
		Expect(s.Await(ctx, harness.Controlled)).To(Succeed())
		Expect(s.SetNetwork(ctx, harness.Offline)).To(Succeed())
		Expect(s.StopWorkers(ctx)).To(Succeed())
		before := site.total()

		v := visit(ctx, s, "/")

		Expect(v.ServedBy).To(Equal(observation.ByCacheStorage))
		Expect(v.Cache).To(Equal("pages-v1"))
		Expect(v.Title).To(Equal("Home"))
		Expect(v.Text).To(ContainSubstring("Welcome"))
		Expect(v.Settled).To(BeTrue())
		style := request(v, site.URL+"/style.css")
		Expect(style.ServedBy).To(Equal(observation.ByCacheStorage))
		stored := s.Exchanges()[v.Exchange-1]
		Expect(stored.URL).To(Equal(site.URL + "/"))
		Expect(stored.Network).To(Equal(observation.Online))
		Expect(site.total()).To(Equal(before), "requests that reached the server while offline")
	})

	It("takes a part of an SVG file that the page draws for an image", func(ctx SpecContext) {
		site := serve(pages{
			"/":          html(`<title>Home</title>hello<svg><use href="/icons.svg#dot"></use></svg>`),
			"/icons.svg": content("image/svg+xml", `<svg xmlns="http://www.w3.org/2000/svg"><symbol id="dot"><circle r="1"/></symbol></svg>`),
		})

		v := visit(ctx, open(ctx, site), "/")

		Expect(request(v, site.URL+"/icons.svg").Destination).To(Equal("image"))
	})

	DescribeTable("a worker that only forwards gets nothing through", func(ctx SpecContext, listen func(pages) *site, worker string) {
		site := listen(pages{
			"/":      html(`<title>Home</title>hello` + register),
			"/other": html(`<title>Other</title>other`),
			"/sw.js": script(worker),
		})
		s := open(ctx, site)
		visit(ctx, s, "/")
		Expect(s.Await(ctx, harness.Controlled)).To(Succeed())
		Expect(s.SetNetwork(ctx, harness.Offline)).To(Succeed())
		before, last := site.total(), s.LastExchange()

		running := visit(ctx, s, "/other")
		Expect(running.Error).To(HavePrefix("net::ERR_"))
		Expect(running.ServedBy).To(Equal(observation.ByNobody))

		Expect(s.StopWorkers(ctx)).To(Succeed())
		cold := visit(ctx, s, "/other")
		Expect(cold.Error).To(HavePrefix("net::ERR_"))

		// No emulation cuts the update check; the wire does.
		Expect(s.UpdateWorkers(ctx)).To(Succeed())
		again := visit(ctx, s, "/")
		Expect(again.Error).To(HavePrefix("net::ERR_"))

		Expect(site.total()).To(Equal(before), "requests that reached the server while offline")
		for _, x := range s.Exchanges()[last:] {
			Expect(x.LeftBrowser()).To(BeFalse(), x.URL)
		}

		Expect(s.SetNetwork(ctx, harness.Online)).To(Succeed())
		Expect(visit(ctx, s, "/other").Title).To(Equal("Other"))
	},
		Entry("over HTTP", serve, passThrough),
		Entry("over HTTPS", serveTLS, passThrough),
		Entry("with navigation preload", serve, claim+`
			addEventListener('activate', e => e.waitUntil(registration.navigationPreload.enable()));
			addEventListener('fetch', e => e.respondWith(e.preloadResponse.then(r => r || fetch(e.request))));`),
		Entry("with navigation preload over HTTPS", serveTLS, claim+`
			addEventListener('activate', e => e.waitUntil(registration.navigationPreload.enable()));
			addEventListener('fetch', e => e.respondWith(e.preloadResponse.then(r => r || fetch(e.request))));`),
	)

	It("cuts a page's own connections, and tells the page so", func(ctx SpecContext) {
		site := serve(pages{"/": html(`<title>Home</title>`), "/data": content("application/json", "{}")})
		s := open(ctx, site)
		visit(ctx, s, "/")
		Expect(s.Evaluate(ctx, `fetch('/data').then(() => navigator.onLine)`)).To(MatchJSON("true"))
		_, err := s.Evaluate(ctx, `addEventListener('offline', () => document.title = 'offline'); 1`)
		Expect(err).NotTo(HaveOccurred())
		Expect(s.SetNetwork(ctx, harness.Offline)).To(Succeed())
		Expect(s.Evaluate(ctx, `fetch('/data').then(() => 'answered', () => navigator.onLine)`)).To(MatchJSON("false"))
		Expect(s.Evaluate(ctx, `document.title`)).To(MatchJSON(`"offline"`))
		Expect(site.count("/data")).To(Equal(1))
	})
})

var _ = Describe("a worker that takes its time with an answer", func() {
	It("is waited for, although nothing is on the wire", func(ctx SpecContext) {
		site := serve(pages{
			"/":     html(`<title>Home</title>` + register),
			"/slow": html(`<title>Slow</title><script>fetch('/made').then(r => r.text()).then(t => document.title = t)</script>`),
			"/sw.js": script(claim + `
				addEventListener('fetch', e => { if (e.request.url.endsWith('/made'))
					e.respondWith(new Promise(done => setTimeout(() => done(new Response('Made')), 600))) });`),
		})
		s := open(ctx, site)
		visit(ctx, s, "/")
		Expect(s.Await(ctx, harness.Controlled)).To(Succeed())
		Expect(visit(ctx, s, "/slow").Title).To(Equal("Made"))
	})
})

var _ = Describe("who served a request", func() {
	It("is told for the network, both caches, the worker's code and a route", func(ctx SpecContext) {
		site := serve(pages{
			"/": html(`<title>Home</title>` + register),
			"/mixed": html(`<title>Mixed</title>
				<script src=/network.js></script><script src=/stored.js></script><script src=/made.js></script>
				<script src=/long.js></script><script src=/routed.js></script><script src=/missing.js></script>`),
			"/network.js": script("1"), "/stored.js": script("2"), "/routed.js": script("3"),
			"/long.js": script("4", "Cache-Control", "max-age=3600"),
			"/sw.js": script(`
addEventListener('install', e => {
  e.addRoutes({condition: {urlPattern: '/routed.js'}, source: {cacheName: 'v1'}});
  e.waitUntil(caches.open('v1').then(c => c.addAll(['/stored.js', '/routed.js'])).then(() => skipWaiting()));
});
addEventListener('activate', e => e.waitUntil(clients.claim()));
addEventListener('fetch', e => {
  const path = new URL(e.request.url).pathname;
  if (path === '/made.js') e.respondWith(new Response('5', {headers: {'Content-Type': 'text/javascript'}}));
  else if (path === '/stored.js') e.respondWith(caches.match(e.request));
  else if (path === '/network.js') e.respondWith(fetch(e.request));
});`),
		})
		s := open(ctx, site)
		visit(ctx, s, "/")
		Expect(s.Await(ctx, harness.Controlled)).To(Succeed())
		visit(ctx, s, "/mixed")
		v := visit(ctx, s, "/mixed")

		by := func(path string) observation.ServedBy { return request(v, site.URL+path).ServedBy }
		Expect(by("/network.js")).To(Equal(observation.ByNetwork))
		Expect(request(v, site.URL+"/network.js").ThroughWorker).To(BeTrue())
		Expect(by("/stored.js")).To(Equal(observation.ByCacheStorage))
		Expect(request(v, site.URL+"/stored.js").Cache).To(Equal("v1"))
		Expect(by("/made.js")).To(Equal(observation.ByWorker))
		Expect(request(v, site.URL+"/made.js").Exchange).To(BeZero())
		Expect(by("/long.js")).To(Equal(observation.ByHTTPCache))
		Expect(by("/routed.js")).To(Equal(observation.ByRouter))
		Expect(by("/missing.js")).To(Equal(observation.ByNetwork))
		Expect(request(v, site.URL+"/missing.js").Status).To(Equal(404))
	})
})
