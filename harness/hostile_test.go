package harness_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"time"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
)

func within(limit time.Duration) func(*harness.SessionOptions) {
	return func(o *harness.SessionOptions) { o.VisitLimit = limit }
}

// hanging answers nothing until the client goes.
func hanging(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }

var _ = Describe("a hostile site", func() {
	It("in an endless loop ends in a typed error, and the next session works", func(ctx SpecContext) {
		site := serve(pages{"/": html(`<title>Loop</title><script>for (;;);</script>`), "/fine": html(`<title>Fine</title>`)})
		s := open(ctx, site, within(time.Second))
		_, err := s.Visit(ctx, "/")
		var hung *harness.PageHungError
		Expect(err).To(BeAssignableToTypeOf(hung))
		Expect(s.Close()).To(Succeed())
		Expect(visit(ctx, open(ctx, site), "/fine").Title).To(Equal("Fine"))
	})

	It("in an endless loop is told as such when the network is switched", func(ctx SpecContext) {
		s := open(ctx, serve(pages{"/": html(`<title>Later</title>`)}))
		visit(ctx, s, "/")
		_, err := s.Evaluate(ctx, "setTimeout(() => { for (;;); })")
		Expect(err).NotTo(HaveOccurred())
		var hung *harness.PageHungError
		Expect(s.SetNetwork(ctx, harness.Offline)).To(BeAssignableToTypeOf(hung))
		Expect(s.Network()).To(Equal(harness.Offline))
	})

	It("that alerts for ever ends in a typed error", func(ctx SpecContext) {
		site := serve(pages{"/": html(`<title>Alert</title><script>for (;;) alert('again')</script>`)})
		s := open(ctx, site, within(time.Second))
		v, err := s.Visit(ctx, "/")
		var hung *harness.PageHungError
		Expect(err).To(BeAssignableToTypeOf(hung))
		Expect(v.Dialogs).NotTo(BeEmpty())
		Expect(v.Dialogs[0]).To(Equal(observation.Dialog{Kind: "alert", Message: "again"}))
	})

	It("has its dialogs dismissed, its downloads refused and its popups closed", func(ctx SpecContext) {
		site := serve(pages{
			"/": html(`<title>Pushy</title><body><script>
				document.title += confirm('sure?');
				window.open('/popup');
				const a = Object.assign(document.createElement('a'), {href: '/file', download: 'x.bin'});
				document.body.append(a); a.click();</script>`),
			"/popup": html(`<title>Popup</title>`),
			"/file":  content("application/octet-stream", "bytes"),
		})
		s := open(ctx, site)
		v := visit(ctx, s, "/")
		Expect(v.Title).To(Equal("Pushyfalse"))
		Expect(v.Dialogs).To(ConsistOf(observation.Dialog{Kind: "confirm", Message: "sure?"}))
		Expect(v.Downloads).To(ConsistOf(site.URL + "/file"))
		Expect(v.Popups).To(ConsistOf(site.URL + "/popup"))
	})

	It("that is a download shows no page", func(ctx SpecContext) {
		site := serve(pages{"/": content("application/octet-stream", "bytes", "Content-Disposition", "attachment")})
		v := visit(ctx, open(ctx, site), "/")
		Expect(v.Downloads).To(ConsistOf(site.URL + "/"))
		Expect(v.Error).To(Equal("net::ERR_ABORTED"))
	})

	It("that never ends loading is told with what it waits for", func(ctx SpecContext) {
		site := serve(pages{"/": html(`<title>Slow</title>here<img src=/never>`), "/never": hanging})
		v := visit(ctx, open(ctx, site, within(time.Second)), "/")
		Expect(v.Settled).To(BeFalse())
		Expect(v.WaitingFor).To(ContainElement("an answer for " + site.URL + "/never"))
		Expect(v.Title).To(Equal("Slow"))
		Expect(v.Text).To(Equal("here"))
	})

	It("that never answers is told so", func(ctx SpecContext) {
		site := serve(pages{"/": hanging})
		v := visit(ctx, open(ctx, site, within(time.Second)), "/")
		Expect(v.Settled).To(BeFalse())
		Expect(v.WaitingFor).To(ContainElement("the answer to the navigation"))
	})

	It("that redirects for ever is a network error", func(ctx SpecContext) {
		site := serve(pages{"/": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/", http.StatusFound) }})
		Expect(visit(ctx, open(ctx, site), "/").Error).To(Equal("net::ERR_TOO_MANY_REDIRECTS"))
	})

	It("that is down is a network error", func(ctx SpecContext) {
		site := serve(nil)
		site.Close()
		v := visit(ctx, open(ctx, site), "/")
		Expect(v.Error).To(HavePrefix("net::ERR_"))
		Expect(v.ServedBy).To(Equal(observation.ByNobody))
	})

	It("with a bad certificate is told as such", func(ctx SpecContext) {
		site := serveTLS(pages{"/": html(`<title>Home</title>`)})
		s := open(ctx, site, func(o *harness.SessionOptions) { o.RootCAs = nil })
		v := visit(ctx, s, "/")
		Expect(v.Error).To(HavePrefix("net::ERR_"))
		x := s.Exchanges()[0]
		Expect(x.Outcome).To(Equal(observation.Failed))
		Expect(x.Error).To(HavePrefix("certificate:"))
		insecure := open(ctx, site, func(o *harness.SessionOptions) { o.RootCAs, o.Insecure = nil, true })
		Expect(visit(ctx, insecure, "/").Title).To(Equal("Home"))
	})

	It("that sends 100 MB is read to its end and kept out of the observation", func(ctx SpecContext) {
		site := serve(pages{
			"/": html(`<title>Big</title><script>fetch('/big').then(r => r.blob()).then(b => document.title = b.size)</script>`),
			"/big": func(w http.ResponseWriter, _ *http.Request) {
				_, _ = io.CopyN(w, strings.NewReader(strings.Repeat("x", 100<<20)), 100<<20)
			},
		})
		s := open(ctx, site)
		v := visit(ctx, s, "/")
		Expect(v.Title).To(Equal("104857600"))
		Expect(s.Exchanges()).To(ContainElement(HaveField("BodyBytes", int64(100<<20))))
	})

	It("whose page crashes ends in a typed error", func(ctx SpecContext) {
		s := open(ctx, serve(nil))
		_, err := s.Visit(ctx, "chrome://crash")
		var crashed *harness.PageCrashedError
		Expect(err).To(BeAssignableToTypeOf(crashed))
	})

	It("whose worker never finishes installing ends within the limit", func(ctx SpecContext) {
		site := serve(pages{
			"/":      html(`<title>Home</title>` + register),
			"/sw.js": script(`addEventListener('install', e => e.waitUntil(new Promise(() => {})))`),
		})
		s := open(ctx, site, within(time.Second))
		v := visit(ctx, s, "/")
		Expect(v.Settled).To(BeFalse())
		Expect(v.WaitingFor).To(ContainElement(ContainSubstring("/sw.js to leave the state installing")))
		var late *harness.TimeoutError
		Expect(s.Await(ctx, harness.Activated)).To(BeAssignableToTypeOf(late))
		Expect(visit(ctx, s, "/").Settled).To(BeTrue(), "a later visit does not wait for it again")
	})

	It("whose worker holds an answer back for ever is no page that hangs", func(ctx SpecContext) {
		site := serve(pages{
			"/":      html(`<title>Home</title>` + register),
			"/sw.js": script(claim + `addEventListener('fetch', e => { if (e.request.url.endsWith('/held')) e.respondWith(new Promise(() => {})) })`),
		})
		s := open(ctx, site)
		visit(ctx, s, "/")
		Expect(s.Await(ctx, harness.Controlled)).To(Succeed())
		Expect(s.SetNetwork(ctx, harness.Offline)).To(Succeed())
		held, err := s.Fetch(ctx, "/held", "fetch")
		Expect(err).NotTo(HaveOccurred())
		Expect(held.Error).To(Equal("net::ERR_TIMED_OUT"))
		refused, err := s.Fetch(ctx, "/refused", "fetch")
		Expect(err).NotTo(HaveOccurred())
		Expect(refused.Error).To(Equal("net::ERR_INTERNET_DISCONNECTED"))
	})

	It("whose policy refuses a request ends it", func(ctx SpecContext) {
		site := serve(pages{"/": html(`<title>Home</title>`, "Content-Security-Policy", "default-src 'none'")})
		s := open(ctx, site, within(3*time.Second))
		visit(ctx, s, "/")
		for _, destination := range []string{"image", "script", "style", "font", "fetch"} {
			r, err := s.Fetch(ctx, "/none-"+destination, destination)
			Expect(err).NotTo(HaveOccurred(), destination)
			Expect(r.URL).To(HaveSuffix(destination))
		}
	})

	It("does not hold up an event stream's page", func(ctx SpecContext) {
		site := serve(pages{
			"/": html(`<title>Stream</title><script>new EventSource('/events')</script>`),
			"/events": func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", "text/event-stream")
				w.(http.Flusher).Flush()
				<-r.Context().Done()
			},
		})
		Expect(visit(ctx, open(ctx, site), "/").Settled).To(BeTrue())
	})
})

var _ = Describe("a browser that is killed", func() {
	It("ends what is under way in a typed error and leaves nothing behind", func(ctx SpecContext) {
		temp := GinkgoT().TempDir()
		GinkgoT().Setenv("TMPDIR", temp)
		doomed, err := harness.Launch(ctx, harness.LaunchOptions{})
		Expect(err).NotTo(HaveOccurred())
		site := serve(pages{"/": hanging})
		s, err := doomed.NewSession(ctx, harness.SessionOptions{Base: site.URL})
		Expect(err).NotTo(HaveOccurred())
		ended := make(chan error, 1)
		go func() {
			_, err := s.Visit(ctx, "/")
			ended <- err
		}()
		Eventually(ctx, func() int { return site.count("/") }).Should(Equal(1))
		Expect(harness.Kill(doomed)).To(Succeed())
		var gone *harness.BrowserGoneError
		end := <-ended
		Expect(end).To(BeAssignableToTypeOf(gone))
		Expect(end.Error()).NotTo(ContainSubstring("nil"))
		Eventually(ctx, doomed.Gone()).Should(BeClosed())
		_, err = doomed.NewSession(ctx, harness.SessionOptions{Base: site.URL})
		Expect(err).To(BeAssignableToTypeOf(gone))
		Expect(doomed.Close()).To(Succeed())
		Expect(leftIn(temp)).To(BeEmpty())
		Expect(processesUsing(temp)).To(BeEmpty())
	})

	It("or a context that ends, ends a visit", func(ctx SpecContext) {
		site := serve(pages{"/": hanging})
		s := open(ctx, site)
		bounded, cancel := context.WithCancel(ctx)
		ended := make(chan error, 1)
		go func() {
			_, err := s.Visit(bounded, "/")
			ended <- err
		}()
		Eventually(ctx, func() int { return site.count("/") }).Should(Equal(1))
		cancel()
		Expect(<-ended).To(MatchError(context.Canceled))
	})
})
