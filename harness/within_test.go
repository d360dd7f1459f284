package harness_test

import (
	"context"
	"strconv"
	"sync"
	"time"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/harness/gateway"
	"github.com/swcheck/swcheck/observation"
)

// patience is how long the worker of patientSite waits for the network, in
// milliseconds.
const patience = 400

// patientSite stores a page with its style, and answers with them where the
// network takes too long. Styles that are not stored have no such answer.
func patientSite() pages {
	p := precachedSite()
	p["/sw.js"] = script(claim + `
addEventListener('install', e => e.waitUntil(caches.open('v1').then(c => c.addAll(['/', '/style.css', '/bare', '/asks', '/late', '/by-script']))));
const late = () => new Promise((_, no) => setTimeout(no, ` + strconv.Itoa(patience) + `));
addEventListener('fetch', e => e.request.url.includes('/words') || e.respondWith(
  Promise.race([fetch(e.request), late()]).catch(() => caches.match(e.request)).then(r => r || new Promise(() => {}))));`)
	p["/bare"] = html(`<title>Bare</title><link rel=stylesheet href=/forgotten.css><h1>Nobody sees this</h1>`)
	p["/asks"] = html(`<title>Asks</title><h1>Here</h1><script>setTimeout(() => fetch('https://elsewhere.invalid/data').catch(() => 0), 0)</script>`)
	p["/late"] = html(`<title>Late</title><img src=/words.png><script>const ask = () => fetch('/words').then(r => r.text()); ask().then(ask).then(ask).then(t => document.title = t)</script>`)
	p["/by-script"] = html(`<title>By script</title><script>fetch('/').then(r => r.text()).then(t => document.body.innerHTML = t)</script>`)
	p["/words"] = content("text/plain", "Words")
	p["/forgotten.css"] = content("text/css", "h1{color:red}")
	return p
}

// silent opens a session that knows the site, stops its worker and silences
// its wire.
func silent(ctx context.Context, site *site) *harness.Session {
	GinkgoHelper()
	s := open(ctx, site)
	visit(ctx, s, "/")
	Expect(s.Await(ctx, harness.Controlled)).To(Succeed())
	Expect(s.StopWorkers(ctx)).To(Succeed())
	Expect(s.SetNetwork(ctx, harness.LieFi)).To(Succeed())
	return s
}

func visitWithin(ctx context.Context, t *harness.Tab, url string, limit time.Duration) observation.Visit {
	GinkgoHelper()
	v, err := t.VisitWithin(ctx, url, limit)
	Expect(err).NotTo(HaveOccurred())
	return v
}

