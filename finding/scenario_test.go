package finding_test

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
)

func scenario(runs ...finding.ScenarioOutcome) finding.Scenario {
	var s finding.Scenario
	for _, outcome := range runs {
		s.Runs = append(s.Runs, finding.ScenarioTry{Outcome: outcome, DurationMs: 2})
	}
	s.Conclude()
	return s
}

func TestScenarioConcludes(t *testing.T) {
	const pass, fail, unclear = finding.ScenarioPassed, finding.ScenarioFailed, finding.ScenarioInconclusive
	for _, c := range []struct {
		want finding.ScenarioOutcome
		runs []finding.ScenarioOutcome
	}{
		{finding.ScenarioSkipped, nil},
		{pass, []finding.ScenarioOutcome{pass, pass}},
		{fail, []finding.ScenarioOutcome{fail, fail}},
		{fail, []finding.ScenarioOutcome{unclear, fail}},
		{finding.ScenarioFlaky, []finding.ScenarioOutcome{pass, fail, unclear}},
		{unclear, []finding.ScenarioOutcome{pass, unclear}},
	} {
		s := scenario(c.runs...)
		if s.Outcome != c.want || s.DurationMs != 2*float64(len(c.runs)) {
			t.Errorf("%v: %s after %v ms, not %s", c.runs, s.Outcome, s.DurationMs, c.want)
		}
		if tells := s.Failed(); (tells == nil) != (c.want == pass || c.want == finding.ScenarioSkipped) {
			t.Errorf("%v: told by %v", c.runs, tells)
		} else if tells != nil && c.want != unclear && tells.Outcome != fail {
			t.Errorf("%v: told by a run that is %s", c.runs, tells.Outcome)
		}
	}
}

func TestScenarioReportConcludes(t *testing.T) {
	of := func(outcomes ...finding.ScenarioOutcome) finding.ScenarioReport {
		var r finding.ScenarioReport
		for _, o := range outcomes {
			r.Scenarios = append(r.Scenarios, finding.Scenario{Outcome: o})
		}
		r.Conclude()
		return r
	}
	all := of(finding.ScenarioPassed, finding.ScenarioFailed, finding.ScenarioFlaky, finding.ScenarioInconclusive, finding.ScenarioSkipped)
	if want := (finding.ScenarioCounts{Pass: 1, Fail: 1, Flaky: 1, Inconclusive: 1, Skipped: 1}); all.Counts != want {
		t.Errorf("counted %+v", all.Counts)
	}
	for want, r := range map[finding.VerdictWord]finding.ScenarioReport{
		finding.VerdictFail: all, finding.VerdictPass: of(finding.ScenarioPassed, finding.ScenarioSkipped),
		finding.VerdictInconclusive: of(finding.ScenarioPassed, finding.ScenarioInconclusive),
	} {
		if r.Verdict != want {
			t.Errorf("%+v: %s, not %s", r.Counts, r.Verdict, want)
		}
	}
	for _, r := range []finding.ScenarioReport{of(), of(finding.ScenarioSkipped), of(finding.ScenarioFlaky)} {
		if r.Verdict == finding.VerdictPass {
			t.Errorf("%+v passes", r.Counts)
		}
	}
}
