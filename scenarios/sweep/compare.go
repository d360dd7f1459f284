package sweep

import (
	"fmt"
	"slices"
	"strings"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/fixtures"
)

// compare tells in what the report differs from what it must say: a rule that
// fails though it must not, one that does not fail though it must, evidence
// that does not name the culprit, and what could not be judged.
func compare(report finding.Report, expected []fixtures.Expectation) []string {
	var problems []string
	for _, want := range expected {
		result, known := resultOf(report, want.Rule)
		switch {
		case !known:
			problems = append(problems, want.Rule+" must fail, and is no rule of the profile")
		case result.Outcome != finding.Fail:
			problems = append(problems, fmt.Sprintf("%s must fail, and is %s: %s", want.Rule, result.Outcome, result.Message))
		case !names(result, want.Evidence):
			problems = append(problems, fmt.Sprintf("%s fails, but its evidence does not name %q: %s", want.Rule, want.Evidence, evidenceOf(result)))
		}
	}
	for _, result := range report.Results {
		switch {
		case result.Outcome == finding.Fail && !isExpected(result.Rule, expected):
			problems = append(problems, fmt.Sprintf("%s must not fail: %s", result.Rule, result.Message))
		case result.Outcome == finding.Inconclusive && !isExpected(result.Rule, expected):
			problems = append(problems, fmt.Sprintf("%s could not be judged: %s", result.Rule, result.Message))
		}
	}
	if report.Offline.RequestsLeaked > 0 {
		problems = append(problems, fmt.Sprintf("%d requests left the browser while it was offline", report.Offline.RequestsLeaked))
	}
	return problems
}

func resultOf(report finding.Report, rule string) (finding.Result, bool) {
	for _, r := range report.Results {
		if r.Rule == rule {
			return r, true
		}
	}
	return finding.Result{}, false
}

func isExpected(rule string, expected []fixtures.Expectation) bool {
	return slices.ContainsFunc(expected, func(e fixtures.Expectation) bool { return e.Rule == rule })
}

// names reports whether some evidence names the URL or the cache.
func names(r finding.Result, wanted string) bool {
	return wanted == "" || slices.ContainsFunc(r.Evidence, func(e finding.Evidence) bool {
		return strings.Contains(e.URL, wanted) || strings.Contains(e.Cache, wanted) || strings.Contains(e.Text, wanted)
	})
}

func evidenceOf(r finding.Result) string {
	var all []string
	for _, e := range r.Evidence {
		all = append(all, strings.TrimSpace(fmt.Sprintf("%s %s %s", e.URL, e.Cache, e.Text)))
	}
	return strings.Join(all, " | ")
}
