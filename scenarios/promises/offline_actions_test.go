package promises_test

import (
	"context"
	"net/http"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/harness/gateway"
)

func (v visitor) asks(ctx context.Context, question string) {
	GinkgoHelper()
	v.opens(ctx, "/contact")
	v.fills(ctx, "input[name=name]", "Wendelin")
	v.fills(ctx, "textarea", question)
	v.clicks(ctx, "#send")
}

const (
	locked   = `document.querySelector('[data-needs-network]').disabled`
	noBanner = "body:has(#network[hidden])"
)

var _ = Describe("offline-actions", func() {
	It("sends a question at once while there is a network", func(ctx SpecContext) {
		v := know(ctx, "offline-actions")
		v.asks(ctx, "Is there a cloakroom?")
		v.sees(ctx, "#content", "Your question is on its way")
		Expect(v.site.CountMethod(http.MethodPost, "/contact")).To(Equal(1))
		Expect(v.caches(ctx)["outbox"]).To(BeEmpty())
	})

	It("says that there is no network, locks what needs one, and undoes both", func(ctx SpecContext) {
		v := know(ctx, "offline-actions")
		v.opens(ctx, "/talks/")
		Expect(v.finds(ctx, locked)).To(BeFalse())
		Expect(v.SetNetwork(ctx, harness.Offline)).To(Succeed())
		v.sees(ctx, "#network", "No network.")
		Expect(v.finds(ctx, locked)).To(BeTrue())
		Expect(v.SetNetwork(ctx, harness.Online)).To(Succeed())
		v.sees(ctx, noBanner, "")
		Expect(v.finds(ctx, locked)).To(BeFalse())
	})

	DescribeTable("says so on a page that it had to take from the store",
		func(ctx SpecContext, n harness.Network) {
			v := know(ctx, "offline-actions")
			v.network(ctx, n)
			Expect(v.opens(ctx, "/").Text).To(ContainSubstring(welcome))
			v.sees(ctx, "#network", "No network.")
			v.network(ctx, harness.Online)
			v.opens(ctx, "/")
			v.sees(ctx, noBanner, "")
		},
		Entry("when the wire is cut", harness.Offline),
		Entry("when nothing answers, although the browser says that it is online", harness.LieFi),
		Entry("when the server has a bad day", gateway.Status(http.StatusServiceUnavailable)),
	)

	It("offers to try again, and recovers with it", func(ctx SpecContext) {
		v := know(ctx, "offline-actions")
		v.network(ctx, harness.LieFi)
		v.opens(ctx, "/")
		v.sees(ctx, "#network a", "Try again")
		v.network(ctx, harness.Online)
		v.clicks(ctx, "#network a")
		v.sees(ctx, "#content", welcome)
		v.sees(ctx, noBanner, "")
	})

	It("keeps a question, and sends it once when the network is back", func(ctx SpecContext) {
		v := know(ctx, "offline-actions")
		v.opens(ctx, "/contact")
		v.network(ctx, harness.Offline)
		v.asks(ctx, "Is there a cloakroom?")
		v.sees(ctx, "#outbox", "Kept on this device until there is a network: one question.")
		v.asks(ctx, "And is it heated?")
		v.sees(ctx, "#outbox", "2 questions.")
		Expect(v.site.CountMethod(http.MethodPost, "/contact")).To(BeZero())

		Expect(v.SetNetwork(ctx, harness.Online)).To(Succeed())
		v.sees(ctx, "#outbox", "Sent at last: 2 questions.")
		Expect(v.caches(ctx)["outbox"]).To(BeEmpty())
		v.opens(ctx, "/contact")
		v.opens(ctx, "/")
		Expect(v.site.CountMethod(http.MethodPost, "/contact")).To(Equal(2))
	})

	It("sends a kept question at the next visit, when the tab was closed meanwhile", func(ctx SpecContext) {
		v := know(ctx, "offline-actions")
		v.network(ctx, harness.Offline)
		v.asks(ctx, "Is there a cloakroom?")
		Expect(v.CloseTabs(ctx)).To(Succeed())
		v.network(ctx, harness.Online)
		v.opens(ctx, "/")
		v.sees(ctx, "#outbox", "Sent at last: one question.")
		Expect(v.site.CountMethod(http.MethodPost, "/contact")).To(Equal(1))
	})

	DescribeTable("keeps a question that did not arrive at the site",
		func(ctx SpecContext, n harness.Network) {
			v := know(ctx, "offline-actions")
			v.network(ctx, harness.Offline)
			v.asks(ctx, "Is there a cloakroom?")
			v.network(ctx, n)
			v.opens(ctx, "/contact")
			Expect(v.Await(ctx, harness.Idle)).To(Succeed())
			Expect(v.caches(ctx)["outbox"]).To(HaveLen(1))
			v.network(ctx, harness.Online)
			v.opens(ctx, "/")
			v.sees(ctx, "#outbox", "Sent at last: one question.")
		},
		Entry("but at a portal", gateway.CaptivePortal(gateway.Portal{})),
		Entry("which could not take it", gateway.Status(http.StatusServiceUnavailable)),
	)

	It("keeps a question over a deploy", func(ctx SpecContext) {
		v := know(ctx, "offline-actions")
		Expect(v.finds(ctx, `caches.open('outbox').then(async outbox => {
			await outbox.put('/contact/kept', new Response(new URLSearchParams({name: 'Wendelin', question: 'Why?'})));
			return true;
		})`)).To(BeTrue())
		v.getsNewVersion(ctx)
		Expect(v.caches(ctx)["outbox"]).To(HaveLen(1))
		v.opens(ctx, "/")
		v.sees(ctx, "#outbox", "Sent at last: one question.")
	})
})
