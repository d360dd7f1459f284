// Package page_test opens the HTML reports in a real browser, through the
// project's own harness: its gateway tells that nothing is asked of any network.
package page_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/reporter"
	"github.com/swcheck/swcheck/reporter/reportertest"
)

func TestPage(t *testing.T) {
	RegisterFailHandler(Fail)
	suite, config := GinkgoConfiguration()
	suite.RandomizeAllSpecs = true
	RunSpecs(t, "the page of a report", suite, config)
}

var browser *harness.Browser

var _ = BeforeSuite(func(ctx SpecContext) {
	var err error
	browser, err = harness.Launch(ctx, harness.LaunchOptions{Path: os.Getenv("SWCHECK_BROWSER")})
	Expect(err).NotTo(HaveOccurred())
	DeferCleanup(func() { Expect(browser.Close()).To(Succeed()) })
})

// html is the page of the reports.
func html(reports ...finding.Report) string {
	GinkgoHelper()
	format, known := reporter.Find("html")
	Expect(known).To(BeTrue())
	var out bytes.Buffer
	Expect(format.Write(&out, reports, reporter.Options{})).To(Succeed())
	return out.String()
}

// open serves the page and opens it.
func open(ctx context.Context, page string) (*harness.Session, observation.Visit) {
	GinkgoHelper()
	return openAt(ctx, page, 0, 0)
}

// openAt serves the page and opens it in a window of that size, or in any.
func openAt(ctx context.Context, page string, width, height int) (*harness.Session, observation.Visit) {
	GinkgoHelper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte(page))
	}))
	DeferCleanup(server.Close)
	session, err := browser.NewSession(ctx, harness.SessionOptions{Base: server.URL, Width: width, Height: height})
	Expect(err).NotTo(HaveOccurred())
	DeferCleanup(session.Close)
	visit, err := session.Visit(ctx, "/")
	Expect(err).NotTo(HaveOccurred())
	return session, visit
}

// is evaluates the expression in the page and decodes its value.
func is[T any](ctx context.Context, s *harness.Session, expression string) (value T) {
	GinkgoHelper()
	raw, err := s.Evaluate(ctx, expression)
	Expect(err).NotTo(HaveOccurred(), expression)
	Expect(json.Unmarshal(raw, &value)).To(Succeed(), "%s is %s", expression, raw)
	return value
}

