package finding_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/swcheck/swcheck/finding"
)

func said(rule string, outcome finding.Outcome, severity finding.Severity) finding.Result {
	return finding.Result{Rule: rule, Outcome: outcome, Severity: severity}
}

func rules(results []finding.Result) []string {
	var ids []string
	for _, r := range results {
		ids = append(ids, r.Rule)
	}
	return ids
}

func TestConcludeDerivesTheVerdict(t *testing.T) {
	pass := said("a/pass", finding.Pass, finding.Error)
	none := said("a/none", finding.NotApplicable, finding.Error)
	unsure := said("a/unsure", finding.Inconclusive, finding.Error)
	failed := func(s finding.Severity) finding.Result { return said("a/fail-"+string(s), finding.Fail, s) }
	for name, c := range map[string]struct {
		results []finding.Result
		want    finding.VerdictWord
	}{
		"nothing was judged":          {nil, finding.VerdictInconclusive},
		"nothing applies":             {[]finding.Result{none}, finding.VerdictInconclusive},
		"nothing could be seen":       {[]finding.Result{unsure, none}, finding.VerdictInconclusive},
		"all hold":                    {[]finding.Result{pass, none}, finding.VerdictPass},
		"some hold, some are unsure":  {[]finding.Result{unsure, pass}, finding.VerdictPass},
		"information failed":          {[]finding.Result{pass, failed(finding.Information)}, finding.VerdictPass},
		"only information was judged": {[]finding.Result{failed(finding.Information)}, finding.VerdictPass},
		"a warning failed":            {[]finding.Result{failed(finding.Information), failed(finding.Warning), pass}, finding.VerdictWarn},
		"an error failed":             {[]finding.Result{failed(finding.Warning), failed(finding.Error), failed(finding.Information)}, finding.VerdictFail},
	} {
		t.Run(name, func(t *testing.T) {
			report := finding.Report{Results: c.results}
			report.Conclude()
			if report.Verdict != c.want {
				t.Errorf("got %q, want %q", report.Verdict, c.want)
			}
		})
	}
}

func TestConcludeSortsAndCounts(t *testing.T) {
	report := finding.Report{
		Counts: finding.Counts{Pass: 99, Fail: 99, NotApplicable: 99, Inconclusive: 99},
		Results: []finding.Result{
			said("worker/error", finding.Pass, finding.Warning),
			said("offline/visited-page", finding.Fail, finding.Error),
			said("cache/opaque", finding.NotApplicable, finding.Warning),
			said("offline/start-url", finding.Inconclusive, finding.Error),
			said("install/heavy", finding.Pass, finding.Warning),
		},
	}
	for range 2 { // the second time must change nothing
		report.Conclude()
		want := finding.Counts{Pass: 2, Fail: 1, NotApplicable: 1, Inconclusive: 1}
		if diff := cmp.Diff(want, report.Counts); diff != "" {
			t.Errorf("counts (-want +got):\n%s", diff)
		}
		order := []string{"cache/opaque", "install/heavy", "offline/start-url", "offline/visited-page", "worker/error"}
		if diff := cmp.Diff(order, rules(report.Results)); diff != "" {
			t.Errorf("order (-want +got):\n%s", diff)
		}
	}
}

func TestFailuresAreWorstFirstThenById(t *testing.T) {
	report := finding.Report{Results: []finding.Result{
		said("b/information", finding.Fail, finding.Information),
		said("c/warning", finding.Fail, finding.Warning),
		said("d/error", finding.Fail, finding.Error),
		said("a/error", finding.Fail, finding.Error),
		said("a/passed", finding.Pass, finding.Error),
		said("a/unsure", finding.Inconclusive, finding.Error),
		said("a/none", finding.NotApplicable, finding.Error),
	}}
	report.Conclude()
	before := rules(report.Results)
	want := []string{"a/error", "d/error", "c/warning", "b/information"}
	if diff := cmp.Diff(want, rules(report.Failures())); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if diff := cmp.Diff(before, rules(report.Results)); diff != "" {
		t.Errorf("Failures changed the order of the results:\n%s", diff)
	}
}

func TestJoin(t *testing.T) {
	rule := finding.Rule{
		ID: "offline/visited-page", Severity: finding.Error,
		Title: "It opens", Failed: "It does not open", Why: "why", Fix: "fix",
	}
	const docs = "https://github.com/swcheck/swcheck/blob/main/docs/rules/offline/visited-page.md"
	seen := finding.Evidence{Kind: finding.OfVisit, URL: "http://a/", Text: "blank"}
	pages := []finding.PageOutcome{{URL: "http://a/", Outcome: finding.Fail}}
	warning := finding.Failing("m", seen)
	warning.Severity, warning.Pages = finding.Warning, pages
	result := func(o finding.Outcome, message string) finding.Result {
		return finding.Result{
			Rule: rule.ID, Outcome: o, Severity: finding.Error, Title: "It opens",
			Message: message, Docs: docs, Evidence: []finding.Evidence{},
		}
	}
	unsure := result(finding.Inconclusive, "m")
	unsure.Evidence = []finding.Evidence{seen}
	for name, c := range map[string]struct {
		verdict finding.Verdict
		want    finding.Result
	}{
		"passed":         {finding.Passed("m"), result(finding.Pass, "m")},
		"does not apply": {finding.DoesNotApply("m"), result(finding.NotApplicable, "m")},
		"cannot tell":    {finding.CannotTell("m", seen), unsure},
		"fails, with a severity of its own": {warning, finding.Result{
			Rule: rule.ID, Outcome: finding.Fail, Severity: finding.Warning, Title: "It does not open",
			Message: "m", Why: "why", Fix: "fix", Docs: docs, Evidence: []finding.Evidence{seen}, Pages: pages,
		}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, finding.Join(rule, c.verdict)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestJoinedResultsHaveNoNullEvidence(t *testing.T) {
	out, err := json.Marshal(finding.Join(finding.Rule{ID: "a/b"}, finding.Passed("m")).Evidence)
	if err != nil || string(out) != "[]" {
		t.Errorf("got %s, %v", out, err)
	}
}

func TestSeveritiesRankWorstFirst(t *testing.T) {
	order := []finding.Severity{finding.Error, finding.Warning, finding.Information}
	for i := 1; i < len(order); i++ {
		if order[i-1].Rank() >= order[i].Rank() {
			t.Errorf("%s does not rank before %s", order[i-1], order[i])
		}
	}
}
