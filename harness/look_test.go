package harness_test

import (
	"errors"
	"time"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness"
)

var _ = Describe("a look", func() {
	It("tells the visit as it stands now, with all that came since", func(ctx SpecContext) {
		s := open(ctx, serve(pages{
			"/":    html(`<title>Home</title><p>Soon<script>go = () => { document.title = 'Later'; document.querySelector('p').textContent = 'Now'; fetch('/api'); nowhere() }</script>`),
			"/api": content("application/json", "{}"),
		}))
		before := visit(ctx, s, "/")
		_, err := s.Evaluate(ctx, `setTimeout(go), new Promise(resolve => setTimeout(resolve, 50))`)
		Expect(err).NotTo(HaveOccurred())
		now, err := s.Look(ctx)
		Expect(err).NotTo(HaveOccurred())
		Expect(now.ID).To(Equal(before.ID))
		Expect([]any{now.Status, now.ServedBy, now.Exchange}).To(Equal([]any{before.Status, before.ServedBy, before.Exchange}))
		Expect([]string{now.Title, now.Text}).To(Equal([]string{"Later", "Now"}))
		Expect(now.Requests).To(HaveLen(len(before.Requests) + 1))
		Expect(now.Console).To(ContainElement(HaveField("Text", ContainSubstring("nowhere is not defined"))))
	})

	It("tells no error any more of a page that came up after it by itself", func(ctx SpecContext) {
		s := open(ctx, serve(pages{"/": html(`<title>Home</title><p>Here it is`)}))
		Expect(s.ErrorPage()).To(BeEmpty())
		Expect(s.SetNetwork(ctx, harness.Offline)).To(Succeed())
		visit(ctx, s, "/")
		Expect(s.ErrorPage()).To(Equal("net::ERR_INTERNET_DISCONNECTED"))
		Expect(s.SetNetwork(ctx, harness.Online)).To(Succeed())
		_, err := s.Evaluate(ctx, "setTimeout(() => location.reload())")
		Expect(err).NotTo(HaveOccurred())
		Eventually(s.ErrorPage).Should(BeEmpty())
		now, err := s.Look(ctx)
		Expect(err).NotTo(HaveOccurred())
		Expect(now.Error).To(BeEmpty())
	})

	It("tells the browser's error page, and nothing before the first visit", func(ctx SpecContext) {
		s := open(ctx, serve(pages{}))
		now, err := s.Look(ctx)
		Expect(err).NotTo(HaveOccurred())
		Expect([]any{now.ID, now.URL, s.Location()}).To(Equal([]any{0, "", ""}))
		Expect(s.SetNetwork(ctx, harness.Offline)).To(Succeed())
		visit(ctx, s, "/away")
		now, err = s.Look(ctx)
		Expect(err).NotTo(HaveOccurred())
		Expect(now.Error).To(HavePrefix("net::ERR_"))
		Expect(s.Location()).To(HaveSuffix("/away"))
	})

	It("tells what is visible", func(ctx SpecContext) {
		s := open(ctx, serve(pages{"/": html(`<p>Text</p><b hidden>Hidden</b>`)}))
		visit(ctx, s, "/")
		for selector, shown := range map[string]bool{"p": true, "b": false, "i": false} {
			Expect(s.Shows(ctx, harness.Ready{Selector: selector})).To(Equal(shown), selector)
		}
		Expect(s.Shows(ctx, harness.Ready{Selector: "p", Text: "Other"})).To(BeFalse())
		_, err := s.Shows(ctx, harness.Ready{Selector: "p["})
		Expect(errors.As(err, new(*harness.ScriptError))).To(BeTrue(), "%v", err)
	})
})

var _ = Describe("a wait until something is so", func() {
	It("looks again whenever something happens", func(ctx SpecContext) {
		site := serve(pages{"/": html(`<p>Text`), "/late": html("late")})
		s := open(ctx, site)
		visit(ctx, s, "/")
		_, err := s.Evaluate(ctx, `void setTimeout(() => fetch('/late'), 300)`)
		Expect(err).NotTo(HaveOccurred())
		Expect(s.Until(ctx, "the late answer", func() ([]string, error) {
			for _, x := range s.Exchanges() {
				if x.URL == site.URL+"/late" && x.Status == 200 {
					return nil, nil
				}
			}
			return []string{"/late"}, nil
		})).To(Succeed())
	})

	It("ends with the limit and says what is pending, and at once with an error", func(ctx SpecContext) {
		s := open(ctx, serve(pages{"/": html(`<p>Text`)}), func(o *harness.SessionOptions) { o.VisitLimit = 400 * time.Millisecond })
		err := s.Until(ctx, "the wait for Godot", func() ([]string, error) { return []string{"Godot"}, nil })
		Expect(err).To(MatchError(And(HavePrefix("the wait for Godot: not done after "), HaveSuffix("still waiting for Godot"))))
		ended := errors.New("he will not come")
		Expect(s.Until(ctx, "the wait for Godot", func() ([]string, error) { return nil, ended })).To(MatchError(ended))
	})
})
