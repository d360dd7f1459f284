package reporter_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/reporter"
	"github.com/swcheck/swcheck/reporter/reportertest"
)

var scenarioLooks = []look{
	{"40.txt", "text", reporter.Options{Width: 40}},
	{"80.txt", "text", reporter.Options{Width: 80}},
	{"120.colour.txt", "text", reporter.Options{Width: 120, Color: true}},
	{"verbose.txt", "text", reporter.Options{Width: 80, Verbose: true}},
	{"streamed.txt", "text", reporter.Options{Width: 80, Streamed: true}},
	{"json", "json", reporter.Options{}},
	{"xml", "junit", reporter.Options{}},
	{"md", "markdown", reporter.Options{}},
	{"github.txt", "github", reporter.Options{}},
	{"html", "html", reporter.Options{}},
}

func writeScenarios(t *testing.T, format string, options reporter.Options, report finding.ScenarioReport) string {
	t.Helper()
	f, ok := reporter.Find(format)
	if !ok || f.WriteScenarios == nil {
		t.Fatalf("no format %s for scenarios", format)
	}
	var out bytes.Buffer
	if err := f.WriteScenarios(&out, report, options); err != nil {
		t.Fatalf("write %s: %v", format, err)
	}
	return out.String()
}

func TestScenarioFormatsHaveGoldenFiles(t *testing.T) {
	looked := map[string]bool{}
	for _, l := range scenarioLooks {
		looked[l.format] = true
	}
	for _, f := range reporter.ForScenarios() {
		if !looked[f.Name] {
			t.Errorf("%s has no golden file", f.Name)
		}
	}
}

func TestScenarioFormatsLeaveTheReportAlone(t *testing.T) {
	for _, f := range reporter.ForScenarios() {
		for name, report := range reportertest.AllScenarios() {
			if err := f.WriteScenarios(io.Discard, report, reporter.Options{Verbose: true}); err != nil {
				t.Fatalf("%s of %s: %v", f.Name, name, err)
			}
			if diff := cmp.Diff(reportertest.AllScenarios()[name], report); diff != "" {
				t.Errorf("%s changed %s:\n%s", f.Name, name, diff)
			}
		}
	}
}

func TestScenarioFormatsReturnTheWritersError(t *testing.T) {
	for _, f := range reporter.ForScenarios() {
		if err := f.WriteScenarios(brokenWriter{}, reportertest.Scenarios(), reporter.Options{}); !errors.Is(err, errDiskFull) {
			t.Errorf("%s: got %v, want %v", f.Name, err, errDiskFull)
		}
	}
}

// TestScenarioFormatsAreHarmless holds what sites and files wrote to characters
// that no terminal and no browser obeys.
func TestScenarioFormatsAreHarmless(t *testing.T) {
	for _, look := range scenarioLooks {
		out := writeScenarios(t, look.format, reporter.Options{}, reportertest.ScenariosHostile())
		if at := strings.IndexFunc(out, isObeyed); at >= 0 {
			t.Errorf("%s writes %q", look.format, out[max(0, at-20):min(len(out), at+20)])
		}
		if look.format == "html" && strings.Contains(out, "<script>") {
			t.Error("html writes markup of the site")
		}
	}
}

func isObeyed(r rune) bool {
	return r < ' ' && r != '\n' || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}

// TestScenarioCommandsStandAlone matters because whoever writes a line that
// begins with two colons commands the CI job.
func TestScenarioCommandsStandAlone(t *testing.T) {
	report := reportertest.Scenarios()
	report.Scenarios[3].Runs[0].Failure.Message = strings.Repeat("x", 90) + " ::set-env name=PATH::/evil ##[add-mask]x"
	for format, want := range map[string]int{"github": 4, "text": 0} {
		out := writeScenarios(t, format, reporter.Options{Width: 100}, report)
		commands := 0
		for line := range strings.Lines(out) {
			switch {
			case strings.HasPrefix(line, "::error file="):
				commands++
			case strings.HasPrefix(strings.TrimSpace(line), "::"), format == "text" && strings.Contains(line, "##["):
				t.Errorf("%s: a command of somebody else: %s", format, line)
			}
		}
		if commands != want || !strings.Contains(out, "set-env") {
			t.Errorf("%s: %d commands in\n%s", format, commands, out)
		}
	}
}

