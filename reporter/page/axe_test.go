package page_test

import (
	"os"
	"regexp"
	"strings"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/reporter/reportertest"
)

// A violation is what axe-core found.
type violation struct {
	ID    string
	Help  string
	Nodes []struct{ HTML, FailureSummary string }
}

// policy is the page's own, which is taken out where its style is changed.
var policy = regexp.MustCompile(`<meta http-equiv="Content-Security-Policy"[^>]*>`)

// preference is what the style sheet asks of a browser before it goes dark.
const preference = "(prefers-color-scheme: dark)"

// dark is the page as it is where dark is preferred: the browser itself prefers
// light.
func dark(page string) string {
	page = policy.ReplaceAllString(page, "")
	Expect(page).To(ContainSubstring(preference))
	return strings.ReplaceAll(page, preference, "all")
}

// make axe brings axe-core along, and these specs with it.
var _ = func() bool {
	file := os.Getenv("SWCHECK_AXE")
	if file == "" {
		return false
	}
	return DescribeTable("The page of a report has no violation that axe-core knows", Label("axe"),
		func(ctx SpecContext, look func(string) string, reports ...finding.Report) {
			axe, err := os.ReadFile(file)
			Expect(err).NotTo(HaveOccurred())
			s, _ := open(ctx, look(html(reports...)))
			_, err = s.Evaluate(ctx, "document.querySelectorAll('details').forEach(d => d.open = true)")
			Expect(err).NotTo(HaveOccurred())
			_, err = s.Evaluate(ctx, string(axe)+";1")
			Expect(err).NotTo(HaveOccurred())
			Expect(is[[]string](ctx, s, "axe.run().then(r => r.passes.map(p => p.id))")).To(ContainElements("color-contrast", "document-title"))
			Expect(is[[]violation](ctx, s, "axe.run().then(r => r.violations)")).To(BeEmpty())
		},
		Entry("in light, with findings", light, reportertest.Browsable()),
		Entry("in dark, with findings", dark, reportertest.Browsable()),
		Entry("in light, of a sound site", light, reportertest.Sound()),
		Entry("in dark, of a sound site", dark, reportertest.Sound()),
		Entry("in light, of a hostile site", light, reportertest.Hostile()),
		Entry("in dark, of a hostile site", dark, reportertest.Hostile()),
		Entry("in light, of several sites", light, reportertest.Browsable(), reportertest.NoWorker()),
	)
}()

func light(page string) string { return page }
