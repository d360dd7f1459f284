package harness_test

import (
	"context"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness"
)

// store keeps something of each kind, in the page.
const store = `(async () => {
	localStorage.kept = sessionStorage.kept = document.cookie = 'kept=1';
	await caches.open('kept');
	await new Promise((done, failed) => { const r = indexedDB.open('kept'); r.onsuccess = () => { r.result.close(); done() }; r.onerror = failed });
})()`

// stored tells which kinds are still there.
const stored = `(async () => ({
	local: 'kept' in localStorage, session: 'kept' in sessionStorage, cookies: document.cookie !== '',
	caches: await caches.has('kept'), databases: (await indexedDB.databases()).length > 0,
	worker: Boolean(await navigator.serviceWorker.getRegistration()),
}))()`

var _ = Describe("what a browser has stored of a site", func() {
	DescribeTable("can be removed, kind by kind",
		func(ctx SpecContext, clear func(*harness.Session, context.Context) error, left string) {
			s := inCharge(ctx, serve(precachedSite()))
			_, err := s.Evaluate(ctx, store)
			Expect(err).NotTo(HaveOccurred())
			Expect(clear(s, ctx)).To(Succeed())
			Expect(s.Evaluate(ctx, stored)).To(MatchJSON(left))
		},
		Entry("caches", (*harness.Session).ClearCaches,
			`{"local": true, "session": true, "cookies": true, "caches": false, "databases": true, "worker": true}`),
		Entry("cookies", (*harness.Session).ClearCookies,
			`{"local": true, "session": true, "cookies": false, "caches": true, "databases": true, "worker": true}`),
		Entry("storage", (*harness.Session).ClearStorage,
			`{"local": false, "session": false, "cookies": true, "caches": true, "databases": false, "worker": true}`),
		Entry("workers", (*harness.Session).Unregister,
			`{"local": true, "session": true, "cookies": true, "caches": true, "databases": true, "worker": false}`),
	)
})
