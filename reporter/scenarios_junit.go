package reporter

import (
	"fmt"
	"io"
	"strings"

	"github.com/swcheck/swcheck/finding"
)

func init() {
	Register(Format{
		Name: "junit", Description: "JUnit XML for CI servers: one test case per scenario",
		WriteScenarios: writeScenariosJUnit,
	})
}

// writeScenariosJUnit writes one test suite per file. What could not be run is
// an error and no skipped test: nobody said that it may be left out.
func writeScenariosJUnit(w io.Writer, report finding.ScenarioReport, _ Options) error {
	all := junitSuites{Name: "swcheck", Time: junitTime(report.DurationMs)}
	for _, file := range filesOf(report.Scenarios) {
		suite := suiteOfFile(len(all.Suites), file, report)
		all.Suites = append(all.Suites, suite)
		all.Tests += suite.Tests
		all.Failures += suite.Failures
		all.Errors += suite.Errors
	}
	return encodeJUnit(w, all)
}

// filesOf returns the files of scenarios, in their order.
func filesOf(scenarios []finding.Scenario) []string {
	var files []string
	seen := map[string]bool{}
	for _, s := range scenarios {
		if !seen[s.File] {
			seen[s.File] = true
			files = append(files, s.File)
		}
	}
	return files
}

func suiteOfFile(id int, file string, r finding.ScenarioReport) junitSuite {
	suite := junitSuite{
		Name: clean(file), File: clean(file), ID: id, Hostname: hostname(r.Target),
		Timestamp: r.StartedAt.UTC().Format("2006-01-02T15:04:05"),
		Properties: &junitProperties{List: []junitProperty{
			{"tool", clean(r.Tool.Name)}, {"tool.version", clean(r.Tool.Version)},
			{"browser", clean(r.Browser.Product)}, {"browser.path", clean(r.Browser.Path)},
			{"target", clean(r.Target)}, {"partial", fmt.Sprint(r.Partial)},
		}},
	}
	var notes []string
	for _, note := range r.Notes {
		notes = append(notes, clean(note))
	}
	suite.SystemOut = junitText{strings.Join(notes, "\n")}
	var elapsed float64
	for _, s := range r.Scenarios {
		if s.File != file {
			continue
		}
		elapsed += s.DurationMs
		suite.add(caseOfScenario(r.Target, s))
	}
	suite.Time = junitTime(elapsed)
	return suite
}

func (s *junitSuite) add(c junitCase) {
	s.Cases = append(s.Cases, c)
	s.Tests++
	switch {
	case c.Failure != nil:
		s.Failures++
	case c.Error != nil:
		s.Errors++
	case c.Skipped != nil:
		s.Skipped++
	}
}

func caseOfScenario(target string, s finding.Scenario) junitCase {
	c := junitCase{ClassName: clean(s.File), Name: clean(s.Name), File: clean(s.File), Time: junitTime(s.DurationMs)}
	switch s.Outcome {
	case finding.ScenarioPassed:
	case finding.ScenarioSkipped:
		c.Skipped = &junitSkipped{Message: clean(s.Reason)}
	case finding.ScenarioInconclusive:
		c.Error = &junitFailure{Message: clean(s.Reason), Type: "inconclusive", Text: toldPlainly(target, s)}
	default:
		c.Failure = &junitFailure{Message: clean(whyNot(s)), Type: typeOfFailure(s), Text: toldPlainly(target, s)}
	}
	if text := stepsPlainly(s); text != "" {
		c.SystemOut = &junitText{text}
	}
	return c
}

// whyNot tells in one line why a scenario did not pass.
func whyNot(s finding.Scenario) string {
	tells := s.Failed()
	if tells == nil || tells.Failure == nil {
		return s.Reason
	}
	text := tells.Failure.Message
	if s.Outcome == finding.ScenarioFlaky {
		return fmt.Sprintf("passed %s: %s", passedOf(s), text)
	}
	return text
}

// passedOf tells how many of the runs passed.
func passedOf(s finding.Scenario) string {
	passed := 0
	for _, run := range s.Runs {
		if run.Outcome == finding.ScenarioPassed {
			passed++
		}
	}
	return fmt.Sprintf("%d of %d", passed, len(s.Runs))
}

// typeOfFailure is what failed: the key of an expect, or the step.
func typeOfFailure(s finding.Scenario) string {
	tells := s.Failed()
	switch {
	case s.Outcome == finding.ScenarioFlaky:
		return "flaky"
	case tells == nil || tells.Failure == nil:
		return "failure"
	case tells.Failure.Key != "":
		return "expect." + clean(tells.Failure.Key)
	}
	return clean(tells.Failure.Step)
}

// plainly is a text report without colours, wide enough for whole sentences.
func plainly(target string) scenariosText {
	return newScenariosText(finding.ScenarioReport{Target: target}, Options{Width: widest})
}

// toldPlainly tells why a scenario did not pass, as the text report does.
func toldPlainly(target string, s finding.Scenario) string {
	return "\n" + strings.Join(plainly(target).told(s), "\n") + "\n"
}

func stepsPlainly(s finding.Scenario) string {
	if lines := plainly("").steps(s); len(lines) > 0 {
		return "\n" + strings.Join(lines, "\n") + "\n"
	}
	return ""
}
