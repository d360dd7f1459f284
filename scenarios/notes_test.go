package scenarios

import (
	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/observation"
)

var _ = DescribeTable("notes for the reader",
	func(change func(*observation.Observations), note string) {
		o := noWorker()
		Expect(notes(o)).To(BeEmpty())
		change(o)
		Expect(notes(o)).To(ConsistOf(ContainSubstring(note)))
	},
	Entry("on the sandbox", func(o *observation.Observations) { o.Browser.Sandbox = false }, "without its sandbox"),
	Entry("on a browser of others", func(o *observation.Observations) { o.Browser.Remote = true }, "not numbered"),
	Entry("on what is missing", func(o *observation.Observations) {
		o.Incomplete = []observation.Incomplete{{Experiment: "offline", Reason: "the page hangs"}}
	}, "offline: the page hangs"),
	Entry("on parts that ended in one way", func(o *observation.Observations) {
		same := observation.Incomplete{Experiment: "faults", Reason: "it was stopped", Hint: "go on"}
		o.Incomplete = []observation.Incomplete{same, same}
	}, "faults: it was stopped. hint: go on"),
	Entry("with what to do about it", func(o *observation.Observations) {
		o.Incomplete = []observation.Incomplete{{Experiment: "users", Reason: "ada could not log out: no button", Hint: "look at the steps"}}
	}, "no button. hint: look at the steps"),
	Entry("with what to do about a question", func(o *observation.Observations) {
		o.Incomplete = []observation.Incomplete{{Experiment: "users", Reason: "is it right?", Hint: "open it"}}
	}, "is it right? hint: open it"),
	Entry("on a deploy that is not played", func(o *observation.Observations) { o.Profile, o.Unused = "quick", []string{"deploy"} },
		"not used: the deploy of the configuration, which profile quick leaves out; --profile standard makes use of it"),
	Entry("on a redirect to another origin", func(o *observation.Observations) { o.Target = "http://localhost:8000/" },
		"http://localhost:8000/ redirects"),
)

var _ = It("advises the same once", func() {
	o := noWorker()
	o.Incomplete = []observation.Incomplete{
		{Experiment: "faults", Reason: "it was late", Hint: "wait longer"}, {Experiment: "users", Reason: "it was late", Hint: "wait longer"},
	}
	Expect(notes(o)).To(Equal([]string{"partial: faults: it was late. hint: wait longer", "partial: users: it was late"}))
})
