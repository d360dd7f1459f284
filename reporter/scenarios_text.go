package reporter

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"github.com/swcheck/swcheck/finding"
)

// Rules of the text report on scenarios:
//
//   - One line per scenario, with its mark first and its time last, as test
//     runners have it.
//   - Below, each that did not pass: where in the file, what was expected, what
//     was there instead, and the command that runs it alone.
//   - The summary is the last line.

// scenariosText writes one report on scenarios.
type scenariosText struct {
	finding.ScenarioReport
	palette
	width   int
	verbose bool
}

func writeScenariosText(w io.Writer, report finding.ScenarioReport, options Options) error {
	t := newScenariosText(report, options)
	var out bytes.Buffer
	if options.Streamed {
		out.WriteByte('\n') // between the lines above and what is below them
	}
	for _, line := range t.lines(options.Streamed) {
		out.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	_, err := w.Write(out.Bytes())
	return err
}

func newScenariosText(report finding.ScenarioReport, options Options) scenariosText {
	width := options.Width
	if width <= 0 {
		width = DefaultWidth
	}
	return scenariosText{
		ScenarioReport: report, palette: palette{on: options.Color},
		width: max(width, narrowest), verbose: options.Verbose,
	}
}

// ScenarioLine returns the line that tells how a scenario ended, without a line
// break, for who shows it as soon as it is known.
func ScenarioLine(s finding.Scenario, options Options) string {
	t := newScenariosText(finding.ScenarioReport{}, options)
	return elide(t.line(s), t.width)
}

func (t scenariosText) lines(streamed bool) []string {
	var blocks [][]string
	if !streamed {
		blocks = append(blocks, t.all())
	}
	for _, s := range t.Scenarios {
		if told := t.told(s); told != nil {
			blocks = append(blocks, told)
		}
	}
	for _, note := range t.Notes {
		blocks = append(blocks, t.labelled("", t.plain, note))
	}
	return joinBlocks(append(blocks, []string{t.summary()})...)
}

func (t scenariosText) all() []string {
	var lines []string
	for _, s := range t.Scenarios {
		lines = append(lines, t.line(s))
		if t.verbose {
			lines = append(lines, t.steps(s)...)
		}
	}
	return lines
}

// marks are how scenarios ended, in one character.
var marks = map[finding.ScenarioOutcome]string{
	finding.ScenarioPassed: "✓", finding.ScenarioFailed: "✗", finding.ScenarioFlaky: "~",
	finding.ScenarioInconclusive: "?", finding.ScenarioSkipped: "-",
}

func (t scenariosText) mark(o finding.ScenarioOutcome) string {
	mark := marks[o]
	switch o {
	case finding.ScenarioPassed:
		return t.good(mark)
	case finding.ScenarioFailed:
		return t.bad(mark)
	case finding.ScenarioFlaky, finding.ScenarioInconclusive:
		return t.warn(mark)
	}
	return t.faint(mark)
}

// line tells a scenario in one line. A name that leaves no room for the time is
// cut.
func (t scenariosText) line(s finding.Scenario) string {
	tail := ""
	if s.Outcome != finding.ScenarioSkipped {
		tail = duration(s.DurationMs)
	}
	if n := len(s.Runs); n > 1 {
		passed := 0
		for _, run := range s.Runs {
			if run.Outcome == finding.ScenarioPassed {
				passed++
			}
		}
		tail = fmt.Sprintf("passed %d of %d, %s", passed, n, tail)
	}
	name := elide(clean(s.Name), t.width-ansi.StringWidth(tail)-5)
	return strings.TrimRight(t.mark(s.Outcome)+" "+name+"  "+t.faint(tail), " ")
}

func (t scenariosText) steps(s finding.Scenario) []string {
	var lines []string
	for i, run := range s.Runs {
		if len(s.Runs) > 1 {
			lines = append(lines, fmt.Sprintf("    run %d: %s", i+1, run.Outcome))
		}
		for _, step := range run.Steps {
			text := strings.TrimSpace(clean(step.Name) + " " + clean(step.Text))
			lines = append(lines, elide(fmt.Sprintf("    %8s  %s", duration(step.DurationMs), text), t.width))
		}
	}
	return lines
}

// told tells what went wrong in a scenario; nil where nothing did.
func (t scenariosText) told(s finding.Scenario) []string {
	tells := s.Failed()
	if tells == nil || tells.Failure == nil {
		return nil
	}
	lines := []string{t.mark(s.Outcome) + " " + t.bold(clean(s.Name))}
	lines = append(lines, t.failure(tells.Failure)...)
	if tells.After != nil {
		lines = append(lines, t.failure(tells.After)...)
	}
	if s.Rerun != "" {
		lines = append(lines, "  "+t.faint("run it alone: ")+clean(s.Rerun))
	}
	return lines
}

func (t scenariosText) failure(f *finding.ScenarioFailure) []string {
	var lines []string
	if f.Place != "" {
		where := clean(f.Place)
		if f.Part != "" {
			where += ", in the steps " + f.Part
		}
		lines = append(lines, "  "+where)
	}
	lines = append(lines, t.excerpt(f)...)
	lines = append(lines, t.labelled("", t.bad, f.Message)...)
	lines = append(lines, t.labelled("expected  ", t.faint, f.Expected)...)
	lines = append(lines, t.labelled("actual    ", t.faint, f.Actual)...)
	lines = append(lines, t.labelled("served    ", t.faint, served(t.Target, f))...)
	return append(lines, t.labelled("hint      ", t.faint, f.Hint)...)
}

// labelled writes a text of several lines below its label.
func (t scenariosText) labelled(label string, paint func(string) string, said string) []string {
	if said == "" {
		return nil
	}
	lines := wrap(clean(said), max(min(t.width, widest)-2-len(label), narrowest))
	for i, line := range lines {
		switch {
		case label == "":
			lines[i] = "  " + paint(line)
		case i == 0:
			lines[i] = "  " + paint(label) + line
		default:
			lines[i] = strings.Repeat(" ", 2+len(label)) + line
		}
	}
	return lines
}

// served tells who answered for what was shown.
func served(target string, f *finding.ScenarioFailure) string {
	if f.URL == "" && f.ServedBy == "" {
		return ""
	}
	var parts []string
	if f.URL != "" {
		parts = append(parts, label(target, f.URL))
	}
	if f.ServedBy != "" {
		parts = append(parts, answeredBy(finding.Step{ServedBy: f.ServedBy, Cache: f.Cache}))
	}
	if f.Exchange != 0 {
		parts = append(parts, fmt.Sprintf("exchange %d", f.Exchange))
	}
	return strings.Join(parts, ", ")
}

func (t scenariosText) summary() string {
	c := t.Counts
	var parts []string
	for _, part := range []struct {
		n     int
		word  string
		paint func(string) string
	}{
		{c.Fail, "failed", t.bad}, {c.Flaky, "flaky", t.warn}, {c.Inconclusive, "inconclusive", t.warn},
		{c.Skipped, "skipped", t.faint}, {c.Pass, "passed", t.good},
	} {
		if part.n > 0 {
			parts = append(parts, part.paint(fmt.Sprintf("%d %s", part.n, part.word)))
		}
	}
	if len(parts) == 0 {
		parts = []string{"no scenario was run"}
	}
	word := map[finding.VerdictWord]string{finding.VerdictPass: t.good("PASS"), finding.VerdictFail: t.bad("FAIL")}[t.Verdict]
	if word == "" {
		word = t.warn("INCONCLUSIVE")
	}
	return word + "  " + strings.Join(parts, ", ") + ", " + count(len(t.Scenarios), "scenario") + " in " + duration(t.DurationMs)
}
