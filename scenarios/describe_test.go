package scenarios_test

import (
	"context"
	"slices"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/scenarios"
	"github.com/swcheck/swcheck/testsite"
)

// What DescribeAudit says of a site that it should not find fault with; the
// failing side is shown by a module of its own, examples/ginkgo, because a spec
// that fails fails this suite.
var _ = scenarios.DescribeAudit(scenarios.Target{}, scenarios.SpecOptions{
	Options: scenarios.Options{Profile: "quick"},
	Browser: func() *harness.Browser { return browser },
	Prepare: func(_ context.Context, target *scenarios.Target) error {
		site, err := testsite.Start("precache")
		if err != nil {
			return err
		}
		DeferCleanup(site.Close)
		target.URL = site.URL()
		return nil
	},
})

var _ = ReportAfterSuite("the specs of the audit", func(report Report) {
	var labelled int
	for _, spec := range report.SpecReports {
		if slices.Contains(spec.Labels(), "audit") {
			labelled++
		}
	}
	if report.PreRunStats.SpecsThatWillRun == report.PreRunStats.TotalSpecs {
		Expect(labelled).To(BeNumerically(">", 25), "one for each rule of the quick profile")
	}
})
