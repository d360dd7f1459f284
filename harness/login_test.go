package harness_test

import (
	"context"
	"net/http"
	"net/url"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness"
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

// members is a site that greets who is logged in, by a cookie or, where that is
// asked for, by a field of each request.
func members() pages {
	p := precachedSite()
	p["/sign-in"] = func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet {
			http.SetCookie(w, &http.Cookie{Name: "session", Value: "anonymous", Path: "/"})
			html(`<title>Sign in</title><form method=post><input name=user><button id=go>Go</button></form>`)(w, r)
			return
		}
		if r.FormValue("user") == "" {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		http.SetCookie(w, &http.Cookie{Name: "session", Value: r.FormValue("user"), Path: "/"})
		http.Redirect(w, r, "/home", http.StatusSeeOther)
	}
	p["/home"] = html(`<title>Your page</title><script>fetch('/public', {credentials: 'omit'})</script>`)
	p["/public"] = content("text/plain", "for everybody")
	p["/token"] = html(`<title>Token</title><script>fetch('/mine', {headers: {Authorization: 'Bearer t'}})</script>`)
	p["/mine"] = content("text/plain", "for you")
	return p
}

// usersOf returns whose the exchanges are, by their paths.
func usersOf(s *harness.Session) map[string]string {
	users := map[string]string{}
	for _, x := range s.Exchanges() {
		u, err := url.Parse(x.URL)
		Expect(err).NotTo(HaveOccurred())
		users[x.Method+" "+u.Path] = x.User
	}
	return users
}

func signIn(s *harness.Session, user string) func(context.Context) error {
	return func(ctx context.Context) error {
		if _, err := s.Visit(ctx, "/sign-in"); err != nil {
			return err
		}
		_, err := s.Act(ctx, func(ctx context.Context) error {
			if err := s.Fill(ctx, "input", user); err != nil {
				return err
			}
			return s.Click(ctx, "#go")
		})
		return err
	}
}

var _ = Describe("a login", func() {
	It("makes those exchanges the user's that carry it, or brought it", func(ctx SpecContext) {
		s := open(ctx, serve(members()))
		visit(ctx, s, "/about")
		Expect(s.LogIn(ctx, "ada", signIn(s, "ada"))).To(Succeed())
		Expect(usersOf(s)).To(Equal(map[string]string{
			"GET /about": "", "GET /sign-in": "", "POST /sign-in": "ada", "GET /home": "ada", "GET /public": "",
		}), "the server cannot know who asks for the form, or without cookies")
		Expect(s.LogOut(ctx, s.ClearCookies)).To(Succeed())
		visit(ctx, s, "/home")
		Expect(usersOf(s)).To(HaveKeyWithValue("GET /home", ""))
	})

	It("is known by a field of the requests, too", func(ctx SpecContext) {
		s := open(ctx, serve(members()))
		Expect(s.LogIn(ctx, "ada", func(ctx context.Context) error {
			_, err := s.Visit(ctx, "/token")
			return err
		})).To(Succeed())
		Expect(usersOf(s)).To(Equal(map[string]string{"GET /token": "", "GET /mine": "ada"}))
	})

	It("makes all that follows the user's where nothing can be seen to have come of it", func(ctx SpecContext) {
		s := open(ctx, serve(members()))
		visit(ctx, s, "/about")
		Expect(s.LogIn(ctx, "ada", func(context.Context) error { return nil })).To(Succeed())
		visit(ctx, s, "/home")
		Expect(usersOf(s)).To(Equal(map[string]string{"GET /about": "", "GET /home": "ada", "GET /public": "ada"}))
	})

	It("fails where the server refuses it, and makes nothing the user's", func(ctx SpecContext) {
		site := serve(members())
		s := open(ctx, site)
		err := s.LogIn(ctx, "ada", signIn(s, ""))
		Expect(err).To(Equal(&harness.LoginRefusedError{User: "ada", Method: "POST", URL: site.URL + "/sign-in", Status: 403}))
		Expect(err).To(MatchError(HavePrefix("ada was not let in: the server answered 403 to POST http")))
		visit(ctx, s, "/home")
		Expect(usersOf(s)).To(HaveKeyWithValue("GET /home", ""))
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
