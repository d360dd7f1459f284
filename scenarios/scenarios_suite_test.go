package scenarios_test

import (
	"os"
	"testing"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness"
)

func TestScenarios(t *testing.T) {
	RegisterFailHandler(Fail)
	suite, reporter := GinkgoConfiguration()
	suite.RandomizeAllSpecs = true
	RunSpecs(t, "scenarios", suite, reporter)
}

// browser is the one browser of the run; each audit has sessions of its own.
var browser *harness.Browser

var _ = BeforeSuite(func(ctx SpecContext) {
	var err error
	browser, err = harness.Launch(ctx, harness.LaunchOptions{Path: os.Getenv("SWCHECK_BROWSER")})
	Expect(err).NotTo(HaveOccurred())
	DeferCleanup(func() { Expect(browser.Close()).To(Succeed()) })
})
