package harness_test

import (
	"errors"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness"
)

// evicts writes to a cache and deletes from it what is older than ten entries,
// as workers do that bound a cache, until the page is told to stop.
const evicts = `(async () => {
	window.goOn = true
	const cache = await caches.open('bounded')
	const write = async n => {
		await cache.put('/entry?' + n, new Response('x'.repeat(1000)))
		for (const old of (await cache.keys()).slice(0, -10)) await cache.delete(old)
	}
	for (let n = 0; n < 20; n++) await write(n)
	;(async () => { for (let n = 20; window.goOn; n++) await write(n) })()
	return 1
})()`

var _ = Describe("Cache Storage", func() {
	It("tells of a cache that Chrome cannot read", func(ctx SpecContext) {
		s := open(ctx, serve(precachedSite()))
		visit(ctx, s, "/")
		Expect(s.Evaluate(ctx, "caches.open('pages|v1').then(() => 1)")).To(MatchJSON("1"))
		_, err := s.Caches(ctx)
		var named *harness.CacheNameError
		Expect(errors.As(err, &named)).To(BeTrue(), "%v", err)
		Expect(named.Cache).To(Equal("pages|v1"))
	})

	It("is read while entries go away", func(ctx SpecContext) {
		s := open(ctx, serve(precachedSite()))
		visit(ctx, s, "/")
		Expect(s.Await(ctx, harness.Activated)).To(Succeed())
		Expect(s.Evaluate(ctx, evicts)).To(MatchJSON("1"))
		for range 30 {
			Expect(s.Caches(ctx)).To(ContainElement(And(
				HaveField("Name", "bounded"), HaveField("Entries", Or(HaveLen(10), HaveLen(11))))))
		}
		Expect(s.Evaluate(ctx, "window.goOn = false")).To(MatchJSON("false"))
	})
})
