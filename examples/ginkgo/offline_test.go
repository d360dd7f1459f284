package timetable_test

import (
	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness"
	. "github.com/swcheck/swcheck/harness/matchers"
	"github.com/swcheck/swcheck/observation"
)

var _ = Describe("on the water", func() {
	It("opens a pier that was looked up before, as it was", func(ctx SpecContext) {
		session := regular(ctx)
		online, err := session.Visit(ctx, "/north.html")
		Expect(err).NotTo(HaveOccurred())
		Expect(session.SetNetwork(ctx, harness.Offline)).To(Succeed())
		Expect(session.StopWorkers(ctx)).To(Succeed())
		last := session.LastExchange()

		Expect(session.Visit(ctx, "/north.html")).To(And(
			BeServedFromCache("timetable-*"),
			ShowPage(online),
			SameAs(online),
			BeComplete(),
		))
		Expect(session.ExchangesSince(last)).To(LeaveNoRequest())
	})

	It("says that a pier was never looked up", func(ctx SpecContext) {
		session := regular(ctx)
		Expect(session.SetNetwork(ctx, harness.Offline)).To(Succeed())
		Expect(session.Visit(ctx, "/south.html")).To(And(ShowFallback(KnownLog(session)), HaveText("never looked up")))
	})

	It("does not wait for a network that never answers", func(ctx SpecContext) {
		session := regular(ctx)
		Expect(session.SetNetwork(ctx, harness.LieFi)).To(Succeed())
		Expect(session.Visit(ctx, "/")).To(HaveText("The boats of the lake"))
	})
})

var _ = Describe("the worker", func() {
	It("is active after the first visit, and has stored what it needs", func(ctx SpecContext) {
		session := visitor(ctx)
		Expect(session.Visit(ctx, "/")).To(BeServedFromNetwork())
		Eventually(session.Registrations).Should(HaveWorker(observation.Activated))
		Expect(session.Caches(ctx)).To(HaveCached("/", "/offline.html", "/style.css"))
	})
})
