package sweep

import (
	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/fixtures"
)

var _ = Describe("The focus on a broken fixture", func() {
	of := func(name string) focus {
		GinkgoHelper()
		f, err := fixtures.Find(name)
		Expect(err).NotTo(HaveOccurred())
		return focusOn(f)
	}

	It("is on the experiments of the rules that must fail there", func() {
		Expect(of("no-fallback").experiments).To(ConsistOf("first-visit", "return-visit", "offline"))
		Expect(of("lie-fi-for-ever").experiments).To(ContainElement("faults"))
		Expect(of("new-version-waits").experiments).To(ContainElement("deploy"))
	})

	It("judges all that can be judged with those", func() {
		Expect(of("no-fallback").judged).To(ContainElements("offline/unvisited-page", "offline/visited-page"))
		Expect(of("no-fallback").judged).NotTo(Or(ContainElement("update/loads-until-fresh"), ContainElement("cache/error-stored")))
		Expect(of("lie-fi-for-ever").judged).To(ContainElements("offline/lie-fi", "cache/captive-portal"))
	})
})
