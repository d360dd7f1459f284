package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/swcheck/swcheck/bench/measure"
)

// saying is what a contestant says of a site.
type saying struct {
	opens  opinion // whether the page opens offline
	words  string  // its own words, short
	warm   []time.Duration
	window [2]time.Time // from when to when it held the site to be offline; zero when not told
}

type opinion int

const (
	silent opinion = iota // says nothing of it
	opens
	fails
)

func opinionOf(works bool) opinion {
	if works {
		return opens
	}
	return fails
}

// readScript reads the line that the scripts, bare and scenario print.
func readScript(usage measure.Usage, _ task) (saying, error) {
	if usage.ExitCode != 0 {
		return saying{}, failure(usage)
	}
	var line struct {
		Passes     bool      `json:"passes"`
		Shown      string    `json:"shown"`
		ScenarioMs []float64 `json:"scenarioMs"`
		Offline    [2]int64  `json:"offline"`
	}
	if err := json.Unmarshal(usage.Stdout, &line); err != nil {
		return saying{}, fmt.Errorf("its output is no JSON: %w", err)
	}
	s := saying{opens: opinionOf(line.Passes), words: fmt.Sprintf("assertion fails, shown: %q", line.Shown)}
	if line.Passes {
		s.words = fmt.Sprintf("assertion holds, shown: %q", line.Shown)
	}
	for _, ms := range line.ScenarioMs {
		s.warm = append(s.warm, time.Duration(ms*float64(time.Millisecond)))
	}
	s.window = [2]time.Time{time.UnixMilli(line.Offline[0]), time.UnixMilli(line.Offline[1])}
	return s, nil
}

// lighthouseReport is what we read of a Lighthouse result (LHR).
type lighthouseReport struct {
	RuntimeError struct {
		Message string `json:"message"`
	} `json:"runtimeError"`
	Audits map[string]struct {
		Title string   `json:"title"`
		Score *float64 `json:"score"`
	} `json:"audits"`
}

func loadLighthouse(usage measure.Usage, t task) (lighthouseReport, error) {
	var report lighthouseReport
	if usage.ExitCode != 0 {
		return report, failure(usage)
	}
	text, err := os.ReadFile(t.report)
	if err != nil {
		return report, fmt.Errorf("it wrote no report: %w", err)
	}
	if err := json.Unmarshal(text, &report); err != nil {
		return report, fmt.Errorf("its report is no JSON: %w", err)
	}
	if report.RuntimeError.Message != "" {
		return report, errors.New(report.RuntimeError.Message)
	}
	return report, nil
}

// readLighthouse6 reads the audit that Lighthouse 7 removed.
func readLighthouse6(usage measure.Usage, t task) (saying, error) {
	report, err := loadLighthouse(usage, t)
	if err != nil {
		return saying{}, err
	}
	audit, ok := report.Audits["works-offline"]
	if !ok || audit.Score == nil {
		return saying{words: "works-offline gave no score"}, nil
	}
	return saying{opens: opinionOf(*audit.Score == 1), words: "works-offline: " + audit.Title}, nil
}

// readLighthouse11 reads what is left of the category about workers.
func readLighthouse11(usage measure.Usage, t task) (saying, error) {
	report, err := loadLighthouse(usage, t)
	if err != nil {
		return saying{}, err
	}
	return saying{words: "nothing of offline; installable-manifest: " + report.Audits["installable-manifest"].Title}, nil
}

// readSwcheck reads the JSON report, schema version 1.
func readSwcheck(usage measure.Usage, _ task) (saying, error) {
	// 1 means findings, which is a result like another.
	if usage.ExitCode != 0 && usage.ExitCode != 1 {
		return saying{}, failure(usage)
	}
	var report struct {
		Verdict string `json:"verdict"`
		Pages   []struct {
			Offline struct {
				Shows string `json:"shows"`
			} `json:"offline"`
		} `json:"pages"`
		Results []struct {
			Rule    string `json:"rule"`
			Outcome string `json:"outcome"`
		} `json:"results"`
	}
	if err := json.Unmarshal(usage.Stdout, &report); err != nil {
		return saying{}, fmt.Errorf("its output is no JSON: %w", err)
	}
	var failed []string
	for _, result := range report.Results {
		if result.Outcome == "fail" {
			failed = append(failed, result.Rule)
		}
	}
	s := saying{words: fmt.Sprintf("verdict %s, no rule of %d failed", report.Verdict, len(report.Results))}
	if len(failed) > 0 {
		s.words = fmt.Sprintf("verdict %s: %s", report.Verdict, strings.Join(failed, ", "))
	}
	if len(report.Pages) > 0 {
		s.opens = opinionOf(report.Pages[0].Offline.Shows == "page")
		s.words += "; the start page shows offline: " + report.Pages[0].Offline.Shows
	}
	return s, nil
}

// failure tells the end of what the command said when it failed.
func failure(usage measure.Usage) error {
	said := strings.TrimSpace(string(usage.Stderr))
	lines := strings.Split(said, "\n")
	for _, line := range lines {
		if strings.Contains(line, "Error") || strings.Contains(line, "error") {
			return fmt.Errorf("exit %d: %s", usage.ExitCode, strings.TrimSpace(line))
		}
	}
	return fmt.Errorf("exit %d: %s", usage.ExitCode, lines[len(lines)-1])
}
