package page_test

import (
	"strings"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/reporter/reportertest"
)

// unfold opens all that is folded.
const unfold = `document.querySelectorAll('details').forEach(d => d.open = true)`

// torn are the words of tables and lists of facts that stand in several lines. A
// line may end behind the separators of a URL, and behind a hyphen.
const torn = `[...document.querySelectorAll('th, td, dd')].flatMap(cell => {
  const torn = [];
  const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.parentElement.checkVisibility()) continue;
    for (const word of node.data.matchAll(/[^\s-]+-*/g)) {
      const range = new Range();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map(r => r.top)).size > 1) torn.push(word[0]);
    }
  }
  return torn;
})`

// tooWide is by how much the page is wider than its window.
const tooWide = `document.documentElement.scrollWidth - document.documentElement.clientWidth`

// named is the usual report with a page whose name is long, and no more so than
// those of most sites.
func named() finding.Report {
	r := reportertest.Browsable()
	page := r.Pages[0]
	page.URL += "talks/precaching"
	page.LieFi = &finding.PageResult{Status: 200, Cache: "precache-A", Shows: finding.ShowsPage, Ready: true, FirstContentMs: 1900}
	r.Pages = append(r.Pages, page)
	r.Browser.Product = "HeadlessChrome/156.0.8078.79"
	return r
}

// endless is a report with URLs that offer no place to end a line.
func endless() finding.Report {
	r := reportertest.Browsable()
	long := strings.Repeat("x", 700)
	for i := range r.Pages {
		r.Pages[i].URL += "/" + long
		r.Pages[i].Online.Picture = r.Pages[0].Online.Picture
	}
	r.Target += long
	r.Worker.ScriptURL += long
	r.Worker.State = long
	r.Browser.Product = long
	r.Notes = append(r.Notes, long)
	r.Caches[0].Name = long
	r.Caches[0].Entries[0].URL += long
	r.Timelines[0].Events[0].URL += long
	r.Results[0].Message = long
	return r
}

var _ = Describe("The layout of a report", func() {
	for _, window := range []struct {
		name  string
		width int
	}{{"on a phone", 400}, {"on a tablet", 768}, {"on a desk", 1280}} {
		It("keeps words whole "+window.name, func(ctx SpecContext) {
			s, _ := openAt(ctx, html(named()), window.width, 900)
			Expect(is[[]string](ctx, s, torn)).To(BeEmpty())
			_, err := s.Evaluate(ctx, unfold)
			Expect(err).NotTo(HaveOccurred())
			Expect(is[[]string](ctx, s, torn)).To(BeEmpty(), "of what was folded")
		})

		DescribeTable("is never wider than the window "+window.name, func(ctx SpecContext, reports ...finding.Report) {
			s, _ := openAt(ctx, html(reports...), window.width, 900)
			_, err := s.Evaluate(ctx, unfold)
			Expect(err).NotTo(HaveOccurred())
			Expect(is[float64](ctx, s, tooWide)).To(BeNumerically("<=", 0))
		},
			Entry("with usual names", named()),
			Entry("with names of 700 letters", endless()),
			Entry("of a hostile site", reportertest.Hostile()),
			Entry("of several sites", named(), endless()),
		)
	}

	It("shows all of the code, on a screen and in print", func(ctx SpecContext) {
		report := reportertest.Findings()
		report.Results[0].Before = strings.Repeat("  ", 3) + strings.Repeat("const response = await fetch(event.request); ", 5)
		report.Results[0].After = strings.Repeat("x", 400)
		for i := range report.Results { // which of them failed is up to the report
			report.Results[i].Before, report.Results[i].After = report.Results[0].Before, report.Results[0].After
		}
		for _, width := range []int{400, 1280} {
			s, _ := openAt(ctx, html(report), width, 900)
			Expect(is[int](ctx, s, `document.querySelectorAll('pre').length`)).To(BeNumerically(">", 0))
			Expect(is[int](ctx, s, `[...document.querySelectorAll('pre')].filter(p => p.scrollWidth > p.clientWidth).length`)).To(BeZero())
			Expect(is[string](ctx, s, `document.querySelector('pre').textContent.slice(0, 7)`)).To(Equal("      c"), "indents are kept")
		}
	})

	It("keeps the widest table in reach where a name has 700 letters", func(ctx SpecContext) {
		s, _ := openAt(ctx, html(endless()), 1280, 900)
		Expect(is[float64](ctx, s, `document.querySelector('.seen').offsetWidth - document.querySelector('.seen').parentElement.clientWidth`)).
			To(BeNumerically("<=", 0), "a name that is longer than its column breaks anywhere")
	})

	It("tells the overview from the first report", func(ctx SpecContext) {
		s, _ := openAt(ctx, html(named(), reportertest.Sound()), 1280, 900)
		Expect(is[float64](ctx, s, `document.querySelector('.report').getBoundingClientRect().top - document.querySelector('.overview').getBoundingClientRect().bottom`)).
			To(BeNumerically(">=", 24))
	})

	It("says of each place without a picture why there is none", func(ctx SpecContext) {
		s, _ := open(ctx, html(reportertest.Browsable()))
		Expect(is[[]string](ctx, s, `[...document.querySelectorAll('.nothing')].map(e => e.textContent)`)).To(ConsistOf(
			"not pictured: enough pictures were taken", "not pictured: the browser gave no picture",
		))
		Expect(is[string](ctx, s, `document.querySelector('#r0-pages').parentElement.textContent`)).To(ContainSubstring("3 pages have no picture, because"))

		few := reportertest.Browsable()
		few.Pages = few.Pages[:1]
		s, _ = open(ctx, html(few))
		Expect(is[string](ctx, s, `document.querySelector('#r0-pages').parentElement.textContent`)).To(ContainSubstring("not pictured in every state, because"))
		few.Pages[0].LieFi.NoPicture = ""
		s, _ = open(ctx, html(few))
		Expect(is[string](ctx, s, `document.querySelector('#r0-pages').parentElement.textContent`)).NotTo(ContainSubstring("because"))
	})
})
