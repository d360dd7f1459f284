package scenarios_test

import (
	"context"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios"
	"github.com/swcheck/swcheck/scenarios/experiments"
	"github.com/swcheck/swcheck/testsite"
)

func setupFor(site *testsite.Site) experiments.Setup {
	target := scenarios.Target{URL: site.URL()}
	return experiments.Setup{
		Browser: browser, Target: target, MaxPages: 3, Probes: experiments.NewProbes(target), Budgets: observation.DefaultBudgets(),
	}
}

// meetFaults runs the faults experiment alone, with so many milliseconds for
// the first content.
func meetFaults(ctx context.Context, site *testsite.Site, budget float64) *observation.Faults {
	GinkgoHelper()
	setup := setupFor(site)
	setup.Budgets.FirstContent = budget
	seen, err := experiments.Faults(ctx, setup)
	Expect(err).NotTo(HaveOccurred())
	return seen
}

func met(seen *observation.Faults, name observation.FaultName) (observation.FaultSession, observation.Fault) {
	GinkgoHelper()
	session, fault, ok := seen.Find(name)
	Expect(ok).To(BeTrue(), "the fault %s was not made", name)
	return session, fault
}

var _ = Describe("The faults experiment", func() {
	It("shows what a worker has in store on lie-fi once it gives up on the network", func(ctx SpecContext) {
		session, fault := met(meetFaults(ctx, serve("registration"), 10_000), observation.FaultLieFi)
		Expect(session.Offline.Status).To(Equal(200))
		Expect(fault.Visited.Settled).To(BeTrue(), "%v", fault.Visited.WaitingFor)
		Expect(fault.Visited.Painted).To(BeNumerically(">=", 1500), "the patience of the worker")
		Expect(fault.Visited.Title).To(Equal(session.Page.Title))
		Expect(fault.Unvisited.Painted).To(BeZero())
	})

	It("waits for a page on lie-fi no longer than its budget and a second", func(ctx SpecContext) {
		session, fault := met(meetFaults(ctx, serve("lie-fi-for-ever"), 500), observation.FaultLieFi)
		Expect(fault.Visited.Painted).To(BeZero())
		Expect(fault.Visited.Settled).To(BeFalse())
		Expect(fault.Visited.Duration).To(And(BeNumerically(">=", 1500), BeNumerically("<", 9000)))
		Expect(fault.After.Title).To(Equal(session.Page.Title), "the tab goes on")
	})

	It("plays the other faults at the wire, and stores what the worker stores of them", func(ctx SpecContext) {
		site := serve("portal-stored")
		seen := meetFaults(ctx, site, 3000)
		session, failing := met(seen, observation.FaultServerError)
		Expect(failing.Unvisited.Status).To(Equal(503))
		Expect(failing.Stored).To(BeEmpty())
		Expect(failing.AfterUnvisited.Status).To(Equal(200))

		_, portal := met(seen, observation.FaultPortal)
		Expect(portal.Unvisited.URL).NotTo(Equal(failing.Unvisited.URL), "a page that was visited since is none that never was")
		Expect(portal.Stored[0].Entries[0].URL).To(Equal(portal.Unvisited.URL))
		Expect(portal.AfterUnvisited.Exchange).To(Equal(portal.Unvisited.Exchange), "from the cache, without the portal")

		_, redirecting := met(seen, observation.FaultPortalRedirect)
		Expect(redirecting.Unvisited.Final).To(ContainSubstring("portal.invalid"))
		Expect(redirecting.AfterUnvisited.Final).To(Equal(redirecting.Unvisited.URL))

		for _, s := range seen.Sessions {
			for _, e := range s.Exchanges {
				Expect(e.LeftBrowser()).To(Equal(e.Network == observation.Online), "exchange %d", e.ID)
			}
		}
		Expect(session.Exchanges[portal.Unvisited.Exchange-1].Network).To(Equal(observation.CaptivePortal))
	})

	It("visits the site without the hosts of third parties, where there are any", func(ctx SpecContext) {
		site := serve("imports-from-elsewhere")
		blocked := meetFaults(ctx, site, 3000).Blocked
		Expect(blocked.Hosts).To(HaveLen(1))
		Expect(site.ThirdPartyURL()).To(HaveSuffix(blocked.Hosts[0]))
		Expect(blocked.Visit.Status).To(Equal(200))
		Expect(blocked.Registrations[0].Versions[0].State).To(Equal(observation.Redundant))
	})

	DescribeTable("makes no faults where the worker gives nothing",
		func(ctx SpecContext, fixture string) {
			seen := meetFaults(ctx, serve(fixture), 3000)
			for _, s := range seen.Sessions {
				Expect(s.Faults).To(BeEmpty())
			}
			Expect(seen.Blocked).To(BeNil())
		},
		Entry("since there is none", "no-worker"),
		Entry("since it only forwards", "no-op"),
	)
})

var _ = Describe("The growth experiment", func() {
	grow := func(ctx context.Context, fixture string) *observation.Growth {
		GinkgoHelper()
		seen, err := experiments.Growth(ctx, setupFor(serve(fixture)))
		Expect(err).NotTo(HaveOccurred())
		return seen
	}

	It("fetches where the worker treats that as it treats pages, and ends where the caches do", func(ctx SpecContext) {
		seen := grow(ctx, "app-shell")
		Expect(seen.How).To(Equal("fetch"))
		points := seen.Points
		first, last := points[0], points[len(points)-1]
		Expect(points[1].Entries - first.Entries).To(BeNumerically(">=", 10))
		Expect(last.Entries - first.Entries).To(BeNumerically("<", last.URLs))
		Expect(last.Bytes).To(BeNumerically(">", first.Bytes))
		Expect(last.Storage.CacheStorageBytes).To(BeNumerically(">", last.Bytes))
	})

	It("navigates where the worker does not, and ends at once where nothing is kept", func(ctx SpecContext) {
		seen := grow(ctx, "precache")
		Expect(seen.How).To(Equal("navigate"))
		Expect(seen.Points).To(HaveLen(2))
		Expect(seen.Points[1].Entries).To(Equal(seen.Points[0].Entries))
	})
})
