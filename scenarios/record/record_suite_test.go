package record_test

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios"
	"github.com/swcheck/swcheck/scenarios/record"
	"github.com/swcheck/swcheck/scenarios/suite"
	"github.com/swcheck/swcheck/testsite"
)

func TestRecord(t *testing.T) {
	RegisterFailHandler(Fail)
	suite, reporter := GinkgoConfiguration()
	suite.RandomizeAllSpecs = true
	RunSpecs(t, "record", suite, reporter)
}

// browser is the one browser of the run; each spec opens a session of its own.
var browser *harness.Browser

var _ = BeforeSuite(func(ctx SpecContext) {
	var err error
	browser, err = harness.Launch(ctx, harness.LaunchOptions{Path: os.Getenv("SWCHECK_BROWSER")})
	Expect(err).NotTo(HaveOccurred())
	DeferCleanup(browser.Close)
})

// A recording is a session whose person is the spec.
type recording struct {
	*record.Recorder
	session *harness.Session
	target  string

	mu    sync.Mutex
	added []string
}

func start(ctx context.Context, fixture string, change ...func(*record.Options)) *recording {
	GinkgoHelper()
	site, err := testsite.Start(fixture)
	Expect(err).NotTo(HaveOccurred())
	DeferCleanup(site.Close)
	r := &recording{target: site.URL()}
	r.session, err = browser.NewSession(ctx, harness.SessionOptions{Base: site.URL(), VisitLimit: 5 * time.Second})
	Expect(err).NotTo(HaveOccurred())
	DeferCleanup(r.session.Close)
	options := record.Options{Target: site.URL(), Added: func(step string) {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.added = append(r.added, step)
	}}
	for _, c := range change {
		c(&options)
	}
	r.Recorder, err = record.Start(ctx, r.session, options)
	Expect(err).NotTo(HaveOccurred())
	DeferCleanup(r.Stop)
	return r
}

func (r *recording) visit(ctx context.Context, page string) observation.Visit {
	GinkgoHelper()
	v, err := r.session.Visit(ctx, page)
	Expect(err).NotTo(HaveOccurred())
	return v
}

// act does something in the page, as its visitor, and waits for what follows.
func (r *recording) act(ctx context.Context, do func(context.Context) error) {
	GinkgoHelper()
	_, err := r.session.Act(ctx, do)
	Expect(err).NotTo(HaveOccurred())
}

func (r *recording) click(ctx context.Context, selector string) {
	GinkgoHelper()
	r.act(ctx, func(ctx context.Context) error { return r.session.Click(ctx, selector) })
}

func (r *recording) fill(ctx context.Context, selector, text string) {
	GinkgoHelper()
	r.act(ctx, func(ctx context.Context) error { return r.session.Fill(ctx, selector, text) })
}

func (r *recording) enter(ctx context.Context, line string) {
	GinkgoHelper()
	Expect(r.Enter(ctx, line)).To(Succeed(), line)
}

// replay runs the scenario that was recorded on the same site.
func (r *recording) replay(ctx context.Context, env map[string]string) finding.Scenario {
	GinkgoHelper()
	file := filepath.Join(GinkgoT().TempDir(), "recorded.yaml")
	Expect(os.WriteFile(file, r.Scenario(ctx), 0o666)).To(Succeed())
	target := scenarios.Target{URL: r.target}
	around := suite.Around(target)
	around.Lookup = func(name string) (string, bool) { value, ok := env[name]; return value, ok }
	loaded, err := suite.Load([]string{file}, around)
	Expect(err).NotTo(HaveOccurred(), "%s", r.Scenario(ctx))
	report, err := suite.Run(ctx, browser, loaded, suite.Options{Target: target})
	Expect(err).NotTo(HaveOccurred())
	Expect(report.Scenarios).To(HaveLen(1))
	return report.Scenarios[0]
}
