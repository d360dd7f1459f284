package scenarios_test

import (
	"context"
	"fmt"
	"log"
	"os"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/scenarios"
	"github.com/swcheck/swcheck/testsite"
)

// An audit: a browser gathers observations, and the rules judge them. The test
// site stands for yours; this worker of it has no page for what is not stored.
func Example() {
	site, err := testsite.Start("no-fallback")
	if err != nil {
		log.Fatal(err)
	}
	defer site.Close()
	ctx := context.Background()
	browser, err := harness.Launch(ctx, harness.LaunchOptions{})
	if err != nil {
		log.Fatal(err)
	}
	defer browser.Close()

	target := scenarios.Target{URL: site.URL()}
	seen, err := scenarios.Gather(ctx, browser, target, scenarios.Options{Profile: "quick", Only: []string{"offline"}})
	if err != nil {
		log.Fatal(err)
	}
	report := scenarios.Judge(seen, scenarios.JudgeOptions{Only: []string{"offline"}})
	fmt.Println(report.Verdict)
	for _, result := range report.Results {
		if result.Outcome == finding.Fail {
			fmt.Printf("%s: %s\n", result.Rule, result.Title)
		}
	}
	// Output:
	// warn
	// offline/unvisited-page: A page that was never visited shows the browser's error page offline
}

// What was seen is saved, and judged another day without a browser.
func ExampleLoad() {
	file, err := os.Open("seen.json") // of swcheck audit --save-observations seen.json, or of Save
	if err != nil {
		log.Fatal(err)
	}
	defer file.Close()
	seen, err := scenarios.Load(file)
	if err != nil {
		log.Fatal(err)
	}
	report := scenarios.Judge(seen, scenarios.JudgeOptions{Skip: []string{"offline/third-party"}})
	fmt.Println(report.Verdict, report.Counts.Fail, "rules failed")
}

// In a suite of Ginkgo's it stands where a Describe would:
//
//	var _ = scenarios.DescribeAudit(…)
func ExampleDescribeAudit() {
	scenarios.DescribeAudit(scenarios.Target{URL: "http://localhost:8000/"}, scenarios.SpecOptions{
		Options:  scenarios.Options{Profile: "standard", Skip: []string{"offline/third-party"}},
		FailOn:   finding.Warning,
		Severity: map[string]finding.Severity{"offline/unvisited-page": finding.Error},
	})
}
