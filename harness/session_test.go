package harness_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image/png"
	"net/http"
	"strings"
	"sync"
	"time"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
)

var _ = Describe("a session", func() {
	It("tells what a page shows", func(ctx SpecContext) {
		p := precachedSite()
		p["/"] = html(`<title>Home</title><link rel=manifest href=/app.webmanifest>
			<h1>Welcome</h1><a href="/about#team">About us</a><a href=/x download>File</a>
			<div id=host></div><script>
			Object.prototype.toJSON = () => 'fooled';
			host.attachShadow({mode: 'open'}).innerHTML = '<p>in the shadow</p>';
			console.warn('careful', 1); setTimeout(() => { throw new Error('late') }); Promise.reject(new Error('refused'));
			</script>`)
		p["/app.webmanifest"] = content("application/manifest+json", "{}")
		site := serve(p)
		s := open(ctx, site, func(o *harness.SessionOptions) { o.Ready = harness.Ready{Selector: "h1", Text: "Welcome"} })
		v := visit(ctx, s, "/")
		Expect(v.Status).To(Equal(200))
		Expect(v.MIMEType).To(Equal("text/html"))
		Expect(v.Title).To(Equal("Home"))
		Expect(v.Text).To(And(ContainSubstring("Welcome"), ContainSubstring("in the shadow")))
		Expect(v.Links).To(Equal([]observation.Link{
			{URL: site.URL + "/about", Text: "About us"}, {URL: site.URL + "/x", Text: "File", Download: true},
		}))
		Expect(v.Manifest).To(Equal(site.URL + "/app.webmanifest"))
		Expect(*v.Ready).To(BeTrue())
		Expect(v.Loaded).To(BeTrue())
		Expect(v.Console).To(ContainElements(
			And(HaveField("Level", "warning"), HaveField("Text", "careful 1")),
			And(HaveField("Level", "exception"), HaveField("Text", ContainSubstring("late"))),
			And(HaveField("Level", "rejection"), HaveField("Text", ContainSubstring("refused"))),
		))
		Expect(v.Navigations).To(Equal([]string{site.URL + "/"}))
		document := v.Requests[0]
		Expect(document.Document).To(BeTrue())
		Expect(document.Exchange).To(Equal(1))
		Expect(s.Exchanges()[0].Destination()).To(Equal("document"))
	})

	It("tells what a page logs as it is, quotation marks and all", func(ctx SpecContext) {
		site := serve(pages{"/": html(`<title>Home</title><script>console.log(JSON.stringify({say: 'a "word"'}))</script>`)})
		v := visit(ctx, open(ctx, site), "/")
		Expect(v.Console).To(ContainElement(HaveField("Text", `{"say":"a \"word\""}`)))
	})

	It("moves within a document, there and back, without waiting for a load", func(ctx SpecContext) {
		site := serve(pages{"/": html(`<title>Home</title><p id=there>there`)})
		s := open(ctx, site)
		visit(ctx, s, "/")
		v := visit(ctx, s, "/#there")
		Expect(v.Settled).To(BeTrue(), "%v", v.WaitingFor)
		Expect(v.Final).To(Equal(site.URL + "/#there"))
		back, err := s.Back(ctx)
		Expect(err).NotTo(HaveOccurred())
		Expect(back.Settled).To(BeTrue(), "%v", back.WaitingFor)
		Expect(back.Final).To(Equal(site.URL + "/"))
		Expect(site.count("/")).To(Equal(1))
	})

	It("goes on without a tab that could not be opened", func(ctx SpecContext) {
		s := open(ctx, serve(precachedSite()))
		visit(ctx, s, "/")
		for limit := time.Millisecond; ; limit += time.Millisecond {
			hasty, cancel := context.WithTimeout(ctx, limit)
			_, err := s.NewTab(hasty)
			cancel()
			if err == nil {
				break
			}
			Expect(s.SetNetwork(ctx, harness.Online)).To(Succeed())
			Expect(s.Caches(ctx)).NotTo(BeEmpty())
		}
	})

	It("sees a page that reloads itself", func(ctx SpecContext) {
		site := serve(pages{"/": html(`<title>Twice</title><script>
			if (!sessionStorage.seen) { sessionStorage.seen = 1; location.reload() }</script>`)})
		v := visit(ctx, open(ctx, site), "/")
		Expect(v.Navigations).To(HaveLen(2))
		Expect(site.count("/")).To(Equal(2))
	})

	// Where its pauses are as long as a page may be quiet until it counts as
	// settled, it leaves while it is read.
	DescribeTable("bears with a page that reloads itself for ever", func(ctx SpecContext, pause int, settles bool) {
		site := serve(pages{"/": html(fmt.Sprintf(`<title>Again</title><p>Never at rest</p><script>
			onload = () => setTimeout(() => location.reload(), %d)</script>`, pause))})
		v := visit(ctx, open(ctx, site, func(o *harness.SessionOptions) {
			o.Quiet, o.VisitLimit = 100*time.Millisecond, 2*time.Second
		}), "/")
		Expect(v.Navigations).NotTo(BeEmpty())
		if !settles {
			Expect(v.Settled).To(BeFalse())
			Expect(len(v.Navigations)).To(BeNumerically(">", 3))
		}
	},
		Entry("that leaves before it is read", 10, false),
		Entry("that leaves while it is read", 100, true),
		Entry("that leaves while it is read, a little later", 110, true),
	)

	It("is isolated from the others, several at once", func(ctx SpecContext) {
		site := serve(precachedSite())
		var group sync.WaitGroup
		for range 4 {
			group.Go(func() {
				defer GinkgoRecover()
				s := open(ctx, site)
				Expect(visit(ctx, s, "/").ServedBy).To(Equal(observation.ByNetwork))
				Expect(s.Await(ctx, harness.Controlled)).To(Succeed())
				Expect(s.Caches(ctx)).To(HaveLen(1))
				Expect(s.Exchanges()[0].ID).To(Equal(1))
			})
		}
		group.Wait()
		Expect(site.count("/sw.js")).To(Equal(4))
	})

	It("has tabs that can be driven side by side", func(ctx SpecContext) {
		site := serve(precachedSite())
		s := open(ctx, site)
		visit(ctx, s, "/")
		var group sync.WaitGroup
		for range 3 {
			group.Go(func() {
				defer GinkgoRecover()
				t, err := s.NewTab(ctx)
				Expect(err).NotTo(HaveOccurred())
				v, err := t.Visit(ctx, "/about")
				Expect(err).NotTo(HaveOccurred())
				Expect(v.Title).To(Equal("About"))
				Expect(v.Settled).To(BeTrue())
				Expect(t.Close()).To(Succeed())
			})
		}
		group.Wait()
	})

	It("follows the worker's life, with times", func(ctx SpecContext) {
		s := open(ctx, serve(precachedSite()))
		visit(ctx, s, "/")
		Expect(s.Await(ctx, harness.Activated)).To(Succeed())
		registrations := s.Registrations()
		Expect(registrations).To(HaveLen(1))
		version, ok := registrations[0].Active()
		Expect(ok).To(BeTrue())
		var states []observation.WorkerState
		for _, change := range version.History {
			states = append(states, change.State)
		}
		Expect(states).To(ContainElements(observation.Installing, observation.Activating, observation.Activated))
		Expect(registrations[0].UpdateViaCache).To(Equal("imports"))
		Expect(version.History[len(version.History)-1].At).To(BeNumerically(">", 0))
		Expect(s.Unregister(ctx)).To(Succeed())
		Expect(s.Registrations()[0].Unregistered).To(BeTrue())
	})

	It("fails a wait at once when the worker becomes redundant", func(ctx SpecContext) {
		site := serve(pages{
			"/":      html(`<title>Home</title>` + register),
			"/sw.js": script(`addEventListener('install', e => e.waitUntil(caches.open('v1').then(c => c.addAll(['/missing']))))`),
		})
		s := open(ctx, site)
		visit(ctx, s, "/")
		var failed *harness.WorkerFailedError
		Expect(s.Await(ctx, harness.Activated)).To(BeAssignableToTypeOf(failed))
	})

	It("fails a wait soon when the worker's script is refused", func(ctx SpecContext) {
		site := serve(pages{"/": html(`<title>Home</title>` + register), "/sw.js": html("not found here")})
		s := open(ctx, site)
		Expect(visit(ctx, s, "/").Settled).To(BeTrue())
		Expect(s.Await(ctx, harness.Idle)).To(Succeed())
		var failed *harness.WorkerFailedError
		Expect(s.Await(ctx, harness.Activated)).To(BeAssignableToTypeOf(failed))
	})

	It("hears what a worker throws and writes", func(ctx SpecContext) {
		site := serve(pages{
			"/": html(`<title>Home</title>` + register),
			"/sw.js": script(claim + `
				console.error('from the worker');
				addEventListener('activate', () => { throw new Error('in activate') });`),
		})
		s := open(ctx, site)
		visit(ctx, s, "/")
		Expect(s.Await(ctx, harness.Activated)).To(Succeed())
		Eventually(ctx, s.WorkerConsole).Should(ContainElement(And(
			HaveField("Level", "error"), HaveField("Text", "from the worker"), HaveField("Worker", true))))
		Eventually(ctx, func() []observation.WorkerError { return s.Registrations()[0].Versions[0].Errors }).
			Should(ContainElement(HaveField("Message", ContainSubstring("in activate"))))
	})

	It("reads Cache Storage", func(ctx SpecContext) {
		site := serve(precachedSite())
		s := open(ctx, site)
		visit(ctx, s, "/")
		Expect(s.Await(ctx, harness.Activated)).To(Succeed())
		caches, err := s.Caches(ctx)
		Expect(err).NotTo(HaveOccurred())
		Expect(caches).To(HaveLen(1))
		Expect(caches[0].Name).To(Equal("pages-v1"))
		Expect(caches[0].Entries).To(HaveLen(2))
		for _, e := range caches[0].Entries {
			x := s.Exchanges()[e.Exchange-1]
			Expect(x.URL).To(Equal(e.URL))
			Expect(e.Bytes).To(Equal(x.BodyBytes))
			Expect(e.Type).To(Equal("basic"))
			Expect(e.Status).To(Equal(200))
		}
		Expect(s.CachedBody(ctx, "pages-v1", site.URL+"/style.css")).To(BeEquivalentTo("h1{color:green}"))
		usage, err := s.Storage(ctx)
		Expect(err).NotTo(HaveOccurred())
		Expect(usage.CacheStorageBytes).To(BeNumerically(">", 0))
	})

	It("knows the size of a stored body that was only revalidated", func(ctx SpecContext) {
		body := "body that is asked for again"
		site := serve(pages{
			"/": html(`<title>Home</title>` + register),
			"/data": func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("ETag", `"1"`)
				w.Header().Set("Cache-Control", "no-cache")
				http.ServeContent(w, r, "data.txt", time.Time{}, strings.NewReader(body))
			},
			"/sw.js": script(claim),
		})
		s := open(ctx, site)
		visit(ctx, s, "/")
		_, err := s.Evaluate(ctx, `fetch('/data').then(r => r.text()).then(() => caches.open('v1')).then(c => c.add('/data')).then(() => 1)`)
		Expect(err).NotTo(HaveOccurred())
		caches, err := s.Caches(ctx)
		Expect(err).NotTo(HaveOccurred())
		entry := caches[0].Entries[0]
		Expect(s.Exchanges()[entry.Exchange-1].Status).To(Equal(http.StatusNotModified))
		Expect(entry.Bytes).To(BeEquivalentTo(len(body)))
	})

	It("reads Cache Storage from another tab where the first one shows an error page", func(ctx SpecContext) {
		s := open(ctx, serve(precachedSite()))
		visit(ctx, s, "/")
		Expect(s.Await(ctx, harness.Activated)).To(Succeed())
		t, err := s.NewTab(ctx)
		Expect(err).NotTo(HaveOccurred())
		_, err = t.Visit(ctx, "/about")
		Expect(err).NotTo(HaveOccurred())
		Expect(s.SetNetwork(ctx, harness.Offline)).To(Succeed())
		Expect(visit(ctx, s, "/missing").Error).To(HavePrefix("net::ERR_"))
		Expect(s.Caches(ctx)).To(HaveLen(1))
	})

	It("limits the quota", func(ctx SpecContext) {
		s := open(ctx, serve(precachedSite()))
		visit(ctx, s, "/")
		Expect(s.SetQuota(ctx, 1000)).To(Succeed())
		Expect(s.Evaluate(ctx, `caches.open('big').then(c => c.put('/big', new Response('x'.repeat(100000)))).then(() => 'stored', e => e.name)`)).
			To(MatchJSON(`"QuotaExceededError"`))
	})

	It("goes past caches and worker on a hard reload", func(ctx SpecContext) {
		s := open(ctx, serve(precachedSite()))
		visit(ctx, s, "/")
		Expect(s.Await(ctx, harness.Controlled)).To(Succeed())
		again, err := s.Reload(ctx)
		Expect(err).NotTo(HaveOccurred())
		Expect(again.ServedBy).To(Equal(observation.ByCacheStorage))
		Expect(again.Controller).NotTo(BeEmpty())
		Expect(again.WorkerStart).To(BeTrue())
		hard, err := s.HardReload(ctx)
		Expect(err).NotTo(HaveOccurred())
		Expect(hard.ServedBy).To(Equal(observation.ByNetwork))
		Expect(hard.Controller).To(BeEmpty())
	})

	It("goes back, clicks, fills and presses", func(ctx SpecContext) {
		site := serve(pages{
			"/": html(`<title>Form</title><form action=/done><input id=name name=n><button id=go>Go</button></form>
				<script>onkeydown = e => document.title += ' ' + e.key</script>`),
			"/done": html(`<title>Done</title><a id=home href=/>home</a>`),
		})
		s := open(ctx, site)
		visit(ctx, s, "/")
		Expect(s.Fill(ctx, "#name", "Ada & Bob")).To(Succeed())
		Expect(s.Press(ctx, "ArrowDown")).To(Succeed())
		Expect(s.Evaluate(ctx, "document.title")).To(MatchJSON(`"Form ArrowDown"`))
		Expect(s.Evaluate(ctx, "document.querySelector('#name').value")).To(MatchJSON(`"Ada & Bob"`))
		Expect(s.Click(ctx, "#go")).To(Succeed())
		Eventually(ctx, func() int { return site.count("/done") }).Should(Equal(1))
		var missing *harness.SelectorError
		Expect(s.Click(ctx, "#nothing")).To(BeAssignableToTypeOf(missing))
		visit(ctx, s, "/done")
		v, err := s.Back(ctx)
		Expect(err).NotTo(HaveOccurred())
		Expect(v.Kind).To(Equal(observation.Back))
	})

	It("knows no service workers where it is asked to", func(ctx SpecContext) {
		site := serve(pages{"/": html(`<title>Home</title><script>document.title = 'serviceWorker' in navigator</script>`)})
		s := open(ctx, site, func(o *harness.SessionOptions) { o.NoWorkers = true })
		Expect(visit(ctx, s, "/").Title).To(Equal("false"))
	})

	It("makes a request for a destination", func(ctx SpecContext) {
		p := precachedSite()
		p["/none-style"] = func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/css") // the type of http.NotFound is blocked for styles
			w.WriteHeader(http.StatusNotFound)
		}
		s := open(ctx, serve(p))
		visit(ctx, s, "/")
		for _, destination := range []string{"image", "script", "style", "font", "fetch", "iframe"} {
			r, err := s.Fetch(ctx, "/none-"+destination, destination)
			Expect(err).NotTo(HaveOccurred())
			Expect(r.Status).To(Equal(404), destination)
			Expect(r.Destination).To(Equal(destination))
		}
	})

	It("makes every request through the page's worker", func(ctx SpecContext) {
		site := serve(pages{"/": html(`<title>Home</title>` + register), "/sw.js": script(passThrough)})
		s := open(ctx, site)
		visit(ctx, s, "/")
		Expect(s.Await(ctx, harness.Controlled)).To(Succeed())
		for _, destination := range []string{"image", "script", "font", "fetch"} {
			r, err := s.Fetch(ctx, "/none-"+destination, destination)
			Expect(err).NotTo(HaveOccurred())
			Expect(r.ThroughWorker).To(BeTrue(), destination)
		}
	})

	It("sends the site's own header and cookies to its origin only", func(ctx SpecContext) {
		var mu sync.Mutex
		sent := map[string]http.Header{}
		note := func(next http.HandlerFunc) http.HandlerFunc {
			return func(w http.ResponseWriter, r *http.Request) {
				mu.Lock()
				sent[r.URL.Path] = r.Header
				mu.Unlock()
				next(w, r)
			}
		}
		other := serve(pages{"/x.js": note(script("1"))})
		site := serve(pages{"/": note(html(`<title>Home</title><script src="` + other.URL + `/x.js"></script>`))})
		s := open(ctx, site, func(o *harness.SessionOptions) {
			o.Header = map[string]string{"Authorization": "Basic abc"}
			o.Cookies = []harness.Cookie{{Name: "session", Value: "1"}}
		})
		visit(ctx, s, "/")
		mu.Lock()
		defer mu.Unlock()
		Expect(sent["/"].Get("Authorization")).To(Equal("Basic abc"))
		Expect(sent["/"].Get("Cookie")).To(Equal("session=1"))
		Expect(sent["/x.js"]).NotTo(HaveKey("Authorization"))
	})

	It("takes a screenshot", func(ctx SpecContext) {
		s := open(ctx, serve(precachedSite()))
		visit(ctx, s, "/")
		shot, err := s.Screenshot(ctx)
		Expect(err).NotTo(HaveOccurred())
		_, err = png.Decode(bytes.NewReader(shot))
		Expect(err).NotTo(HaveOccurred())
	})

	It("does not say that it is headless", func(ctx SpecContext) {
		s := open(ctx, serve(precachedSite()))
		visit(ctx, s, "/")
		Expect(s.Exchanges()[0].RequestHeader.Get("User-Agent")).To(And(ContainSubstring("Chrome/"), Not(ContainSubstring("Headless"))))
	})
})

