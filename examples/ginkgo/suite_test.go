package timetable_test

import (
	"net/http/httptest"
	"testing"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness"

	"example.org/timetable"
)

func TestTimetable(t *testing.T) {
	RegisterFailHandler(Fail)
	RunSpecs(t, "timetable")
}

// Each process of a parallel run has a site and a browser of its own.
var (
	site    *httptest.Server
	browser *harness.Browser
)

var _ = BeforeSuite(func(ctx SpecContext) {
	site = httptest.NewServer(timetable.Handler())
	DeferCleanup(site.Close)
	var err error
	browser, err = harness.Launch(ctx, harness.LaunchOptions{})
	Expect(err).NotTo(HaveOccurred())
	DeferCleanup(browser.Close)
})

// visitor opens a session: a browser profile that nobody has used before, with
// a wire of its own.
func visitor(ctx SpecContext) *harness.Session {
	GinkgoHelper()
	session, err := browser.NewSession(ctx, harness.SessionOptions{Base: site.URL})
	Expect(err).NotTo(HaveOccurred())
	DeferCleanup(session.Close)
	return session
}

// regular is a visitor whose pages the worker controls.
func regular(ctx SpecContext) *harness.Session {
	GinkgoHelper()
	session := visitor(ctx)
	Expect(session.Visit(ctx, "/")).Error().NotTo(HaveOccurred())
	Expect(session.Await(ctx, harness.Controlled)).To(Succeed())
	return session
}
