package sweep_test

import (
	"context"
	"os"
	"testing"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness"
)

func TestSweep(t *testing.T) {
	RegisterFailHandler(Fail)
	suite, reporter := GinkgoConfiguration()
	suite.RandomizeAllSpecs = true
	RunSpecs(t, "sweep", suite, reporter)
}

// browser is the one browser of the run; each audit has sessions of its own.
var browser *harness.Browser

// running ends with the suite, and with it the audits that still go on.
var running context.Context

var _ = BeforeSuite(func(ctx SpecContext) {
	var stop context.CancelFunc
	running, stop = context.WithCancel(context.Background())
	var err error
	browser, err = harness.Launch(ctx, harness.LaunchOptions{Path: os.Getenv("SWCHECK_BROWSER")})
	Expect(err).NotTo(HaveOccurred())
	DeferCleanup(func() {
		stop()
		Expect(browser.Close()).To(Succeed())
	})
})
