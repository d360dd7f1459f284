package finding_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/swcheck/swcheck/finding"
)

func TestReadsEachKind(t *testing.T) {
	audit := finding.Report{SchemaVersion: 1, Target: "http://a/", Results: []finding.Result{said("cache/opaque", finding.Pass, finding.Error)}}
	scenarios := finding.ScenarioReport{SchemaVersion: 1, Target: "http://b/", Scenarios: []finding.Scenario{}}
	for name, c := range map[string]struct {
		document  any
		audits    int
		scenarios bool
	}{
		"an audit":      {audit, 1, false},
		"several":       {finding.Several{SchemaVersion: 1, Reports: []finding.Report{audit, audit}}, 2, false},
		"none":          {finding.Several{SchemaVersion: 1, Reports: []finding.Report{}}, 0, false},
		"scenarios":     {scenarios, 0, true},
		"a newer field": {map[string]any{"schemaVersion": 1, "results": []any{}, "mood": "good"}, 1, false},
	} {
		t.Run(name, func(t *testing.T) {
			content, err := json.Marshal(c.document)
			if err != nil {
				t.Fatal(err)
			}
			got, err := finding.Read(content)
			if err != nil || len(got.Audits) != c.audits || (got.Scenarios != nil) != c.scenarios {
				t.Errorf("got %+v, %v", got, err)
			}
		})
	}
}

func TestTellsWhatIsNoReport(t *testing.T) {
	for name, c := range map[string]struct{ content, want, hint string }{
		"nothing":            {" \n", "the file is empty", "run it again"},
		"half of one":        {`{"schemaVersion": 1, "results": [`, "the JSON ends in the middle", "run it again"},
		"no JSON":            {"{\n\"schemaVersion\": 1,\n<xml/>}", "this is no JSON, in line 3: invalid character '<'", "--format json"},
		"another JSON":       {`{"name": "swcheck"}`, "JSON, but no report: schemaVersion is missing", "--format json"},
		"a list":             {`[]`, "this is no report: it is an array, in line 1", "--format json"},
		"another version":    {`{"schemaVersion": 2, "results": []}`, "a report of schema version 2, and this swcheck reads version 1", "the swcheck that wrote it"},
		"an empty one":       {`{"schemaVersion": 1}`, "JSON, but no report: it has neither results nor scenarios", "--format json"},
		"another type":       {"{\"schemaVersion\": 1,\n \"results\": [], \"target\": 5}", "this is no report: target is a number, in line 2", "--format json"},
		"observations":       {`{"observationsVersion": 1, "target": "http://a/"}`, "these are saved observations, and no report", "swcheck judge"},
		"a diff":             {`{"diffVersion": 1, "targets": []}`, "this is what swcheck report diff writes, and no report", "--format json"},
		"in several":         {`{"schemaVersion": 1, "reports": [{"schemaVersion": 1, "results": []}, {"schemaVersion": 9}]}`, "report 2 of 2: a report of schema version 9", "the swcheck that wrote it"},
		"reports in those":   {`{"schemaVersion": 1, "reports": [{"schemaVersion": 1, "reports": []}]}`, "report 1 of 1: it holds reports itself", "--format json"},
		"an unknown outcome": {`{"schemaVersion": 1, "results": [{"outcome": "fial", "severity": "error"}]}`, `this is no report: results[0].outcome is "fial", and can be ["pass" "fail"`, "--format json"},
		"of a page":          {`{"schemaVersion": 1, "results": [{"outcome": "fail", "severity": "error", "pages": [{"outcome": ""}]}]}`, `this is no report: results[0].pages[0].outcome is ""`, "--format json"},
		"a severity":         {`{"schemaVersion": 1, "results": [{"outcome": "fail", "severity": "blocker"}]}`, `this is no report: results[0].severity is "blocker"`, "--format json"},
		"of a scenario":      {`{"schemaVersion": 1, "scenarios": [{"outcome": "exploded"}]}`, `this is no report: scenarios[0].outcome is "exploded"`, "--format json"},
		"of its run":         {`{"schemaVersion": 1, "scenarios": [{"outcome": "pass", "runs": [{}]}]}`, `this is no report: scenarios[0].runs[0].outcome is ""`, "--format json"},
		"a time":             {`{"schemaVersion": 1, "results": [], "durationMs": 1.7e308}`, "this is no report: durationMs is 1.7e+308 milliseconds", "--format json"},
		"of an event":        {`{"schemaVersion": 1, "results": [], "timelines": [{"events": [{"atMs": -1e300}]}]}`, "this is no report: timelines[0].events[0].atMs is -1e+300", "--format json"},
		"a shard":            {`{"schemaVersion": 1, "scenarios": [], "shard": {"part": 3, "of": 2}}`, "this is no report: shard is part 3 of 2", "--format json"},
		"UTF-16":             {"\xff\xfe{\x00}\x00", "the file is UTF-16", "--format json"},
		"scenarios in those": {`{"schemaVersion": 1, "reports": [{"schemaVersion": 1, "scenarios": []}]}`, "report 1 of 1: it holds scenarios", "--format json"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := finding.Read([]byte(c.content))
			var read *finding.ReadError
			if !errors.As(err, &read) {
				t.Fatalf("got %v", err)
			}
			if !strings.HasPrefix(err.Error(), c.want) || !strings.Contains(read.Hint(), c.hint) {
				t.Errorf("got %q with the hint %q", err, read.Hint())
			}
		})
	}
}

func TestReadsWhatAnEditorMarked(t *testing.T) {
	if _, err := finding.Read([]byte("\xef\xbb\xbf" + `{"schemaVersion": 1, "results": []}`)); err != nil {
		t.Error(err)
	}
}

// A report that somebody has cut together says of itself what its results say.
func TestDerivesVerdictsAnew(t *testing.T) {
	for name, c := range map[string]struct {
		content string
		want    finding.VerdictWord
	}{
		"a failure":        {`{"schemaVersion": 1, "verdict": "pass", "counts": {"pass": 1}, "results": [{"outcome": "fail", "severity": "error"}]}`, finding.VerdictFail},
		"nothing":          {`{"schemaVersion": 1, "verdict": "pass", "results": []}`, finding.VerdictInconclusive},
		"a failed promise": {`{"schemaVersion": 1, "verdict": "pass", "scenarios": [{"outcome": "fail"}]}`, finding.VerdictFail},
	} {
		t.Run(name, func(t *testing.T) {
			read, err := finding.Read([]byte(c.content))
			if err != nil {
				t.Fatal(err)
			}
			got := finding.VerdictWord("")
			if read.Scenarios != nil {
				got = read.Scenarios.Verdict
			} else {
				got = read.Audits[0].Verdict
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
