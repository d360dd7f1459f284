package harness_test

import (
	"time"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness"
)

// hasty lets waits end soon that are in vain.
func hasty(o *harness.SessionOptions) { o.VisitLimit = 5 * time.Second }

var _ = Describe("a wait for a worker", func() {
	It("tells that none is registered after all were removed", func(ctx SpecContext) {
		s := open(ctx, serve(precachedSite()), hasty)
		visit(ctx, s, "/")
		Expect(s.Await(ctx, harness.Controlled)).To(Succeed())
		Expect(s.Unregister(ctx)).To(Succeed())
		visit(ctx, s, "/about")
		Expect(s.Await(ctx, harness.Controlled)).To(MatchError(ContainSubstring("still waiting for a service worker registration")))
		visit(ctx, s, "/")
		Expect(s.Await(ctx, harness.Controlled)).To(Succeed())
	})

	It("ends where the site has unregistered its own", func(ctx SpecContext) {
		s := open(ctx, serve(pages{
			"/":      html(`<title>Home</title>` + register),
			"/none":  html(`<title>None</title>`),
			"/sw.js": script(`onactivate = e => e.waitUntil(registration.unregister())`),
		}), hasty)
		visit(ctx, s, "/")
		visit(ctx, s, "/none")
		Expect(s.Await(ctx, harness.Controlled)).To(MatchError(And(
			HavePrefix("no worker is registered any more: the site has unregistered http://"), HaveSuffix("/sw.js, which will not be controlled"))))
	})

	It("tells what to do where the worker does not claim the page", func(ctx SpecContext) {
		s := open(ctx, serve(pages{"/": html(`<title>Home</title>` + register), "/sw.js": script(`onfetch = () => {}`)}), hasty)
		visit(ctx, s, "/")
		Expect(s.Await(ctx, harness.Activated)).To(Succeed())
		Expect(s.Await(ctx, harness.Controlled)).To(MatchError(ContainSubstring("/sw.js, which is activated, to control the page: where it does not claim")))
		visit(ctx, s, "/")
		Expect(s.Await(ctx, harness.Controlled)).To(Succeed())
	})
})
