package finding_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/swcheck/swcheck/finding"
)

var noon = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)

func shard(target string, at time.Time, scenarios ...finding.Scenario) finding.ScenarioReport {
	return finding.ScenarioReport{SchemaVersion: 1, Target: target, StartedAt: at, DurationMs: 1000, Scenarios: scenarios}
}

func named(file string, line int, name string, outcome finding.ScenarioOutcome) finding.Scenario {
	return finding.Scenario{File: file, Line: line, Name: name, Outcome: outcome}
}

func TestMergesShards(t *testing.T) {
	first := shard("http://127.0.0.1:8000/", noon.Add(time.Second),
		named("b.yaml", 1, "last", finding.ScenarioPassed), named("a.yaml", 9, "third", finding.ScenarioFailed))
	second := shard("http://127.0.0.1:9000/", noon,
		named("a.yaml", 1, "first [/]", finding.ScenarioPassed), named("a.yaml", 1, "first [/a]", finding.ScenarioFlaky))
	second.Partial, second.Notes = true, []string{"interrupted"}
	empty := shard("http://127.0.0.1:8000/", noon.Add(time.Minute))
	empty.Notes = []string{"interrupted"}

	want := shard("http://127.0.0.1:8000/", noon, second.Scenarios[0], second.Scenarios[1], first.Scenarios[1], first.Scenarios[0])
	want.DurationMs, want.Partial, want.Notes = 3000, true, []string{"interrupted"}
	want.Verdict, want.Counts = finding.VerdictFail, finding.ScenarioCounts{Pass: 2, Fail: 1, Flaky: 1}
	got, err := finding.MergeScenarios([]finding.ScenarioReport{first, second, empty})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if first.Scenarios[0].Name != "last" {
		t.Error("merging changed a shard")
	}
}

