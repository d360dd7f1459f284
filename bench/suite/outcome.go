package main

import (
	"encoding/json"
	"fmt"

	"github.com/swcheck/swcheck/finding"
)

// outcome is what a tool's report says of a run.
type outcome struct {
	passed, failed, others int // scenarios; others were skipped, flaky or undecided
	workers                int // that ran scenarios side by side, 0 where the report is silent
}

func (o outcome) String() string {
	return fmt.Sprintf("%d passed, %d failed, %d neither", o.passed, o.failed, o.others)
}

func readSwcheck(output []byte) (outcome, error) {
	var report finding.ScenarioReport
	if err := json.Unmarshal(output, &report); err != nil {
		return outcome{}, fmt.Errorf("read swcheck's report: %w", err)
	}
	c := report.Counts
	return outcome{passed: c.Pass, failed: c.Fail, others: c.Flaky + c.Inconclusive + c.Skipped}, nil
}

// playwrightReport is what we need of the report of Playwright's json reporter.
type playwrightReport struct {
	Config struct {
		Workers  int
		Metadata struct{ ActualWorkers int }
	}
	Stats  struct{ Expected, Unexpected, Flaky, Skipped int }
	Errors []struct{ Message string } // outside of tests
}

func readPlaywright(output []byte) (outcome, error) {
	var report playwrightReport
	if err := json.Unmarshal(output, &report); err != nil {
		return outcome{}, fmt.Errorf("read Playwright's report: %w", err)
	}
	if len(report.Errors) > 0 {
		return outcome{}, fmt.Errorf("playwright test: %s", report.Errors[0].Message)
	}
	workers := report.Config.Metadata.ActualWorkers
	if workers == 0 {
		workers = report.Config.Workers
	}
	s := report.Stats
	return outcome{passed: s.Expected, failed: s.Unexpected, others: s.Flaky + s.Skipped, workers: workers}, nil
}
