package script_test

import (
	"errors"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/scenarios/script"
)

var _ = Describe("a page that opens a tab", func() {
	const opens = `<a href="/other" target="_blank">Other</a> <button onclick="window.open('/opened')">Go</button>`

	DescribeTable("is told where a step goes on in it",
		func(ctx SpecContext, steps, message, hint string) {
			server := page(opens)
			_, err := parsed(steps).Run(ctx, session(ctx, server.URL))
			var failed *script.StepError
			Expect(errors.As(err, &failed)).To(BeTrue(), "%v", err)
			Expect(err).To(MatchError(HaveSuffix(message, server.URL)))
			Expect(failed.Hint()).To(Equal("open it with new-tab: " + server.URL + hint))
		},
		Entry("by a link", "- visit: /\n- click: a\n- tab: 2", "there is no tab 2: one is open; the page opened %s/other in a tab of its own, which is not followed", "/other"),
		Entry("by a script", "- visit: /\n- click: button\n- press: Tab\n- tab: 2", "there is no tab 2: one is open; the page opened %s/opened in a tab of its own, which is not followed", "/opened"),
	)

	It("is told where an expectation looks for it, and no more on the next page", func(ctx SpecContext) {
		server := page(opens)
		failed := unmet(ctx, server.URL, "- visit: /\n- click: a\n- expect: {status: 404}", script.World{})
		Expect(failed).To(HaveLen(1))
		Expect(failed[0].Hint()).To(Equal("the page opened " + server.URL + "/other in a tab of its own, which is not followed: open it with new-tab: " + server.URL + "/other, where that is what is meant"))
		failed = unmet(ctx, server.URL, "- visit: /\n- click: a\n- visit: /2\n- expect: {status: 404}", script.World{})
		Expect(failed).To(HaveLen(1))
		Expect(failed[0].Hint()).To(ContainSubstring("where the page is right"))
	})
})