func TestAnnotationsNameFilesFromTheRepository(t *testing.T) {
	out := writeScenarios(t, "github", reporter.Options{Folder: "web/tests"}, reportertest.Scenarios())
	if !strings.Contains(out, "::error file=web/tests/talks.yaml,line=9,col=7,title=✗ A visited talk") {
		t.Errorf("got\n%s", out)
	}
}

// TestMarkdownIsOnlyOurs holds what sites wrote to be text: outside of fences
// there is no markup but that of the report.
func TestMarkdownIsOnlyOurs(t *testing.T) {
	ours := strings.NewReplacer("<details><summary>", "", "</summary>", "", "</details>", "", `\[`, "", "\\`", "")
	fenced := false
	for line := range strings.Lines(writeScenarios(t, "markdown", reporter.Options{}, reportertest.ScenariosHostile())) {
		switch {
		case strings.HasPrefix(line, "```"):
			fenced = !fenced
		case strings.HasPrefix(line, "## "), strings.HasPrefix(line, "| ?"): // with code in backticks
		case !fenced && strings.ContainsAny(ours.Replace(line), "<[`"):
			t.Errorf("markup: %s", line)
		}
	}
	if fenced {
		t.Error("a fence is left open")
	}
}

func TestScenarioLine(t *testing.T) {
	for width, want := range map[int]string{
		80: "✓ The fallback opens in place of unknown pages  1.2 s",
		30: "✓ The fallback opens …  1.2 s",
	} {
		if got := reporter.ScenarioLine(reportertest.Scenarios().Scenarios[0], reporter.Options{Width: width}); got != want {
			t.Errorf("%d columns: %q, not %q", width, got, want)
		}
	}
}

// TestWhatTheNotesSayOfAllIsNotToldOfEach: of a run that was called off at its
// begin nothing else is known.
func TestWhatTheNotesSayOfAllIsNotToldOfEach(t *testing.T) {
	const why = "the run was called off: interrupted"
	off := finding.Scenario{Name: "A talk", Outcome: finding.ScenarioInconclusive, Runs: []finding.ScenarioTry{{
		Outcome: finding.ScenarioInconclusive, Failure: &finding.ScenarioFailure{Message: why},
	}}}
	begun := off
	begun.Name, begun.Runs = "A page", []finding.ScenarioTry{{
		Outcome: finding.ScenarioInconclusive, Failure: &finding.ScenarioFailure{Message: why + ", in the step visit", Place: "a.yaml:3:5"},
	}}
	report := finding.ScenarioReport{Partial: true, Scenarios: []finding.Scenario{off, off, begun}, Notes: []string{why + "; 3 of 3 scenarios were not run to their end"}}
	var out bytes.Buffer
	format, _ := reporter.Find("text")
	if err := format.WriteScenarios(&out, report, reporter.Options{Width: 200}); err != nil {
		t.Fatal(err)
	}
	if said := out.String(); strings.Count(said, why) != 2 || strings.Count(said, "? A talk") != 2 || !strings.Contains(said, "in the step visit") {
		t.Errorf("it says:\n%s", said)
	}
}

// TestNamesThatAreCutCanBeSeen: with -v, which is told where one is.
func TestNamesThatAreCutCanBeSeen(t *testing.T) {
	const name = "A talk that was opened once opens in the tunnel as well as at home"
	report := reportertest.ScenariosPassed()
	report.Scenarios[0].Name = name
	for width, cut := range map[int]bool{40: true, 120: false} {
		short := writeScenarios(t, "text", reporter.Options{Width: width}, report)
		if strings.HasSuffix(short, "-v shows all\n") != cut || strings.Contains(short, name) == cut {
			t.Errorf("on %d columns:\n%s", width, short)
		}
		whole := writeScenarios(t, "text", reporter.Options{Width: width, Verbose: true}, report)
		if !strings.Contains(strings.Join(strings.Fields(whole), " "), name) || strings.Contains(whole, "-v shows all") {
			t.Errorf("with -v on %d columns:\n%s", width, whole)
		}
		for line := range strings.Lines(whole) {
			if wide := ansi.StringWidth(line); wide > width {
				t.Errorf("%d columns on %d: %s", wide, width, line)
			}
		}
	}
}
