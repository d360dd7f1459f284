package experiments

import (
	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/observation"
)

func linksTo(paths ...string) []observation.Link {
	links := make([]observation.Link, len(paths))
	for i, p := range paths {
		links[i].URL = site + p
	}
	return links
}

var _ = Describe("The frontier", func() {
	var f *frontier

	BeforeEach(func() {
		f = newFrontier(site)
		f.visited(site)
	})

	It("gives links in the order in which they were found, each once", func() {
		f.add(linksTo("b", "a", "b", "", "a#part", "c"))
		Expect(f.next(2)).To(Equal([]string{site + "b", site + "a"}))
		f.add(linksTo("a", "d"))
		Expect(f.next(9)).To(Equal([]string{site + "c", site + "d"}))
		Expect(f.next(9)).To(BeEmpty())
	})

	It("prefers links with a path of their own", func() {
		f.add(linksTo("list", "list?sort=date", "list?sort=name", "about"))
		Expect(f.next(9)).To(Equal([]string{site + "list", site + "about", site + "list?sort=date", site + "list?sort=name"}))
	})

	It("keeps the second of two items unvisited, and visits the first before all others", func() {
		f.add(linksTo("about", "item?id=1", "item?id=2", "item?id=3"))
		Expect(f.next(1)).To(Equal([]string{site + "item?id=1"}))
		Expect(f.next(9)).To(Equal([]string{site + "about", site + "item?id=3"}))
		Expect(f.pair.kept).To(Equal(site + "item?id=2"))
	})

	It("does not count where a redirect led as found", func() {
		f.visited(site + "home#top")
		f.add(linksTo("home"))
		Expect(f.next(9)).To(BeEmpty())
	})
})