// Cells of a matrix stand in one line, and keep the order in which they were
// dealt out to the shards.
func TestMergedCellsKeepTheirOrder(t *testing.T) {
	cells := make([]finding.Scenario, 5)
	for i := range cells {
		cells[i] = named("a.yaml", 3, fmt.Sprintf("a page [width: %d]", 320*(i+1)), finding.ScenarioPassed)
	}
	got, err := finding.MergeScenarios([]finding.ScenarioReport{
		shard("http://a/", noon, cells[0], cells[3]), shard("http://a/", noon, cells[1], cells[4]), shard("http://a/", noon, cells[2]),
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(cells, got.Scenarios); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func part(n, of int, scenarios ...finding.Scenario) finding.ScenarioReport {
	r := shard("http://a/", noon, scenarios...)
	r.Shard = &finding.Shard{Part: n, Of: of}
	return r
}

// A part that is not there may well be the one that failed.
func TestMissingPartsMakeTheReportPartial(t *testing.T) {
	one, two := named("a.yaml", 1, "one", finding.ScenarioPassed), named("a.yaml", 2, "two", finding.ScenarioPassed)
	for name, c := range map[string]struct {
		parts []finding.ScenarioReport
		want  []string
	}{
		"all":          {[]finding.ScenarioReport{part(2, 2, two), part(1, 2, one)}, nil},
		"the only one": {[]finding.ScenarioReport{part(1, 1, one)}, nil},
		"one missing":  {[]finding.ScenarioReport{part(1, 3, one), part(3, 3, two)}, []string{"part 2 of 3 is missing: what became of its scenarios is not known"}},
		"two missing":  {[]finding.ScenarioReport{part(2, 3, one)}, []string{"parts 1, 3 of 3 are missing: what became of their scenarios is not known"}},
		"very many": {[]finding.ScenarioReport{part(1, 2_000_000_000, one)}, []string{
			"parts 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, and 1999999979 more of 2000000000 are missing: what became of their scenarios is not known",
		}},
		"beside others": {[]finding.ScenarioReport{part(1, 2, one), shard("http://a/", noon, two)}, []string{"part 2 of 2 is missing: what became of its scenarios is not known"}},
	} {
		got, err := finding.MergeScenarios(c.parts)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.want, got.Notes); diff != "" || got.Partial != (c.want != nil) || got.Shard != nil {
			t.Errorf("%s: partial %t, %+v (-want +got):\n%s", name, got.Partial, got.Shard, diff)
		}
	}
}

func TestNotesPartsOfDifferentTools(t *testing.T) {
	one, two := part(1, 2), part(2, 2)
	one.Tool.Version, two.Tool.Version = "0.2.0", "0.1.0"
	one.Browser.Product, two.Browser.Product = "HeadlessChrome/156", "HeadlessChrome/155"
	got, err := finding.MergeScenarios([]finding.ScenarioReport{one, two})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"the parts were run with different browsers: HeadlessChrome/155, HeadlessChrome/156",
		"the parts were run with different versions of swcheck: 0.1.0, 0.2.0",
	}
	if diff := cmp.Diff(want, got.Notes); diff != "" || got.Partial {
		t.Errorf("partial %t (-want +got):\n%s", got.Partial, diff)
	}
}

func TestRefusesWhatDoesNotBelongTogether(t *testing.T) {
	one := named("a.yaml", 1, "one", finding.ScenarioPassed)
	for name, c := range map[string]struct {
		parts []finding.ScenarioReport
		want  string
	}{
		"nothing":        {nil, "there is nothing to merge"},
		"another site":   {[]finding.ScenarioReport{shard("http://a/", noon), shard("http://b/", noon)}, "one report is of http://a/, another of http://b/"},
		"a part twice":   {[]finding.ScenarioReport{part(1, 2, one), part(1, 2)}, "part 1 of 2 is there twice"},
		"another run":    {[]finding.ScenarioReport{part(1, 2, one), part(2, 3)}, "one report is part 1 of 2, another part 2 of 3"},
		"the same twice": {[]finding.ScenarioReport{shard("http://a/", noon, one), shard("http://a/", noon, one)}, `the scenario "one" of a.yaml, line 1, is there twice`},
	} {
		_, err := finding.MergeScenarios(c.parts)
		checkMergeError(t, name, err, c.want)
	}
}

func TestMergesAudits(t *testing.T) {
	at := func(target string, at time.Time) finding.Report { return finding.Report{Target: target, StartedAt: at} }
	a, b, later := at("http://a/", noon), at("http://b/", noon), at("http://a/", noon.Add(time.Second))
	got, err := finding.MergeAudits([]finding.Report{b, later}, nil, []finding.Report{a})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]finding.Report{b, later, a}, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	_, err = finding.MergeAudits([]finding.Report{a, b}, []finding.Report{a})
	checkMergeError(t, "twice", err, "the audit of http://a/ is there twice")
}

func TestMergesDocumentsOfAKind(t *testing.T) {
	a, b := finding.Report{Target: "http://a/"}, finding.Report{Target: "http://b/"}
	audits, err := finding.Merge([]finding.Document{{Audits: []finding.Report{a}}, {Audits: []finding.Report{b}}})
	if err != nil || len(audits.Audits) != 2 || audits.Scenarios != nil {
		t.Errorf("got %+v, %v", audits, err)
	}
	one, two := shard("http://a/", noon, named("a.yaml", 1, "one", finding.ScenarioPassed)), shard("http://a/", noon)
	shards, err := finding.Merge([]finding.Document{{Scenarios: &one}, {Scenarios: &two}})
	if err != nil || len(shards.Audits) != 0 || len(shards.Scenarios.Scenarios) != 1 {
		t.Errorf("got %+v, %v", shards, err)
	}
	_, err = finding.Merge([]finding.Document{{Scenarios: &one}, {Scenarios: &one}})
	checkMergeError(t, "the same shard twice", err, `the scenario "one"`)
}

func checkMergeError(t *testing.T, name string, err error, want string) {
	t.Helper()
	var merge *finding.MergeError
	if !errors.As(err, &merge) || !strings.HasPrefix(err.Error(), want) || merge.Hint() == "" {
		t.Errorf("%s: got %v", name, err)
	}
}
