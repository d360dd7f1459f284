package scenarios

import (
	"errors"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"
)

var _ = Describe("The plan", func() {
	names := func(o Options) []string {
		experiments, err := plan(o)
		Expect(err).NotTo(HaveOccurred())
		var all []string
		for _, e := range experiments {
			all = append(all, e.Name)
		}
		return all
	}

	It("has the experiments of the profile", func() {
		Expect(names(Options{Profile: "quick"})).To(Equal([]string{"first-visit", "offline"}))
		standard := []string{"deploy", "faults", "first-visit", "offline", "return-visit", "users", "without-worker"}
		Expect(names(Options{Profile: "standard"})).To(Equal(standard))
		Expect(names(Options{Profile: "full"})).To(ConsistOf(append(standard, "growth", "removal")))
	})

	It("leaves out what only rules want that will not be judged", func() {
		Expect(names(Options{Profile: "standard", Skip: []string{"registration/without-worker"}})).NotTo(ContainElement("without-worker"))
		Expect(names(Options{Profile: "standard", Only: []string{"registration/without-worker"}})).To(ContainElement("first-visit"))
		Expect(names(Options{Profile: "standard", Only: []string{"offline/visited-page"}})).To(Equal([]string{"first-visit", "offline", "return-visit"}))
	})

	It("refuses a profile that there is not", func() {
		_, err := plan(Options{Profile: "thorough"})
		var unknown *UnknownProfileError
		Expect(errors.As(err, &unknown)).To(BeTrue())
		Expect(unknown.Hint()).To(ContainSubstring("quick, standard, full"))
	})
})
