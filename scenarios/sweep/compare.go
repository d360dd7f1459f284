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
		if result.Outcome == finding.Fail && !isExpected(result.Rule, expected) {
			problems = append(problems, fmt.Sprintf("%s must not fail: %s", result.Rule, result.Message))
		}
	}
	problems = append(problems, unclear(report, expected)...)
	if report.Offline.RequestsLeaked > 0 {
		problems = append(problems, fmt.Sprintf("%d requests left the browser while it was offline", report.Offline.RequestsLeaked))
	}
	return problems
}

// unclear tells what could not be judged, one line per reason.
func unclear(report finding.Report, expected []fixtures.Expectation) []string {
	var reasons []string
	rules := map[string][]string{}
	for _, r := range report.Results {
		if r.Outcome != finding.Inconclusive || isExpected(r.Rule, expected) {
			continue
		}
		if rules[r.Message] == nil {
			reasons = append(reasons, r.Message)
		}
		rules[r.Message] = append(rules[r.Message], r.Rule)
	}
	for i, reason := range reasons {
		reasons[i] = fmt.Sprintf("%s could not be judged: %s", strings.Join(rules[reason], ", "), reason)
	}
	return reasons
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