var _ = Describe("a wire that never answers", func() {
	It("shows what the worker has once it gives up, and when that was painted", func(ctx SpecContext) {
		v := visitWithin(ctx, silent(ctx, serve(patientSite())).Tab(), "/", 10*time.Second)
		Expect(v.Settled).To(BeTrue(), "%v", v.WaitingFor)
		Expect(v.Text).To(ContainSubstring("Welcome"))
		Expect(v.Painted).To(BeNumerically(">=", 2*patience), "the page, and then its style")
		Expect(v.Painted).To(BeNumerically("<", v.Duration))
	})

	It("is not waited for once the page has loaded", func(ctx SpecContext) {
		v := visitWithin(ctx, silent(ctx, serve(patientSite())).Tab(), "/asks", 20*time.Second)
		Expect(v.Settled).To(BeTrue(), "%v", v.WaitingFor)
		Expect(v.Duration).To(BeNumerically("<", 15000))
		Expect(request(v, "https://elsewhere.invalid/data").Status).To(BeZero())
	})

	It("is waited for while the page has loaded and is blank", func(ctx SpecContext) {
		v := visitWithin(ctx, silent(ctx, serve(patientSite())).Tab(), "/by-script", 20*time.Second)
		Expect(v.Settled).To(BeTrue(), "%v", v.WaitingFor)
		Expect(v.Text).To(ContainSubstring("Welcome"))
		Expect(v.Painted).To(BeNumerically(">=", 2*patience), "the page, and then what its script asks for")
	})

	It("costs no more than the limit, and leaves a page that can go on", func(ctx SpecContext) {
		s := silent(ctx, serve(patientSite()))
		v := visitWithin(ctx, s.Tab(), "/about", 700*time.Millisecond)
		Expect(v.Settled).To(BeFalse())
		Expect(v.WaitingFor).To(ContainElement(ContainSubstring("/about")))
		Expect(v.Error).To(BeEmpty())
		Expect(v.Status).To(BeZero())
		Expect(v.Painted).To(BeZero())
		Expect(v.Duration).To(And(BeNumerically(">=", 700), BeNumerically("<", 3000)))

		Expect(s.SetNetwork(ctx, harness.Online)).To(Succeed())
		again := visit(ctx, s, "/about")
		Expect(again.Settled).To(BeTrue(), "%v", again.WaitingFor)
		Expect(again.Title).To(Equal("About"))
	})

	It("lets nothing be passed over later that it held back", func(ctx SpecContext) {
		s := silent(ctx, serve(patientSite()))
		v := visitWithin(ctx, s.Tab(), "/late", 1500*time.Millisecond)
		Expect(v.WaitingFor).To(ContainElement(ContainSubstring("/words")))

		// Each answer takes longer than a page must be quiet to count as settled.
		Expect(s.SetNetwork(ctx, gateway.Slow(600*time.Millisecond, 0))).To(Succeed())
		Expect(visit(ctx, s, "/late").Title).To(Equal("Words"))
	})

	It("shows nothing of a page whose style does not come", func(ctx SpecContext) {
		v := visitWithin(ctx, silent(ctx, serve(patientSite())).Tab(), "/bare", 1500*time.Millisecond)
		Expect(v.Title).To(Equal("Bare"))
		Expect(v.Painted).To(BeZero())
		Expect(v.Settled).To(BeFalse())
	})

	It("is told for two tabs side by side", func(ctx SpecContext) {
		s := silent(ctx, serve(patientSite()))
		second, err := s.NewTab(ctx)
		Expect(err).NotTo(HaveOccurred())
		var shown, hung observation.Visit
		var group sync.WaitGroup
		group.Go(func() {
			defer GinkgoRecover()
			shown = visitWithin(ctx, second, "/", 10*time.Second)
		})
		group.Go(func() {
			defer GinkgoRecover()
			hung = visitWithin(ctx, s.Tab(), "/about", time.Second)
		})
		group.Wait()
		Expect(shown.Settled).To(BeTrue(), "%v", shown.WaitingFor)
		Expect(shown.Painted).To(BeNumerically(">=", patience))
		Expect(hung.Painted).To(BeZero())
		Expect(hung.Settled).To(BeFalse())
	})
})

var _ = Describe("the first paint", func() {
	It("is told of every tab, also of those behind", func(ctx SpecContext) {
		s := open(ctx, serve(precachedSite()))
		tabs := []*harness.Tab{s.Tab()}
		for range 2 {
			t, err := s.NewTab(ctx)
			Expect(err).NotTo(HaveOccurred())
			tabs = append(tabs, t)
		}
		for _, t := range tabs {
			v := visitWithin(ctx, t, "/", 15*time.Second)
			Expect(v.Painted).To(And(BeNumerically(">", 0), BeNumerically("<", v.Duration)))
		}
	})

	It("counts from the start of the visit, where the page loads itself again", func(ctx SpecContext) {
		site := serve(pages{"/": html(`<title>Twice</title><script>
			if (!sessionStorage.seen) { sessionStorage.seen = 1; setTimeout(() => location.reload(), 200) } else document.write('<p>Here</p>')</script>`)})
		v := visitWithin(ctx, open(ctx, site).Tab(), "/", 15*time.Second)
		Expect(v.Navigations).To(HaveLen(2))
		Expect(v.Painted).To(BeNumerically(">=", 200))
	})

	It("is none where nothing is shown, and none of a page that was there before", func(ctx SpecContext) {
		s := open(ctx, serve(pages{"/": html(`<title>Blank</title>`), "/text": html(`<title>Text</title><p id=there>Here`)}))
		Expect(visit(ctx, s, "/").Painted).To(BeZero())
		Expect(visitWithin(ctx, s.Tab(), "/text", 15*time.Second).Painted).To(BeNumerically(">", 0))
		Expect(visit(ctx, s, "/text#there").Painted).To(BeZero())
	})
})
