package harness_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness"
)

func TestHarness(t *testing.T) {
	RegisterFailHandler(Fail)
	suite, reporter := GinkgoConfiguration()
	suite.RandomizeAllSpecs = true
	RunSpecs(t, "harness", suite, reporter)
}

// browser is the one browser of the run; each spec opens sessions of its own.
var browser *harness.Browser

var _ = BeforeSuite(func(ctx SpecContext) {
	temp := GinkgoT().TempDir()
	GinkgoT().Setenv("TMPDIR", temp)
	var err error
	browser, err = harness.Launch(ctx, harness.LaunchOptions{Path: os.Getenv("SWCHECK_BROWSER")})
	Expect(err).NotTo(HaveOccurred())
	DeferCleanup(func() {
		Expect(browser.Close()).To(Succeed())
		Expect(leftIn(temp)).To(BeEmpty(), "temp folders that the browser left behind")
		Expect(processesUsing(temp)).To(BeEmpty(), "processes that the browser left behind")
	})
})

func leftIn(folder string) []string {
	entries, err := os.ReadDir(folder)
	Expect(err).NotTo(HaveOccurred())
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// processesUsing returns the command lines of the processes that name the
// folder, which is how every process of a Chrome names its profile.
func processesUsing(folder string) []string {
	lines, err := filepath.Glob("/proc/[0-9]*/cmdline")
	Expect(err).NotTo(HaveOccurred())
	var using []string
	for _, file := range lines {
		if line, err := os.ReadFile(file); err == nil && strings.Contains(string(line), folder) {
			using = append(using, strings.ReplaceAll(string(line), "\x00", " "))
		}
	}
	return using
}

// open opens a session on the site that ends with the spec.
func open(ctx context.Context, site *site, change ...func(*harness.SessionOptions)) *harness.Session {
	GinkgoHelper()
	options := harness.SessionOptions{Base: site.URL, RootCAs: site.roots()}
	for _, c := range change {
		c(&options)
	}
	session, err := browser.NewSession(ctx, options)
	Expect(err).NotTo(HaveOccurred())
	DeferCleanup(session.Close)
	return session
}
