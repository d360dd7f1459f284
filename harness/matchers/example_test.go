package matchers_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"

	"github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/harness/matchers"
	"github.com/swcheck/swcheck/observation"
)

// g prints what Gomega would tell a test.
var g = gomega.NewGomega(func(message string, _ ...int) { fmt.Println(message) })

// A visit as harness.Session.Visit returns it.
var visit = observation.Visit{
	URL: "https://site.example/talks/", Final: "https://site.example/talks/", Network: observation.Offline,
	Status: 200, ServedBy: observation.ByCacheStorage, Cache: "pages-v1", Exchange: 17,
	Title: "You are offline", Text: "You are offline. The talks have not been stored.",
}

func Example() {
	g.Expect(visit).To(gomega.And(
		matchers.BeServedFromCache("pages-*"),
		matchers.HaveTitle("Talks"),
	))
	// Output:
	// Expected https://site.example/talks/
	//     (from the cache pages-v1, exchange 17, status 200, titled "You are offline", offline)
	// to have the title "Talks",
	// but it has the title "You are offline"
}

// A whole test, with a browser: a page is visited, the wire is cut, and the
// page is visited again.
func Example_offline() {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/sw.js":
			w.Header().Set("Content-Type", "text/javascript")
			fmt.Fprint(w, `
				oninstall = e => e.waitUntil(caches.open('pages').then(c => c.addAll(['/', '/offline'])));
				onactivate = e => e.waitUntil(clients.claim());
				onfetch = e => e.respondWith(caches.match(e.request).then(r => r ?? fetch(e.request)).catch(() => caches.match('/offline')));`)
		case "/offline":
			fmt.Fprint(w, `<title>Offline</title><p>There is no network, and this page is not stored.`)
		default:
			fmt.Fprint(w, `<title>Home</title><p>Welcome.<script>navigator.serviceWorker.register('/sw.js')</script>`)
		}
	}))
	defer site.Close()

	ctx := context.Background()
	browser, err := harness.Launch(ctx, harness.LaunchOptions{})
	g.Expect(err).NotTo(gomega.HaveOccurred())
	defer browser.Close()
	session, err := browser.NewSession(ctx, harness.SessionOptions{Base: site.URL})
	g.Expect(err).NotTo(gomega.HaveOccurred())
	defer session.Close()

	home, err := session.Visit(ctx, "/")
	g.Expect(home, err).To(matchers.BeServedFromNetwork())
	g.Expect(session.Await(ctx, harness.Controlled)).To(gomega.Succeed())
	g.Expect(session.Caches(ctx)).To(matchers.HaveCached("/", "/offline"))

	g.Expect(session.SetNetwork(ctx, harness.Offline)).To(gomega.Succeed())
	cut := session.LastExchange()
	g.Expect(session.Visit(ctx, "/")).To(matchers.ShowPage(home))
	g.Expect(session.Visit(ctx, "/never-visited")).To(matchers.ShowFallback(matchers.KnownLog(session)))
	g.Expect(session.ExchangesSince(cut)).To(matchers.LeaveNoRequest())
	fmt.Println("both pages are as promised")
	// Output: both pages are as promised
}

func ExampleInCache() {
	caches := []observation.Cache{{
		Name: "pages-v1", Origin: "https://site.example",
		Entries: []observation.CacheEntry{{URL: "https://site.example/"}, {URL: "https://site.example/talks/"}},
	}}
	g.Expect(caches).To(matchers.InCache("pages-*", matchers.HaveCached("/talks/*")))
	g.Expect(caches).To(matchers.InCache("pages-*", matchers.HaveEntriesAtMost(1)))
	// Output:
	// Expected the caches pages-*
	// to hold at most 1 entry,
	// but they hold 2 entries: there is pages-v1 with 2 entries (/, /talks/)
}

func ExampleLeaveNoRequest() {
	exchanges := []observation.Exchange{
		{ID: 8, Method: "GET", URL: "https://site.example/talks/", Outcome: observation.Refused, Network: observation.Offline},
		{ID: 9, Method: "GET", URL: "https://site.example/api/talks", Outcome: observation.Answered, Status: 200},
	}
	g.Expect(exchanges[:1]).To(matchers.LeaveNoRequest())
	g.Expect(exchanges).To(matchers.LeaveNoRequest())
	// Output:
	// Expected the exchanges
	// to leave no request to the network,
	// but they left 1 request to the network: GET https://site.example/api/talks (exchange 9, answered, status 200)
}

func ExampleExplain() {
	mismatch, err := matchers.Explain(matchers.BeServedFromNetwork(), visit)
	if err == nil && mismatch != nil {
		fmt.Printf("expected: %s\nactual:   %s\nexchange: %d\n", mismatch.Expected, mismatch.Actual, mismatch.Exchange)
	}
	// Output:
	// expected: from the network
	// actual:   from the cache pages-v1
	// exchange: 17
}
