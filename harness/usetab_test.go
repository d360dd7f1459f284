package harness_test

import (
	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
)

var _ = Describe("a session with several tabs", func() {
	It("acts in the one that is used", func(ctx SpecContext) {
		s := inCharge(ctx, serve(precachedSite()))
		first := s.Tab()
		second, err := s.NewTab(ctx)
		Expect(err).NotTo(HaveOccurred())
		Expect(s.Tab()).To(BeIdenticalTo(first), "a new tab is not used by itself")
		s.Use(second)
		Expect(visit(ctx, s, "/about").Title).To(Equal("About"))
		Expect(s.Await(ctx, harness.Controlled)).To(Succeed())
		Expect(s.Evaluate(ctx, "document.title")).To(MatchJSON(`"About"`))
		s.Use(first)
		Expect(s.Evaluate(ctx, "document.title")).To(MatchJSON(`"Home"`))
	})

	It("goes on in another one, and to see workers and caches, when the first one is closed", func(ctx SpecContext) {
		p, version := versioned(precache)
		s := inCharge(ctx, serve(p))
		first := s.Tab()
		second, err := s.NewTab(ctx)
		Expect(err).NotTo(HaveOccurred())
		Expect(second.Visit(ctx, "/")).To(HaveField("Title", "Home"))
		Expect(s.CloseTab(ctx, first)).To(Succeed())
		Expect(s.Tab()).To(BeIdenticalTo(second))
		Expect(s.Caches(ctx)).To(HaveLen(1))
		version.Add(1)
		Expect(s.Tab().Update(ctx)).To(Succeed())
		Expect(s.Await(ctx, harness.Updated)).To(Succeed())
		Expect(states(s)).To(Equal([]observation.WorkerState{observation.Redundant, observation.Activated}))
	})

	It("keeps the quota of a tab that is closed", func(ctx SpecContext) {
		s := inCharge(ctx, serve(precachedSite()))
		Expect(s.SetQuota(ctx, 2e6)).To(Succeed())
		_, err := s.NewTab(ctx)
		Expect(err).NotTo(HaveOccurred())
		Expect(s.CloseTab(ctx, s.Tab())).To(Succeed())
		Expect(s.Storage(ctx)).To(HaveField("QuotaBytes", BeEquivalentTo(2e6)))
	})

	It("has one that shows nothing after the last one is closed, and lets a waiting version in", func(ctx SpecContext) {
		p, version := versioned(waits)
		s := inCharge(ctx, serve(p))
		version.Add(1)
		Expect(s.Tab().Update(ctx)).To(Succeed())
		Expect(s.Await(ctx, harness.Updated)).To(Succeed())
		Expect(states(s)).To(Equal([]observation.WorkerState{observation.Activated, observation.Installed}))
		Expect(s.CloseTab(ctx, s.Tab())).To(Succeed())
		Expect(s.Await(ctx, harness.Idle)).To(Succeed())
		Expect(states(s)).To(Equal([]observation.WorkerState{observation.Redundant, observation.Activated}))
		Expect(s.Evaluate(ctx, "location.href")).To(MatchJSON(`"about:blank"`))
	})

	It("lays out pages in the size that is asked for, in each tab", func(ctx SpecContext) {
		s := open(ctx, serve(precachedSite()), func(o *harness.SessionOptions) { o.Width, o.Height = 360, 640 })
		for range 2 {
			visit(ctx, s, "/")
			Expect(s.Evaluate(ctx, "[innerWidth, innerHeight, matchMedia('(max-width: 400px)').matches]")).To(MatchJSON("[360, 640, true]"))
			tab, err := s.NewTab(ctx)
			Expect(err).NotTo(HaveOccurred())
			s.Use(tab)
		}
	})
})
