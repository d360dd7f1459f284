package scenarios_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"time"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios"
	"github.com/swcheck/swcheck/testsite"
)

// quick is an audit that does not wait long for what never comes.
var quick = scenarios.Options{Profile: "quick", MaxPages: 2}

func serve(fixture string, options ...testsite.Option) *testsite.Site {
	GinkgoHelper()
	site, err := testsite.Start(fixture, options...)
	Expect(err).NotTo(HaveOccurred())
	DeferCleanup(site.Close)
	return site
}

func impatient(url string) scenarios.Target {
	return scenarios.Target{URL: url, VisitLimit: 2 * time.Second}
}

var _ = Describe("A target that cannot be judged", func() {
	unreachable := func(ctx context.Context, target scenarios.Target) *scenarios.UnreachableError {
		GinkgoHelper()
		seen, err := scenarios.Gather(ctx, browser, target, quick)
		var reason *scenarios.UnreachableError
		Expect(errors.As(err, &reason)).To(BeTrue(), "%v", err)
		Expect(seen).To(BeNil())
		return reason
	}

	DescribeTable("answers with no page",
		func(ctx SpecContext, fault testsite.Fault, because, hint string) {
			site := serve("precache")
			site.Misbehave("/", fault)
			reason := unreachable(ctx, impatient(site.URL()))
			Expect(reason.Error()).To(ContainSubstring(because))
			Expect(reason.Hint()).To(ContainSubstring(hint))
		},
		Entry("but 404", testsite.Status(404), "answered 404", "path"),
		Entry("but 503", testsite.Status(503), "answered 503", "log"),
		Entry("but a picture", testsite.WrongType("image/png"), "image/png", "HTML"),
		Entry("but a redirect in a circle", testsite.RedirectLoop(), "ERR_TOO_MANY_REDIRECTS", "--cookie"),
		Entry("but 100 MB of something else", testsite.HugeBody(100<<20), "text/plain", "HTML"),
		Entry("and nothing at all", testsite.NeverAnswers(), "no answer came", "--timeout"),
		Entry("but one that opens an alert after the other", testsite.AlertLoop(), "does not answer", "dialog"),
		Entry("but one whose script never ends", testsite.ScriptLoop(), "does not answer", "endless loop"),
	)

	It("is not served", func(ctx SpecContext) {
		site := serve("precache")
		url := site.URL()
		site.Close()
		reason := unreachable(ctx, impatient(url))
		Expect(reason.Error()).To(ContainSubstring("refused"))
		Expect(reason.Hint()).To(ContainSubstring("start the server"))
	})

	It("has a certificate that has expired", func(ctx SpecContext) {
		certificate, err := testsite.ExpiredCertificate()
		Expect(err).NotTo(HaveOccurred())
		site := serve("precache", testsite.TLS(certificate))
		target := impatient(site.URL())
		target.RootCAs = site.CertPool()
		reason := unreachable(ctx, target)
		Expect(reason.Error()).To(ContainSubstring("expired"))
		Expect(reason.Hint()).To(ContainSubstring("--insecure"))
	})
})

