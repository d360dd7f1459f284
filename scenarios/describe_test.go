package scenarios_test

import (
	"context"
	"os"
	"os/exec"
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

// mistaken lets this program, when it runs itself, have the specs of an audit
// whose options are mistaken.
const mistaken = "SWCHECK_TEST_MISTAKEN_AUDIT"

var _ = os.Getenv(mistaken) != "" && scenarios.DescribeAudit(scenarios.Target{URL: "http://mistaken.example/"}, scenarios.SpecOptions{
	Options: scenarios.Options{Profile: "qiuck"},
	Browser: func() *harness.Browser { return browser },
})

var _ = It("fails where the options of DescribeAudit are mistaken", func(ctx SpecContext) {
	self := exec.CommandContext(ctx, os.Args[0], "-test.run=TestScenarios", "-ginkgo.focus=mistaken.example")
	self.Env = append(os.Environ(), mistaken+"=1")
	output, err := self.CombinedOutput()
	Expect(err).To(BeAssignableToTypeOf(&exec.ExitError{}), "%s", output)
	Expect(string(output)).To(And(
		ContainSubstring("Ran 1 of"), ContainSubstring(`there is no profile "qiuck"`), ContainSubstring("hint: did you mean quick?"),
	))
})