var _ = Describe("The page of a report", func() {
	DescribeTable("runs nothing, asks for nothing and says nothing to the console",
		func(ctx SpecContext, reports ...finding.Report) {
			s, visit := open(ctx, html(reports...))
			Expect(visit.Settled).To(BeTrue())
			Expect(visit.Console).To(BeEmpty())
			Expect(visit.Dialogs).To(BeEmpty())
			Expect(s.Exchanges()).To(HaveLen(1), "but the page itself")
			Expect(visit.Requests).To(HaveEach(Or(HaveField("Document", BeTrue()), HaveField("URL", HavePrefix("data:")))))
			Expect(is[int](ctx, s, "document.scripts.length")).To(Equal(1))
			Expect(is[[]string](ctx, s, `[...document.querySelectorAll('*')].flatMap(e => [...e.attributes]).filter(a => /^on|^style$/.test(a.name)).map(a => a.name)`)).To(BeEmpty())
			Expect(is[[]string](ctx, s, `[...document.querySelectorAll('[href], [src]')].map(e => e.getAttribute('href') ?? e.getAttribute('src')).filter(u => !/^(#r\d|#main|https:\/\/github\.com\/swcheck\/|data:image\/(webp|png|jpeg);base64,)/.test(u))`)).To(BeEmpty())
			Expect(is[[]string](ctx, s, `[...document.querySelectorAll('a[href^="#"]')].map(a => a.hash.slice(1)).filter(id => !document.getElementById(id))`)).To(BeEmpty(), "links that lead nowhere")
			Expect(is[int](ctx, s, `document.querySelectorAll('[id]').length - new Set([...document.querySelectorAll('[id]')].map(e => e.id)).size`)).To(BeZero(), "names of two places")
		},
		Entry("of a site with findings and all that can be looked around in", reportertest.Browsable()),
		Entry("of a sound site", reportertest.Sound()),
		Entry("of a hostile site", reportertest.Hostile()),
		Entry("of several sites", reportertest.Sound(), reportertest.NoWorker(), reportertest.Browsable(), reportertest.Hostile()),
		Entry("of none"),
	)

	It("is kept from running what it should not by its own policy, too", func(ctx SpecContext) {
		page := strings.Replace(html(reportertest.Sound()), "</main>", `<script>window.owned = 1</script><img src="/owned.png" onerror="window.owned = 2"></main>`, 1)
		s, visit := open(ctx, page)
		Expect(is[bool](ctx, s, "'owned' in window")).To(BeFalse())
		Expect(s.Exchanges()).To(HaveLen(1))
		Expect(visit.Console).NotTo(BeEmpty(), "the browser tells what it refused")
	})

	It("finds entries of caches by words", func(ctx SpecContext) {
		s, _ := open(ctx, html(reportertest.Browsable()))
		Expect(is[bool](ctx, s, "document.querySelector('#r0-caches-filter').checkVisibility()")).To(BeTrue())
		Expect(s.Tab().Fill(ctx, "#r0-caches-filter", "app-shell 200")).To(Succeed())
		rows := `[...document.querySelector('#r0-caches').parentElement.querySelectorAll('tbody tr')].filter(r => r.checkVisibility()).map(r => r.cells[0].textContent)`
		Expect(is[[]string](ctx, s, rows)).To(Equal([]string{"/talks/app-shell"}))
		Expect(is[string](ctx, s, "document.querySelector('output[for=r0-caches-filter]').textContent")).To(Equal("1 of 3"))
		Expect(s.Tab().Fill(ctx, "#r0-caches-filter", "")).To(Succeed())
		Expect(is[[]string](ctx, s, rows)).To(BeEmpty(), "what was folded is folded again")
	})

	It("unfolds the trail of a URL that is followed by keyboard", func(ctx SpecContext) {
		s, _ := open(ctx, html(reportertest.Browsable()))
		link := `document.querySelector('table a[href^="#r0-trail"]')`
		Expect(is[bool](ctx, s, link+".focus() ?? true")).To(BeTrue())
		Expect(s.Tab().Press(ctx, "Enter")).To(Succeed())
		Eventually(ctx, func() bool {
			return is[bool](ctx, s, `document.querySelector('details:target')?.open ?? false`)
		}).Should(BeTrue())
		Expect(is[string](ctx, s, `document.querySelector('details:target ol').textContent`)).To(ContainSubstring("answered from the cache pages-v1"))
	})

	It("can be gone through by keyboard, from the link that skips what comes first", func(ctx SpecContext) {
		s, _ := open(ctx, html(reportertest.Browsable()))
		var path []string
		for range 14 {
			Expect(s.Tab().Press(ctx, "Tab")).To(Succeed())
			path = append(path, is[string](ctx, s, "document.activeElement.textContent"))
		}
		Expect(path[0]).To(Equal("Skip to the report"))
		Expect(path[1]).To(HavePrefix("error: "), "a finding in short")
		Expect(path).To(ContainElements("Findings", "Pages", "All rules", "What was seen"))
	})

	It("shows the requests of pages in the worker's life where that is wanted", func(ctx SpecContext) {
		s, _ := open(ctx, html(reportertest.Browsable()))
		shown := `[...document.querySelectorAll('.by-page')].filter(r => r.checkVisibility()).length`
		Expect(is[int](ctx, s, shown)).To(BeZero())
		Expect(s.Tab().Click(ctx, "[data-reveals=by-page]")).To(Succeed())
		Expect(is[int](ctx, s, shown)).To(Equal(2))
	})

	It("is a few MiB, comes to rest and is searched with 200 pages, 5,000 entries and 60 pictures", func(ctx SpecContext) {
		page := html(reportertest.Huge())
		Expect(len(page)).To(BeNumerically("<", 4<<20))
		s, visit := open(ctx, page)
		Expect(visit.Settled).To(BeTrue())
		Expect(s.Tab().Fill(ctx, "#r0-caches-filter", "part-0042")).To(Succeed())
		Expect(is[string](ctx, s, "document.querySelector('output[for=r0-caches-filter]').textContent")).To(HaveSuffix(" of 5000"))
		AddReportEntry("size and time", fmt.Sprintf("%d KiB, loaded in %s", len(page)>>10, time.Duration(visit.LoadTime*1e6).Round(time.Millisecond)))
	})
})
