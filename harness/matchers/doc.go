// Package matchers has Gomega matchers for what package harness sees: who
// served a page, what it shows, what is stored, what left the browser, how the
// worker fares.
//
//	Expect(session.Visit(ctx, "/talks/")).To(matchers.BeServedFromCache("pages-*"))
//	Expect(session.Caches(ctx)).To(matchers.HaveCached("/offline"))
//	Expect(session.ExchangesSince(last)).To(matchers.LeaveNoRequest())
//	Eventually(session.Registrations).Should(matchers.HaveWorker(observation.Activated))
//
// What a page shows, and what it must not show, is said of a page: where the
// browser's error page stands in its place, matchers of both kinds fail with an
// [*ErrorPageError], whether they are negated or not. [ShowError] is how that
// page is expected.
//
// They look at plain data of package observation, and so can be tried without
// a browser. They compose as Gomega's own do, with And, Or, Not, HaveField and
// Eventually. What they say of a visit that does not match names its URL, who
// served it, and the number of the exchange that its bytes come from.
//
// The expectations of scenario files are these same matchers.
package matchers
