package harness_test

import (
	"context"
	"net/http"
	"time"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
)

// act does something in the page and fails the spec where that fails.
func act(ctx context.Context, s *harness.Session, do func(context.Context) error) observation.Visit {
	GinkgoHelper()
	v, err := s.Act(ctx, do)
	Expect(err).NotTo(HaveOccurred())
	Expect(v.Settled).To(BeTrue(), "%v", v.WaitingFor)
	return v
}

func click(s *harness.Session, selector string) func(context.Context) error {
	return func(ctx context.Context) error { return s.Click(ctx, selector) }
}

// after answers once the request has been held for a moment.
func after(pause time.Duration, answer http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-time.After(pause):
		case <-r.Context().Done():
		}
		answer(w, r)
	}
}

var _ = Describe("an act", func() {
	It("follows a form through its redirect to the page that it leads to", func(ctx SpecContext) {
		site := serve(pages{
			"/": html(`<title>Login</title><form method=post action=/login><input name=user><button>Go</button></form>`),
			"/login": after(400*time.Millisecond, func(w http.ResponseWriter, r *http.Request) {
				http.Redirect(w, r, "/account", http.StatusSeeOther)
			}),
			"/account": html(`<title>Account</title><p>Hello`),
		})
		s := open(ctx, site)
		visit(ctx, s, "/")
		v := act(ctx, s, click(s, "button"))
		Expect(v.Kind).To(Equal(observation.Act))
		Expect(v.URL).To(Equal(site.URL + "/login"))
		Expect(v.Final).To(Equal(site.URL + "/account"))
		Expect(v.Navigations).To(Equal([]string{site.URL + "/account"}))
		Expect(v.Title).To(Equal("Account"))
		Expect(v.Status).To(Equal(200))
	})

	It("waits for what the page fetches, and tells that it stayed", func(ctx SpecContext) {
		site := serve(pages{
			"/": html(`<title>Home</title><button onclick="fetch('/api').then(r => r.text()).then(t => {
				document.title = t; history.pushState(0, '', '/moved') })">Go</button>`),
			"/api": after(400*time.Millisecond, content("text/plain", "Done")),
		})
		s := open(ctx, site)
		visit(ctx, s, "/")
		v := act(ctx, s, click(s, "button"))
		Expect(v.Navigations).To(BeEmpty())
		Expect(v.Title).To(Equal("Done"))
		Expect(v.URL).To(Equal(site.URL + "/"))
		Expect(v.Final).To(Equal(site.URL + "/moved"))
		Expect(v.Requests).To(HaveLen(1))
	})

	It("follows a navigation that an answer brings about", func(ctx SpecContext) {
		site := serve(pages{
			"/":        html(`<button onclick="fetch('/api').then(() => location = '/account')">Go</button>`),
			"/api":     after(300*time.Millisecond, content("text/plain", "ok")),
			"/account": html(`<title>Account</title>`),
		})
		s := open(ctx, site, func(o *harness.SessionOptions) { o.UntilLoaded = true })
		visit(ctx, s, "/")
		Expect(act(ctx, s, click(s, "button")).Title).To(Equal("Account"))
	})

	It("fails at once with the error of what could not be done", func(ctx SpecContext) {
		s := open(ctx, serve(precachedSite()))
		visit(ctx, s, "/")
		begin := time.Now()
		_, err := s.Act(ctx, click(s, "#nowhere"))
		Expect(err).To(BeAssignableToTypeOf(&harness.SelectorError{}))
		Expect(time.Since(begin)).To(BeNumerically("<", time.Second))
	})

	It("is bounded where the answer never comes, and the session goes on", func(ctx SpecContext) {
		site := serve(pages{
			"/":      html(`<title>Home</title><a href=/never>Go</a>`),
			"/never": func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
		})
		s := open(ctx, site, func(o *harness.SessionOptions) { o.VisitLimit = time.Second })
		visit(ctx, s, "/")
		v, err := s.Act(ctx, click(s, "a"))
		Expect(err).NotTo(HaveOccurred())
		Expect(v.Settled).To(BeFalse())
		Expect(v.WaitingFor).To(ContainElement("the answer to the navigation"))
		Expect(visit(ctx, s, "/").Settled).To(BeTrue())
	})

	It("can be done in the browser's error page", func(ctx SpecContext) {
		s := open(ctx, serve(precachedSite()))
		Expect(s.SetNetwork(ctx, harness.Offline)).To(Succeed())
		Expect(visit(ctx, s, "/").Error).NotTo(BeEmpty())
		v, err := s.Act(ctx, func(ctx context.Context) error { return s.Press(ctx, "Tab") })
		Expect(err).NotTo(HaveOccurred())
		Expect(v.Error).NotTo(BeEmpty())
		Expect(v.Navigations).To(BeEmpty())
	})
})

var _ = Describe("a wait for what a page shows", func() {
	It("ends when it appears, also in the page after", func(ctx SpecContext) {
		site := serve(pages{
			"/":     html(`<p id=late hidden>some  late<br>text</p><script>onclick = () => setTimeout(() => { location = '/next' }, 400)</script>Go`),
			"/next": html(`<title>Next</title><p id=late hidden>some  late<br>text</p><script>setTimeout(() => { late.hidden = false }, 400)</script>`),
		})
		s := open(ctx, site)
		visit(ctx, s, "/")
		v := act(ctx, s, func(ctx context.Context) error {
			if err := s.Click(ctx, "html"); err != nil {
				return err
			}
			return s.AwaitShown(ctx, harness.Ready{Selector: "#late", Text: "late text"})
		})
		Expect(v.Title).To(Equal("Next"))
		Expect(s.AwaitShown(ctx, harness.Ready{Text: "some late"})).To(Succeed())
	})

	It("tells what it was waiting for when its time is over", func(ctx SpecContext) {
		s := open(ctx, serve(precachedSite()), func(o *harness.SessionOptions) { o.VisitLimit = 1500 * time.Millisecond })
		visit(ctx, s, "/")
		_, err := s.Act(ctx, func(ctx context.Context) error {
			return s.AwaitShown(ctx, harness.Ready{Selector: "#nowhere"})
		})
		Expect(err).To(BeAssignableToTypeOf(&harness.TimeoutError{}))
		Expect(err).To(MatchError(ContainSubstring(`an element that matches "#nowhere"`)))
	})

	It("refuses at once what is no selector", func(ctx SpecContext) {
		s := open(ctx, serve(precachedSite()))
		visit(ctx, s, "/")
		Expect(s.AwaitShown(ctx, harness.Ready{Selector: "p["})).To(MatchError(ContainSubstring("not a valid selector")))
	})

	It("ends when an exchange has been answered", func(ctx SpecContext) {
		site := serve(pages{
			"/":    html(`<script>setTimeout(() => fetch('/api'), 600)</script>`),
			"/api": content("text/plain", "ok"),
		})
		s := open(ctx, site)
		visit(ctx, s, "/")
		Expect(site.count("/api")).To(Equal(0))
		Expect(s.AwaitAnswer(ctx, "an answer for /api", func(x observation.Exchange) bool { return x.URL == site.URL+"/api" })).To(Succeed())
		Expect(site.count("/api")).To(Equal(1))
	})
})
