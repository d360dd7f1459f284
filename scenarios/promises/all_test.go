package promises_test

import (
	"context"
	"net/http"
	"time"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/harness/gateway"
	"github.com/swcheck/swcheck/observation"
)

const welcome = "Two days about the web"

// What every worker that shows the start page offline owes to its visitors. The
// text is what it shows there: a frame that keeps no content shows no content.
var _ = DescribeTableSubtree("A sound worker", func(fixture, text string) {
	It("shows what is stored on bad networks, in time, and keeps nothing of them", func(ctx SpecContext) {
		v := know(ctx, fixture)

		By("being on a network that never answers")
		v.network(ctx, harness.LieFi)
		visit, err := v.VisitWithin(ctx, "/", 5*time.Second)
		Expect(err).NotTo(HaveOccurred())
		Expect(visit.Loaded).To(BeTrue())
		Expect(visit.Text).To(ContainSubstring("Schedule"))
		v.sees(ctx, "#content", text)
		Expect(v.finds(ctx, `Math.max(...performance.getEntries().map(e => e.responseEnd ?? 0))`)).To(BeNumerically("<", 3000))

		By("asking a server that answers that it cannot")
		v.network(ctx, gateway.Status(http.StatusServiceUnavailable))
		Expect(v.opens(ctx, "/").Text).To(ContainSubstring(text))
		v.opens(ctx, "/talks/kill-switch")
		v.recovers(ctx)

		By("coming through a portal")
		v.network(ctx, gateway.CaptivePortal(gateway.Portal{}))
		v.opens(ctx, "/")
		v.opens(ctx, "/speakers/")
		v.recovers(ctx)
	})

	It("is there with the next version at once, and takes the old one's caches away", func(ctx SpecContext) {
		v := know(ctx, fixture)
		v.getsNewVersion(ctx)
		visit := v.opens(ctx, "/")
		if visit.ServedBy == observation.ByCacheStorage {
			visit = v.opens(ctx, "/")
		}
		Expect(visit.Text).To(ContainSubstring("Programme edition B"))
		Expect(v.caches(ctx)).NotTo(HaveKey(HaveSuffix("-A")))
		Expect(visit.Requests).NotTo(ContainElement(HaveField("Failed()", BeTrue())))
	})

	It("keeps nothing that belongs to one visitor", func(ctx SpecContext) {
		v := know(ctx, fixture)
		v.logsIn(ctx)
		v.opens(ctx, "/schedule")
		for _, c := range v.entries(ctx) {
			for _, e := range c.Entries {
				Expect(e.Header.Get("Cache-Control")).NotTo(MatchRegexp("private|no-store"), e.URL)
			}
		}
	})
},
	Entry("registration", "registration", welcome),
	Entry("precache", "precache", welcome),
	Entry("cumulative", "cumulative", welcome),
	Entry("frame-only", "frame-only", ""),
	Entry("app-shell", "app-shell", welcome),
	Entry("app-shell-timer", "app-shell-timer", welcome),
	Entry("app-shell-background", "app-shell-background", welcome),
	Entry("hashed-assets", "hashed-assets", welcome),
	Entry("virtual-server", "virtual-server", welcome),
	Entry("offline-actions", "offline-actions", welcome),
	Entry("save-for-offline", "save-for-offline", welcome),
	Entry("clear-cache", "clear-cache", welcome),
)

// recovers makes the wire good again: the site is shown as if nothing had been,
// and nothing is stored that somebody else sent.
func (v visitor) recovers(ctx context.Context) {
	GinkgoHelper()
	v.network(ctx, harness.Online)
	Expect(v.opens(ctx, "/talks/kill-switch").Text).To(ContainSubstring("Rosalind"))
	log := v.Log()
	for _, c := range v.entries(ctx) {
		for _, e := range c.Entries {
			Expect(e.Status).To(Equal(http.StatusOK), e.URL)
			if from, known := log.Exchange(e.Exchange); known {
				Expect(from.Outcome).To(Equal(observation.Answered), e.URL)
			}
		}
	}
}
