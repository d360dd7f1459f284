package script_test

import (
	"context"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/scenarios/script"
)

var _ = Describe("expect, on the browser's error page", func() {
	const lost = "- visit: /\n- await: controlled\n- clear: [caches, worker]\n- network: offline\n- visit: /schedule\n"

	DescribeTable("finds nothing of a page met, nor what a page must not show",
		func(ctx SpecContext, expectation string) {
			site := site("login")
			in := world()
			in.Deploy = func(context.Context, *harness.Session) error { site.Deploy(); return nil }
			steps := "- login: member\n- visit: /account\n- deploy\n" + lost + "- expect: {" + expectation + "}"
			failed := unmet(ctx, site.URL(), steps, in)
			Expect(failed).To(HaveLen(1))
			Expect(failed[0].Message).To(And(ContainSubstring("/schedule (the browser's error page, net::ERR_"), ContainSubstring("but it shows the browser's error page")))
			Expect(failed[0].Unjudged).To(BeFalse())
			Expect(failed[0].URL).To(HaveSuffix("/schedule"))
			Expect(failed[0].Hint()).To(ContainSubstring("shows: error"))
		},
		Entry(nil, "no-text: Log in"), Entry(nil, "no-selector: h1"), Entry(nil, "console: clean"), Entry(nil, `title: ""`),
		Entry(nil, "url: /schedule"), Entry(nil, "no-bytes-of: member"), Entry(nil, "fresh: false"), Entry(nil, "complete: false"),
		Entry(nil, "loads: 1"), Entry(nil, "text: Lunch"), Entry(nil, "selector: h1"),
	)

	It("is met by what expects it", func(ctx SpecContext) {
		Expect(told(unmet(ctx, site("precache").URL(), lost+"- expect: {shows: error, served-by: nobody, ready: false, requests: 0}", world()))).To(BeEmpty())
	})

	It("cannot compare with it", func(ctx SpecContext) {
		failed := unmet(ctx, site("precache").URL(), lost+"- save: lost\n- network: online\n- visit: /schedule\n- expect: {same-as: lost}", world())
		Expect(told(failed)).To(ConsistOf(ContainSubstring("there is nothing to compare with: http://127.0.0.1:")))
		Expect(failed[0].Unjudged).To(BeTrue())
	})

	It("looks at the page that came after it", func(ctx SpecContext) {
		Expect(told(unmet(ctx, site("precache").URL(), lost+"- network: online\n- reload\n- expect: {url: /schedule, no-text: nowhere, complete: true}", script.World{}))).To(BeEmpty())
	})
})

var _ = Describe("expect: no-bytes-of", func() {
	It("cannot tell of a user who was never there", func(ctx SpecContext) {
		failed := unmet(ctx, site("login").URL(), "- visit: /\n- expect: {no-bytes-of: member}", world())
		Expect(told(failed)).To(ConsistOf(ContainSubstring("member did not log in before")))
		Expect(failed[0].Unjudged).To(BeTrue())
		Expect(failed[0].Hint()).To(ContainSubstring("put login: member before"))
	})
})