var _ = Describe("a tab that is gone", func() {
	It("is not said to be silent", func(ctx SpecContext) {
		site := serve(pages{"/": html("<title>Home</title>")})
		s := open(ctx, site)
		_, err := s.Visit(ctx, "/")
		Expect(err).NotTo(HaveOccurred())
		Expect(s.Close()).To(Succeed())
		err = s.SetNetwork(ctx, harness.Offline)
		Expect(err).To(HaveOccurred())
		Expect(errors.As(err, new(*harness.PageHungError))).To(BeFalse(), "%v", err)
	})
})

var _ = Describe("the canary", func() {
	It("passes in this browser", func(ctx SpecContext) {
		canary, err := browser.RunCanary(ctx)
		Expect(err).NotTo(HaveOccurred())
		Expect(canary.Passed).To(BeTrue(), canary.Reason)
		Expect(canary.Leaked).To(BeZero())
	})

	It("is remembered for this browser program", func(ctx SpecContext) {
		GinkgoT().Setenv("XDG_CACHE_HOME", GinkgoT().TempDir())
		_, remembered := browser.RememberedCanary()
		Expect(remembered).To(BeFalse())
		first, err := browser.Canary(ctx)
		Expect(err).NotTo(HaveOccurred())
		Expect(first.Passed).To(BeTrue(), first.Reason)
		Expect(first.Remembered).To(BeFalse())
		again, err := browser.Canary(ctx)
		Expect(err).NotTo(HaveOccurred())
		Expect(again.Passed).To(BeTrue())
		Expect(again.Remembered).To(BeTrue())
	})
})

var _ = Describe("a session whose visits end at the load event", func() {
	It("settles when it is asked to", func(ctx SpecContext) {
		site := serve(pages{
			"/":      html(`<title>Home</title><script>onload = () => fetch('/later').then(r => r.text()).then(t => document.title = t)</script>`),
			"/later": content("text/plain", "Later"),
		})
		s := open(ctx, site, func(o *harness.SessionOptions) { o.UntilLoaded = true })
		Expect(visit(ctx, s, "/").Loaded).To(BeTrue())
		Expect(s.Await(ctx, harness.Settled)).To(Succeed())
		Expect(s.Evaluate(ctx, "document.title")).To(MatchJSON(`"Later"`))
	})
})
