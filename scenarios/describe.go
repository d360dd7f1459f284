package scenarios

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/onsi/ginkgo/v2"
	"github.com/onsi/gomega"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/scenarios/rules"
)

// SpecOptions say how [DescribeAudit] audits, and what its specs hold to be a
// failure. The zero value audits as swcheck audit does.
type SpecOptions struct {
	Options
	Severity map[string]finding.Severity // by rule, in place of its own

	// FailOn is the least severity of a finding that fails its spec; "" is
	// [finding.Error]. What is less severe stands in the spec's report.
	FailOn finding.Severity

	// Browser returns the browser to use, which is left running. nil launches
	// one, and closes it after the audit.
	Browser func() *harness.Browser

	// Prepare is called before the audit and may change the target: a site that
	// the suite itself starts gets its URL there. nil: the target is as given.
	Prepare func(ctx context.Context, target *Target) error
}

// DescribeAudit makes a Ginkgo container that audits the target once, with one
// spec for each rule of the profile, named after the rule and labelled "audit"
// and with its category. Call it
// where a Describe would stand:
//
//	var _ = scenarios.DescribeAudit(scenarios.Target{URL: "http://localhost:8000/"}, scenarios.SpecOptions{})
//
// A rule that fails fails its spec with the facts, the evidence and the fix. A
// rule that does not apply, or that could not be judged, skips its spec with
// the reason: neither is a pass. Of a suite that runs in parallel one process
// makes the audit. An audit that could not be made fails the container. Options
// that ask for a profile or a rule that there is not make one spec, which fails
// and says so: no spec at all would look like success.
func DescribeAudit(target Target, options SpecOptions) bool {
	if options.FailOn == "" {
		options.FailOn = finding.Error
	}
	name := "audit"
	if target.URL != "" {
		name += " of " + target.URL
	}
	return ginkgo.Describe(name, ginkgo.Ordered, ginkgo.ContinueOnFailure, func() {
		if err := options.check(); err != nil {
			ginkgo.It("asks for what there is", ginkgo.Label("audit"), func() { ginkgo.Fail(err.Error() + "\n" + advice(err)) })
			return
		}
		var report finding.Report
		ginkgo.BeforeAll(func(ctx ginkgo.SpecContext) { report = auditForSpecs(ctx, target, options) })
		for _, rule := range rulesOf(options.withDefaults().Profile, options.Only, options.Skip) {
			describeRule(rule, options.FailOn, &report)
		}
	})
}

// check refuses what would leave out what was meant, or judge it otherwise.
func (o SpecOptions) check() error {
	asked := o.withDefaults()
	if err := asked.check(); err != nil {
		return err
	}
	for _, glob := range o.Only { // its specs would be missed by nobody
		if err := asked.leavesSome(glob, []string{glob}, nil); err != nil {
			return err
		}
	}
	if err := checkSeverity("FailOn", o.FailOn); err != nil {
		return err
	}
	for _, id := range slices.Sorted(maps.Keys(o.Severity)) {
		if _, known := rules.Find(id); !known {
			return &UnknownRuleError{Where: "Severity", Glob: id}
		}
		if err := checkSeverity("Severity of "+id, o.Severity[id]); err != nil {
			return err
		}
	}
	return nil
}

func checkSeverity(where string, s finding.Severity) error {
	if slices.Contains([]finding.Severity{finding.Error, finding.Warning, finding.Information}, s) {
		return nil
	}
	return fmt.Errorf("%s: there is no severity %q; there are error, warning and information", where, s)
}

func auditForSpecs(ctx context.Context, target Target, options SpecOptions) finding.Report {
	if options.Prepare != nil {
		gomega.Expect(options.Prepare(ctx, &target)).To(gomega.Succeed())
	}
	var browser *harness.Browser
	if options.Browser != nil {
		browser = options.Browser()
	} else {
		launched, err := harness.Launch(ctx, harness.LaunchOptions{})
		gomega.Expect(err).NotTo(gomega.HaveOccurred(), advice(err))
		ginkgo.DeferCleanup(launched.Close)
		browser = launched
	}
	seen, err := Gather(ctx, browser, target, options.Options)
	gomega.Expect(err).NotTo(gomega.HaveOccurred(), advice(err))
	return Judge(seen, JudgeOptions{Only: options.Only, Skip: options.Skip, Severity: options.Severity})
}

// advice adds what to do to an error that knows.
func advice(err error) string {
	if advised, ok := err.(interface{ Hint() string }); ok {
		return "hint: " + advised.Hint()
	}
	return ""
}

// describeRule makes the spec of one rule. The report is there when it runs.
func describeRule(rule rules.Rule, failOn finding.Severity, report *finding.Report) {
	category, _, _ := strings.Cut(rule.ID, "/") // a label must not hold a slash
	ginkgo.It(fmt.Sprintf("%s: %s", rule.ID, rule.Title), ginkgo.Label("audit", category), func() {
		result, known := resultOf(*report, rule.ID)
		switch {
		case !known:
			ginkgo.Fail("the audit did not come to judge it")
		case result.Outcome == finding.NotApplicable || result.Outcome == finding.Inconclusive:
			ginkgo.Skip(fmt.Sprintf("%s: %s", result.Outcome, result.Message))
		case result.Outcome == finding.Fail && result.Severity.Rank() <= failOn.Rank():
			ginkgo.Fail(inWords(result))
		case result.Outcome == finding.Fail:
			ginkgo.AddReportEntry(string(result.Severity), inWords(result))
		}
	})
}

func resultOf(report finding.Report, rule string) (finding.Result, bool) {
	for _, r := range report.Results {
		if r.Rule == rule {
			return r, true
		}
	}
	return finding.Result{}, false
}

// inWords tells a finding as a failure message.
func inWords(r finding.Result) string {
	lines := []string{r.Title + ": " + r.Message}
	for _, e := range r.Evidence {
		line := "  saw: " + e.Text
		if e.URL != "" {
			line += " (" + e.URL + ")"
		}
		if e.Exchange > 0 {
			line += fmt.Sprintf(", exchange %d", e.Exchange)
		}
		lines = append(lines, line)
	}
	return strings.Join(append(lines, "  why: "+r.Why, "  fix: "+r.Fix), "\n")
}
