package harness_test

import (
	"net/http"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/observation"
)

var _ = Describe("a login that comes to its end", func() {
	It("can be told by the cookies, and taken away with them", func(ctx SpecContext) {
		p := precachedSite()
		p["/who"] = func(w http.ResponseWriter, r *http.Request) {
			who := "nobody"
			if c, err := r.Cookie("session"); err == nil {
				who = c.Value
			}
			html("<title>"+who+"</title>")(w, r)
		}
		p["/enter"] = func(w http.ResponseWriter, r *http.Request) {
			http.SetCookie(w, &http.Cookie{Name: "session", Value: "ada", Path: "/", HttpOnly: true})
			http.SetCookie(w, &http.Cookie{Name: "taste", Value: "dark", Path: "/"})
			http.Redirect(w, r, "/who", http.StatusSeeOther)
		}
		s := open(ctx, serve(p))
		Expect(visit(ctx, s, "/enter").Title).To(Equal("ada"))
		cookies, err := s.Cookies(ctx)
		Expect(err).NotTo(HaveOccurred())
		Expect(cookies).To(ConsistOf(
			And(HaveField("Name", "session"), HaveField("Value", "ada"), HaveField("HTTPOnly", true)),
			And(HaveField("Name", "taste"), HaveField("HTTPOnly", false)),
		))
		Expect(s.RemoveCookies(ctx, cookies[:1])).To(Succeed())
		Expect(s.Cookies(ctx)).To(HaveExactElements(HaveField("Name", "taste")))
		Expect(visit(ctx, s, "/who").Title).To(Equal("nobody"))
	})
})

var _ = Describe("a visit past the worker", func() {
	It("shows what the site itself says, and leaves the worker in charge of the next one", func(ctx SpecContext) {
		p := precachedSite()
		s := open(ctx, serve(p))
		visit(ctx, s, "/")
		Expect(visit(ctx, s, "/").ServedBy).To(Equal(observation.ByCacheStorage))
		past, err := s.Tab().VisitPastWorker(ctx, "/")
		Expect(err).NotTo(HaveOccurred())
		Expect(past.Settled).To(BeTrue(), "%v", past.WaitingFor)
		Expect(past.ServedBy).To(Equal(observation.ByNetwork))
		Expect(past.Controller).To(BeEmpty())
		Expect(past.Title).To(Equal("Home"))
		Expect(visit(ctx, s, "/").ServedBy).To(Equal(observation.ByCacheStorage))
	})
})
