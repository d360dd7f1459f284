package script_test

import (
	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/scenarios/script"
)

var _ = Describe("a title and a URL that come late", func() {
	DescribeTable("are awaited as texts are",
		func(ctx SpecContext, act, expected string) {
			server := page(`<button onclick="setTimeout(() => { ` + act + ` }, 900)">Go</button>`)
			Expect(told(unmet(ctx, server.URL, "- visit: /\n- click: button\n- expect: {"+expected+"}", script.World{}))).To(BeEmpty())
		},
		Entry("a title", "document.title = 'Later'", "title: Later"),
		Entry("a URL", "history.pushState(null, '', '/later')", "url: /later"),
		Entry("another page", "location = '/later'", "url: /later, title: Page"),
		Entry("a title and a text", "document.title = 'Later'; document.body.append('Here it is')", "text: Here it is, title: Later"),
	)

	It("are not awaited where what fails beside them is final", func(ctx SpecContext) {
		server := page(`<p>Text</p>`)
		failed := unmet(ctx, server.URL, "- visit: /\n- expect: {title: Never, status: 404}", script.World{})
		Expect(told(failed)).To(ConsistOf(ContainSubstring("title: "), ContainSubstring("status: ")))
	})
})

var _ = It("tells at once that nothing was saved, and blames nobody", func(ctx SpecContext) {
	_, err := parsed("- visit: /\n- expect: {same-as: home}").Run(ctx, session(ctx, page("").URL))
	Expect(err).To(MatchError(ContainSubstring(`nothing was saved as "home"`)))
	Expect(inconclusive(err)).To(BeTrue())
})
