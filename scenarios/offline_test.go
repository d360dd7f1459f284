package scenarios_test

import (
	"strings"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/experiments"
	"github.com/swcheck/swcheck/testsite"
)

// lookAround runs the offline experiment alone, so that every request that
// reaches the site is one of its own. It returns how many reached it while the
// wire was cut.
func lookAround(ctx SpecContext, site *testsite.Site, pages int) (seen *observation.OfflineUse, reached int) {
	GinkgoHelper()
	target := impatient(site.URL())
	cut, mended := 0, 0
	seen, err := experiments.Offline(ctx, experiments.Setup{
		Browser: browser, Target: target, MaxPages: pages, Probes: experiments.NewProbes(target),
		Progress: func(d experiments.Doing) {
			switch d.Step {
			case "asks for URLs that no page has loaded":
				cut = site.Total()
			case "mends the wire":
				mended = site.Total()
			}
		},
	})
	Expect(err).NotTo(HaveOccurred())
	return seen, mended - cut
}

func pathsOf(pages []observation.PageUse, site *testsite.Site) []string {
	var paths []string
	for _, p := range pages {
		paths = append(paths, "/"+strings.TrimPrefix(p.URL, site.URL()))
	}
	return paths
}

var _ = Describe("The offline experiment", func() {
	DescribeTable("lets nothing reach the site while the wire is cut",
		func(ctx SpecContext, fixture string) {
			_, reached := lookAround(ctx, serve(fixture), 3)
			Expect(reached).To(BeZero())
		},
		Entry("whose worker forwards everything", "no-op"),
		Entry("whose worker stores what it forwards", "cumulative"),
	)

	It("never visits the page that it keeps unvisited, and nothing that logs out", func(ctx SpecContext) {
		site := serve("cumulative")
		seen, _ := lookAround(ctx, site, 3)
		Expect(seen.Pages).To(HaveLen(3))
		Expect(site.Count("/" + strings.TrimPrefix(seen.Unvisited.URL, site.URL()))).To(BeZero())
		Expect(site.Count("/logout")).To(BeZero())
	})

	It("visits the same pages each time", func(ctx SpecContext) {
		site := serve("cumulative")
		once, _ := lookAround(ctx, site, 6)
		again, _ := lookAround(ctx, site, 6)
		Expect(pathsOf(again.Pages, site)).To(Equal(pathsOf(once.Pages, site)))
		Expect(again.Unvisited.URL).To(Equal(once.Unvisited.URL))
	})

	It("tries everything that a site can be tried on", func(ctx SpecContext) {
		site := serve("cumulative")
		seen, _ := lookAround(ctx, site, 10)
		Expect(seen.Pages).To(HaveLen(10))
		for _, p := range seen.Pages {
			Expect(p.Offline).NotTo(BeNil(), p.URL)
			Expect(p.Offline.Network).To(Equal(observation.Offline))
			Expect(p.Online.Controller).NotTo(BeEmpty(), p.URL)
		}
		Expect(seen.Unknown.URL).To(HavePrefix(site.URL() + "swcheck-"))
		Expect(seen.StartURL.URL).To(Equal(site.URL() + "?source=pwa"))
		// Three parameters on the start page, and one on a page of other content.
		ofStart := HaveField("Page", site.URL())
		Expect(seen.Tracking).To(ConsistOf(ofStart, ofStart, ofStart, Not(ofStart)))
		Expect(seen.Items).To(ConsistOf(HaveField("Page", ContainSubstring("/talk?id="))))
		Expect(seen.Destinations).To(HaveLen(5))
		Expect(seen.Caches).NotTo(BeEmpty())
		Expect(seen.Recovery.Network).To(Equal(observation.Online))
		Expect(seen.Exchanges).NotTo(BeEmpty())
		Expect(seen.Registrations).To(HaveLen(1))
	})

	It("looks at one page only, and at all of them online, where there is no worker", func(ctx SpecContext) {
		seen, _ := lookAround(ctx, serve("no-worker"), 3)
		Expect(seen.Pages).To(HaveLen(3))
		Expect(seen.Pages[0].Offline.Error).NotTo(BeEmpty())
		Expect(seen.Pages[1].Offline).To(BeNil())
		Expect(seen.Recovery).To(BeNil())
	})
})
