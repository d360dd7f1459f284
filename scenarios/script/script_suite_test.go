package script_test

import (
	"context"
	"os"
	"testing"
	"time"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/script"
	"github.com/swcheck/swcheck/testsite"
)

func TestScript(t *testing.T) {
	RegisterFailHandler(Fail)
	suite, reporter := GinkgoConfiguration()
	suite.RandomizeAllSpecs = true
	RunSpecs(t, "script", suite, reporter)
}

// browser is the one browser of the run; each spec opens a session of its own.
var browser *harness.Browser

var _ = BeforeSuite(func(ctx SpecContext) {
	var err error
	browser, err = harness.Launch(ctx, harness.LaunchOptions{Path: os.Getenv("SWCHECK_BROWSER")})
	Expect(err).NotTo(HaveOccurred())
	DeferCleanup(browser.Close)
})

// environment is what scripts of specs may take from theirs.
func environment(name string) (string, bool) {
	value, ok := map[string]string{"MEMBER_PASSWORD": "lantern", "EMPTY": "", "TOKEN": "s3cr3t-token"}[name]
	return value, ok
}

func parsed(text string) *script.Script {
	GinkgoHelper()
	s, err := script.ParseText("steps.yaml", []byte(text), environment)
	Expect(err).NotTo(HaveOccurred())
	return s
}

func session(ctx context.Context, base string) *harness.Session {
	GinkgoHelper()
	s, err := browser.NewSession(ctx, harness.SessionOptions{Base: base, VisitLimit: 3 * time.Second})
	Expect(err).NotTo(HaveOccurred())
	DeferCleanup(s.Close)
	return s
}

func site(fixture string) *testsite.Site {
	GinkgoHelper()
	s, err := testsite.Start(fixture)
	Expect(err).NotTo(HaveOccurred())
	DeferCleanup(s.Close)
	return s
}

func finals(visits []observation.Visit) []string {
	var all []string
	for _, v := range visits {
		all = append(all, v.Final)
	}
	return all
}
