package script_test

import (
	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/scenarios/script"
	"github.com/swcheck/swcheck/scenarios/source"
)

var _ = Describe("expect: caches", func() {
	DescribeTable("is not met by a cache that nobody made",
		func(ctx SpecContext, expectation string) {
			server := page(`<p>Text</p><script>caches.open('pages-v1').then(c => c.put('/', new Response('x')))</script>`)
			steps := "- visit: /\n- expect: {caches: {pages-v1: {exactly: 1}}}\n- expect: {caches: {" + expectation + "}}"
			Expect(told(unmet(ctx, server.URL, steps, script.World{}))).To(ConsistOf(ContainSubstring("but they are not there: the caches are pages-v1 with 1 entry")))
		},
		Entry(nil, "no-such-cache: {lacks: /schedule}"),
		Entry(nil, "no-such-cache-*: {at-most: 50}"),
		Entry(nil, "no-such-cache: {exactly: 0}"),
	)

	It("looks at any cache there may be under a star", func(ctx SpecContext) {
		Expect(told(unmet(ctx, page("<p>Text").URL, `- visit: /
- expect: {caches: {"*": {lacks: /schedule, at-most: 50}, no-such-cache: none}}`, script.World{}))).To(BeEmpty())
	})

	It("says, beside what else fails, that no page was visited", func(ctx SpecContext) {
		Expect(told(unmet(ctx, page("<p>Text").URL, "- expect: {text: Hello, caches: {a: {has: /}}, title: Home}", script.World{}))).To(HaveExactElements(
			"text: no page was visited before", "caches: no page was visited before", "title: no page was visited before"))
	})

	It("takes variables for names of caches, and requests for URLs", func(ctx SpecContext) {
		server := page(`<p>Text</p><script>caches.open('pages-v1').then(c => c.put('/', new Response('x')))</script>`)
		file, root := source.Parse("steps.yaml", []byte("- visit: /\n- expect: {caches: {$cache-*: {exactly: 1}, other: none}, requests: {$url: 1}}"), environment)
		file.Define(map[string]source.Variable{"cache": {Value: "pages", Kind: source.Text}, "url": {Value: "/", Kind: source.Text}})
		steps := reading().Parse(root)
		Expect(file.Err()).NotTo(HaveOccurred())
		_, err := steps.RunIn(ctx, session(ctx, server.URL), script.World{})
		Expect(err).NotTo(HaveOccurred())
	})
})
