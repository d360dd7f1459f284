package scenarios

import (
	"errors"
	"net/url"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/finding"
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

	It("tells what the configuration says and the profile leaves out", func() {
		target := Target{Deploy: Deploy{Upstream: &url.URL{}}, Users: []User{{Name: "ada"}}}
		Expect(unused(target, "quick")).To(Equal([]string{"deploy", "users"}))
		Expect(unused(target, "standard")).To(BeEmpty())
		Expect(unused(Target{}, "quick")).To(BeEmpty())
	})

	It("refuses a profile that there is not", func() {
		_, err := plan(Options{Profile: "thorough"})
		var unknown *UnknownProfileError
		Expect(errors.As(err, &unknown)).To(BeTrue())
		Expect(unknown.Hint()).To(ContainSubstring("quick, standard, full"))
	})
	It("refuses globs that fit no rule, and those that leave none", func() {
		_, err := plan(Options{Profile: "quick", Only: []string{"offline/*"}, Skip: []string{"offline/vistied-page"}})
		Expect(err).To(MatchError(`Skip: there is no rule "offline/vistied-page"`))
		Expect(advice(err)).To(Equal("hint: did you mean offline/visited-page or offline/unvisited-page?"))
		_, err = plan(Options{Profile: "quick", Only: []string{"update/stale-forever"}})
		Expect(err).To(MatchError("only and skip leave no rule that the profile quick judges"))
		Expect(advice(err)).To(Equal("hint: take the profile standard or full"))
		_, err = plan(Options{Profile: "full", Skip: []string{"*"}})
		Expect(advice(err)).To(Equal("hint: leave out fewer; swcheck rules lists them"))
	})
})

var _ = DescribeTable("specs of an audit are refused where they ask for what there is not",
	func(o SpecOptions, message, hint string) {
		if o.FailOn == "" {
			o.FailOn = finding.Error
		}
		err := o.check()
		Expect(err).To(MatchError(message))
		Expect(advice(err)).To(HaveSuffix(hint))
	},
	Entry("a profile", SpecOptions{Options: Options{Profile: "qiuck"}}, `there is no profile "qiuck"`, "did you mean quick?"),
	Entry("a rule", SpecOptions{Options: Options{Only: []string{"offline/vistied-page"}}},
		`Only: there is no rule "offline/vistied-page"`, "did you mean offline/visited-page or offline/unvisited-page?"),
	Entry("one rule of two that the profile lacks", SpecOptions{Options: Options{Profile: "quick", Only: []string{"offline", "update"}}},
		`Only: the profile quick does not judge "update"`, "take the profile standard or full"),
	Entry("the severity of a rule", SpecOptions{Severity: map[string]finding.Severity{"offline/visited": finding.Error}},
		`Severity: there is no rule "offline/visited"`, "did you mean offline/visited-page?"),
	Entry("a severity", SpecOptions{Severity: map[string]finding.Severity{"offline/visited-page": "warn"}},
		`Severity of offline/visited-page: there is no severity "warn"; there are error, warning and information`, ""),
	Entry("a severity to fail on", SpecOptions{FailOn: "never"},
		`FailOn: there is no severity "never"; there are error, warning and information`, ""),
)
