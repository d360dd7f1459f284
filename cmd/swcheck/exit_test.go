package main

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/swcheck/swcheck/finding"
)

func TestExitCode(t *testing.T) {
	usage := wrongUsage("hint", "wrong")
	for _, c := range []struct {
		err  error
		want int
	}{
		{nil, exitOK},
		{conclude(exitFindings), exitFindings},
		{usage, exitUsage},
		{fmt.Errorf("more: %w", usage), exitUsage},
		{errors.New("no browser"), exitNotJudged},
		{context.DeadlineExceeded, exitNotJudged},
		{fmt.Errorf("the browser is gone: %w", context.Canceled), exitNotJudged},
		{errInterrupted, exitInterrupted},
	} {
		if got := exitCode(c.err); got != c.want {
			t.Errorf("%v: exit code %d, want %d", c.err, got, c.want)
		}
	}
}

func TestExitOfReport(t *testing.T) {
	report := func(partial bool, failed ...finding.Severity) finding.Report {
		r := finding.Report{Partial: partial, Results: []finding.Result{{Rule: "a/passes", Outcome: finding.Pass}}}
		for _, s := range failed {
			r.Results = append(r.Results, finding.Result{Rule: "a/fails", Outcome: finding.Fail, Severity: s})
		}
		r.Conclude()
		return r
	}
	nothing := finding.Report{}
	nothing.Conclude()
	for name, c := range map[string]struct {
		report finding.Report
		failOn string
		want   int
	}{
		"all passed":                      {report(false), failOnError, exitOK},
		"an error":                        {report(false, finding.Warning, finding.Error), failOnError, exitFindings},
		"an error, never":                 {report(false, finding.Error), failOnNever, exitOK},
		"a warning":                       {report(false, finding.Warning), failOnError, exitOK},
		"a warning that counts":           {report(false, finding.Warning), failOnWarning, exitFindings},
		"information never counts":        {report(false, finding.Information), failOnWarning, exitOK},
		"partial with an error":           {report(true, finding.Error), failOnError, exitFindings},
		"partial without is no good news": {report(true), failOnError, exitNotJudged},
		"nothing judged":                  {nothing, failOnError, exitNotJudged},
		"nothing judged, never":           {nothing, failOnNever, exitNotJudged},
	} {
		if got := exitOf(c.report, c.failOn); got != c.want {
			t.Errorf("%s: exit code %d, want %d", name, got, c.want)
		}
	}
}
