package suite_test

import (
	"os"
	"testing"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/testsite"
)

func TestSuite(t *testing.T) {
	RegisterFailHandler(Fail)
	suite, reporter := GinkgoConfiguration()
	suite.RandomizeAllSpecs = true
	RunSpecs(t, "suite", suite, reporter)
}

// browser is the one browser of the run.
var browser *harness.Browser

var _ = BeforeSuite(func(ctx SpecContext) {
	var err error
	browser, err = harness.Launch(ctx, harness.LaunchOptions{Path: os.Getenv("SWCHECK_BROWSER")})
	Expect(err).NotTo(HaveOccurred())
	DeferCleanup(browser.Close)
})

func site(fixture string) *testsite.Site {
	GinkgoHelper()
	s, err := testsite.Start(fixture)
	Expect(err).NotTo(HaveOccurred())
	DeferCleanup(s.Close)
	return s
}
