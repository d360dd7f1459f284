package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/swcheck/swcheck/bench/measure"
	"github.com/swcheck/swcheck/bench/page"
	"github.com/swcheck/swcheck/scenarios/suite"
)

func TestEachToolIsComparedAtTheOthersDefault(t *testing.T) {
	for _, test := range []struct {
		own, others int
		want        []int
	}{{1, 4, []int{2, 4}}, {4, 1, []int{1, 2}}, {2, 2, []int{1}}, {8, 6, []int{1, 2, 6}}} {
		if got := compared(test.own, test.others); !slices.Equal(got, test.want) {
			t.Errorf("compared(%d, %d) = %v, want %v", test.own, test.others, got, test.want)
		}
	}
}

func TestTheFileHoldsAsManyScenariosAsAsked(t *testing.T) {
	file := filepath.Join(t.TempDir(), "scenarios.yaml")
	words := page.Words{Title: `He said: "no"`, Heading: "# not a comment"}
	if err := writeScenarios(file, task{site: site{Words: words}, scenarios: 3}); err != nil {
		t.Fatal(err)
	}
	read, err := suite.Load([]string{file}, suite.Surroundings{})
	if err != nil {
		text, _ := os.ReadFile(file)
		t.Fatalf("%v\n%s", err, text)
	}
	if len(read.Scenarios) != 3 {
		t.Errorf("%d scenarios, want 3", len(read.Scenarios))
	}
}

func TestReportsAreRead(t *testing.T) {
	for _, test := range []struct {
		name, report string
		read         func([]byte) (outcome, error)
		want         outcome
	}{
		{
			"swcheck", `{"counts": {"pass": 3, "fail": 2, "flaky": 1, "inconclusive": 1, "skipped": 1}}`,
			readSwcheck, outcome{passed: 3, failed: 2, others: 3},
		},
		{
			"Playwright", `{"config": {"workers": 4, "metadata": {"actualWorkers": 2}}, "stats": {"expected": 3, "unexpected": 2, "flaky": 1, "skipped": 1}}`,
			readPlaywright, outcome{passed: 3, failed: 2, others: 2, workers: 2},
		},
	} {
		if got, err := test.read([]byte(test.report)); err != nil || got != test.want {
			t.Errorf("%s: %+v, %v, want %+v", test.name, got, err, test.want)
		}
	}
}

func TestWhatIsNoReportIsToldAsSuch(t *testing.T) {
	if _, err := readSwcheck(nil); err == nil {
		t.Error("nothing was read as a report of swcheck's")
	}
	_, err := readPlaywright([]byte(`{"errors": [{"message": "No tests found"}]}`))
	if err == nil || !strings.Contains(err.Error(), "No tests found") {
		t.Errorf("error of Playwright's told as %v", err)
	}
}

func ran(name string, wall time.Duration) *result {
	return &result{
		contestant: contestant{name: name, workers: 1},
		runs:       []run{{Usage: measure.Usage{Wall: wall, CPU: 2 * wall}, requests: 60}},
		control:    "fails",
	}
}

func TestRatiosAreToPlaywrightsDefault(t *testing.T) {
	rows := costs(plan{scenarios: 10}, []*result{ran("swcheck run", time.Second), ran(playwrightDefault, 2*time.Second)})
	want := "swcheck run  1 1.00 s 1.00 s – 1.00 s 100 ms 0.50 2.00 s 0.50 6.0 fails"
	if got := strings.Join(rows[0], " "); got != want {
		t.Errorf("row %q, want %q", got, want)
	}
}

func TestARowWithoutRunsHasAsManyCells(t *testing.T) {
	rows := costs(plan{scenarios: 1}, []*result{{}, ran("swcheck run", time.Second)})
	if len(rows[0]) != len(rows[1]) {
		t.Errorf("%d cells and %d", len(rows[0]), len(rows[1]))
	}
}