var _ = Describe("Gather", func() {
	It("audits a site over HTTPS, with the stamps that it needs", func(ctx SpecContext) {
		certificate, err := testsite.NewCertificate()
		Expect(err).NotTo(HaveOccurred())
		site := serve("precache", testsite.TLS(certificate))
		target := impatient(site.URL())
		target.RootCAs = site.CertPool()
		seen, err := scenarios.Gather(ctx, browser, target, quick)
		Expect(err).NotTo(HaveOccurred())
		Expect(seen.Offline.Pages[0].Offline.ServedBy).To(Equal(observation.ByCacheStorage))
		Expect(seen.Offline.Pages[0].Offline.Exchange).NotTo(BeZero())
		Expect(seen.Canary.Passed).To(BeTrue())
		Expect(scenarios.Judge(seen, scenarios.JudgeOptions{}).Verdict).To(Equal(finding.VerdictPass))
	})

	It("never passes what did not come to rest", func(ctx SpecContext) {
		site := serve("precache")
		site.Misbehave("/", testsite.NeverLoads())
		seen, err := scenarios.Gather(ctx, browser, impatient(site.URL()), quick)
		Expect(err).NotTo(HaveOccurred())
		report := scenarios.Judge(seen, scenarios.JudgeOptions{})
		Expect(seen.FirstVisit.Visit.Settled).To(BeFalse())
		Expect(report.Results).NotTo(ContainElement(And(
			HaveField("Rule", HavePrefix("offline/")), HaveField("Outcome", finding.Pass))))
	})

	It("goes where the target redirects to, and says so", func(ctx SpecContext) {
		site := serve("precache")
		elsewhere := httptest.NewServer(http.RedirectHandler(site.URL(), http.StatusFound))
		DeferCleanup(elsewhere.Close)
		seen, err := scenarios.Gather(ctx, browser, impatient(elsewhere.URL+"/"), quick)
		Expect(err).NotTo(HaveOccurred())
		report := scenarios.Judge(seen, scenarios.JudgeOptions{})
		Expect(report.Target).To(Equal(elsewhere.URL + "/"))
		Expect(report.Worker.Registered).To(BeTrue())
		Expect(report.Notes).To(ContainElement(ContainSubstring("report about " + site.URL())))
	})

	It("does not wait for a worker that never finishes installing", func(ctx SpecContext) {
		site := serve("precache")
		site.Replace("/sw.js", "text/javascript", []byte("addEventListener('install', e => e.waitUntil(new Promise(() => {})))"))
		seen, err := scenarios.Gather(ctx, browser, impatient(site.URL()), quick)
		Expect(err).NotTo(HaveOccurred())
		Expect(seen.FirstVisit.Registrations).To(ContainElement(
			HaveField("Versions", ContainElement(HaveField("State", observation.Installing)))))
		Expect(seen.Partial).To(BeTrue())
		Expect(seen.Incomplete).To(ContainElement(HaveField("Reason", ContainSubstring("still installing"))))
		Expect(scenarios.Judge(seen, scenarios.JudgeOptions{}).Failures()).To(BeEmpty())
	})

	It("returns what is known when the time is over", func(ctx SpecContext) {
		site := serve("precache")
		site.Misbehave("/", testsite.NeverAnswers())
		options := quick
		options.Timeout = 4 * time.Second // enough for a busy machine to open its sessions
		seen, err := scenarios.Gather(ctx, browser, scenarios.Target{URL: site.URL()}, options)
		var late *scenarios.TimeOverError
		Expect(errors.As(err, &late)).To(BeTrue(), "%v", err)
		Expect(late.Error()).To(ContainSubstring("offline loads the page"))
		Expect(late.Hint()).To(ContainSubstring("--timeout"))
		Expect(seen.Partial).To(BeTrue())
		report := scenarios.Judge(seen, scenarios.JudgeOptions{})
		Expect(report.Partial).To(BeTrue())
		Expect(report.Verdict).To(Equal(finding.VerdictInconclusive))
	})

	It("returns what is known when it is interrupted", func(ctx SpecContext) {
		site := serve("precache")
		interrupted, interrupt := context.WithCancel(ctx)
		options := quick
		options.Progress = func(e scenarios.Event) {
			if e.Step == "visits pages" {
				interrupt()
			}
		}
		seen, err := scenarios.Gather(interrupted, browser, scenarios.Target{URL: site.URL()}, options)
		Expect(err).To(MatchError(context.Canceled))
		Expect(seen.Partial).To(BeTrue())
		Expect(seen.Offline.Exchanges).NotTo(BeEmpty())
		Expect(seen.Incomplete).To(ContainElement(HaveField("Experiment", "offline")))
	})

	It("begins nothing after it was interrupted", func(ctx SpecContext) {
		site := serve("precache")
		interrupted, interrupt := context.WithCancel(ctx)
		var begun, failed atomic.Int32
		options := quick
		options.Parallel = 1
		options.Progress = func(e scenarios.Event) {
			if e.Step == "opens a session" {
				begun.Add(1)
				interrupt()
			}
			if e.Failed {
				failed.Add(1)
			}
		}
		seen, err := scenarios.Gather(interrupted, browser, scenarios.Target{URL: site.URL()}, options)
		Expect(err).To(MatchError(context.Canceled))
		Expect(begun.Load()).To(BeEquivalentTo(1))
		Expect(failed.Load()).To(BeZero(), "experiments that were stopped did not fail")
		Expect(seen.Incomplete).To(ContainElement(HaveField("Reason", "it was not begun before the audit was stopped")))
	})

	It("tells that the browser is gone", func(ctx SpecContext) {
		site := serve("precache")
		own, err := harness.Launch(ctx, harness.LaunchOptions{Path: browser.Info().Path})
		Expect(err).NotTo(HaveOccurred())
		options := quick
		options.Progress = func(e scenarios.Event) {
			if e.Step == "visits pages" {
				Expect(own.Close()).To(Succeed())
			}
		}
		seen, err := scenarios.Gather(ctx, own, scenarios.Target{URL: site.URL()}, options)
		var gone *harness.BrowserGoneError
		Expect(errors.As(err, &gone)).To(BeTrue(), "%v", err)
		Expect(seen.Partial).To(BeTrue())
	})

	It("keeps secrets out of what it returns", func(ctx SpecContext) {
		site := serve("precache")
		target := impatient(site.URL() + "?pass=open-sesame-4711")
		options := quick
		options.Secrets = []string{"open-sesame-4711"}
		seen, err := scenarios.Gather(ctx, browser, target, options)
		Expect(err).NotTo(HaveOccurred())
		text, err := json.Marshal(seen)
		Expect(err).NotTo(HaveOccurred())
		Expect(string(text)).NotTo(ContainSubstring("open-sesame-4711"))
		Expect(string(text)).To(ContainSubstring("?pass=REDACTED"))
	})

	It("visits the pages that are given, and no others", func(ctx SpecContext) {
		site := serve("precache")
		target := impatient(site.URL())
		target.Pages = []string{"/talks/", "/", "/schedule"}
		seen, err := scenarios.Gather(ctx, browser, target, quick)
		Expect(err).NotTo(HaveOccurred())
		var visited []string
		for _, p := range seen.Offline.Pages {
			visited = append(visited, p.URL)
		}
		Expect(visited).To(HaveLen(3))
		Expect(visited[0]).To(Equal(site.URL()))
		Expect(visited[1]).To(HaveSuffix("/talks/"))
	})
})
