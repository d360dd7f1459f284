package promises_test

import (
	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
)

var _ = Describe("clear-cache", func() {
	It("forgets the visits, and nothing that the site needs", func(ctx SpecContext) {
		v := know(ctx, "clear-cache")
		v.opens(ctx, "/schedule")
		v.opens(ctx, "/storage")
		v.sees(ctx, "#visits", "pages, pictures and the like.")
		v.clicks(ctx, "#forget-visits")
		v.sees(ctx, "#forgotten", "Your visits are forgotten.")
		v.sees(ctx, "#visits", "Nothing so far.")
		Expect(v.caches(ctx)).To(And(HaveLen(1), HaveKey("shell-A")))

		v.network(ctx, harness.Offline)
		Expect(v.opens(ctx, "/schedule").Text).To(ContainSubstring("It is dark in here"))
		Expect(v.opens(ctx, "/").Text).To(ContainSubstring(welcome))
		v.network(ctx, harness.Online)
		Expect(v.opens(ctx, "/schedule").Text).To(ContainSubstring("Lunch is at noon"))
		v.network(ctx, harness.Offline)
		Expect(v.opens(ctx, "/schedule").Text).To(ContainSubstring("Lunch is at noon"))
	})

	It("forgets everything, worker and all, and starts anew with the next page", func(ctx SpecContext) {
		v := know(ctx, "clear-cache")
		v.opens(ctx, "/storage")
		v.clicks(ctx, "#forget-everything")
		v.sees(ctx, "#forgotten", "Nothing of us is left on this device.")
		Expect(v.caches(ctx)).To(BeEmpty())

		visit := v.opens(ctx, "/")
		Expect(visit.Text).To(ContainSubstring(welcome))
		Expect(visit.ServedBy).To(Equal(observation.ByNetwork))
		Expect(v.Await(ctx, harness.Activated)).To(Succeed())
		Expect(v.Await(ctx, harness.Idle)).To(Succeed())
		v.network(ctx, harness.Offline)
		Expect(v.opens(ctx, "/").Text).To(ContainSubstring(welcome))
	})

	It("does not let go of everything while nothing could be fetched again", func(ctx SpecContext) {
		v := know(ctx, "clear-cache")
		v.opens(ctx, "/storage")
		const locked = `document.querySelector('#forget-everything').disabled`
		Expect(v.finds(ctx, locked)).To(BeFalse())
		v.network(ctx, harness.Offline)
		v.opens(ctx, "/storage")
		Expect(v.finds(ctx, locked)).To(BeTrue())
		Expect(v.SetNetwork(ctx, harness.Online)).To(Succeed())
		v.sees(ctx, "#forget-everything:enabled", "")
	})
})
