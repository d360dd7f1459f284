package reporter

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"github.com/swcheck/swcheck/finding"
)

// Rules of the text report on scenarios:
//
//   - One line per scenario, with its mark first and its time last, as test
//     runners have it.
//   - Below, each that did not pass: where in the file, what was expected, what
//     was there instead, and the command that runs it alone. What is advised for
//     several is advised with the first of them.
//   - The summary is the last line.

// scenariosText writes one report on scenarios.
type scenariosText struct {
	finding.ScenarioReport
	palette
	width   int
	verbose bool
	piped   bool            // there is no screen to fit
	hinted  map[string]bool // what was advised already, as many scenarios fail alike; nil: each stands alone
}

func writeScenariosText(w io.Writer, report finding.ScenarioReport, options Options) error {
	t := newScenariosText(report, options)
	t.hinted = map[string]bool{}
	var out bytes.Buffer
	if options.Streamed {
		out.WriteByte('\n') // between the lines above and what is below them
	}
	for _, line := range t.lines(options.Streamed) {
		out.WriteString(strings.TrimRight(Inert(line), " ") + "\n")
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
		width: max(width, narrowest), verbose: options.Verbose, piped: options.Width <= 0,
	}
}

// ScenarioLine returns the line that tells how a scenario ended, without a line
// break, for who shows it as soon as it is known.
func ScenarioLine(s finding.Scenario, options Options) string {
	t := newScenariosText(finding.ScenarioReport{}, options)
	return elide(Inert(t.line(s)), t.width)
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
	ending := []string{t.summary()}
	if t.cuts() {
		ending = append(ending, t.faint(hintAll))
	}
	return joinBlocks(append(blocks, ending)...)
}

func (t scenariosText) all() []string {
	var lines []string
	for _, s := range t.Scenarios {
		if !t.verbose {
			lines = append(lines, t.line(s))
			continue
		}
		lines = append(lines, t.whole(s)...)
		lines = append(lines, t.steps(s)...)
	}
	return lines
}

// whole tells a scenario with all of its name.
func (t scenariosText) whole(s finding.Scenario) []string {
	lines, tail := t.hung(t.mark(s.Outcome)+" ", clean(s.Name)), took(s)
	last := len(lines) - 1
	switch {
	case tail == "":
	case ansi.StringWidth(lines[last])+2+len(tail) > t.width:
		lines = append(lines, "  "+t.faint(tail))
	default:
		lines[last] += "  " + t.faint(tail)
	}
	return lines
}

// hung is text of which nothing is cut: what does not fit stands below where it
// begins.
func (t scenariosText) hung(label, said string) []string {
	indent := ansi.StringWidth(label)
	lines := wrap(strings.TrimRight(said, " "), max(t.width-indent, narrowest/2), t.piped)
	for i, line := range lines {
		if i == 0 {
			lines[i] = label + line
			continue
		}
		lines[i] = strings.Repeat(" ", indent) + line
	}
	return lines
}

// cuts tells whether a name has no room in its line.
func (t scenariosText) cuts() bool {
	return !t.verbose && slices.ContainsFunc(t.Scenarios, func(s finding.Scenario) bool {
		return ansi.StringWidth(clean(s.Name)) > t.roomForName(s)
	})
}

func (t scenariosText) roomForName(s finding.Scenario) int {
	return t.width - ansi.StringWidth(took(s)) - 5
}

// took is how long a scenario took, and how often it passed.
func took(s finding.Scenario) string {
	switch {
	case len(s.Runs) == 0:
		return ""
	case len(s.Runs) > 1:
		return "passed " + passedOf(s) + ", " + duration(s.DurationMs)
	}
	return duration(s.DurationMs)
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
	name := elide(clean(s.Name), t.roomForName(s))
	return strings.TrimRight(t.mark(s.Outcome)+" "+name+"  "+t.faint(took(s)), " ")
}

func (t scenariosText) steps(s finding.Scenario) []string {
	var lines []string
	for i, run := range s.Runs {
		if len(s.Runs) > 1 {
			lines = append(lines, fmt.Sprintf("    run %d: %s", i+1, run.Outcome))
		}
		for _, step := range run.Steps {
			text := strings.TrimSpace(clean(step.Name) + " " + clean(step.Text))
			lines = append(lines, t.hung(fmt.Sprintf("    %8s  ", duration(step.DurationMs)), text)...)
		}
	}
	return lines
}

// told tells what went wrong in a scenario; nil where nothing did. Why those of
// a partial run were never begun is told once, in its notes.
func (t scenariosText) told(s finding.Scenario) []string {
	tells := s.Failed()
	lines := []string{t.mark(s.Outcome) + " " + t.bold(clean(s.Name))}
	switch {
	case tells != nil && tells.Failure != nil && t.noted(*tells.Failure):
		return nil
	case tells != nil && tells.Failure != nil:
	case s.Outcome == finding.ScenarioInconclusive && !(t.Partial && len(s.Runs) == 0):
		return append(lines, t.labelled("", t.bad, s.Reason)...)
	default:
		return nil
	}
	lines = append(lines, t.failures(tells)...)
	if t.verbose {
		lines = append(lines, t.trail(tells)...)
	}
	if s.Rerun != "" {
		lines = append(lines, "  "+t.faint("again     ")+clean(s.Rerun))
	}
	return lines
}

// noted tells whether the notes of a partial run say of all that were called off
// what is known of this one: that it had not done a step.
func (t scenariosText) noted(f finding.ScenarioFailure) bool {
	return t.hinted != nil && t.Partial && f.Place == "" && f.Message != "" &&
		slices.ContainsFunc(t.Notes, func(note string) bool { return strings.HasPrefix(note, f.Message) })
}

// failures tells all that failed in one run. What several have in common, such
// as the page that was looked at, is told once.
func (t scenariosText) failures(run *finding.ScenarioTry) []string {
	all := append([]finding.ScenarioFailure{*run.Failure}, run.Failure.Further...)
	if run.After != nil {
		all = append(all, *run.After)
	}
	var lines []string
	for i, f := range all {
		lines = append(lines, t.failure(f)...)
		last := i == len(all)-1
		if said := served(t.Target, f); last || said != served(t.Target, all[i+1]) {
			lines = append(lines, t.labelled("page      ", t.faint, said)...)
		}
		if (last || f.Hint != all[i+1].Hint) && !t.hinted[f.Hint] {
			lines = append(lines, t.labelled("hint      ", t.faint, f.Hint)...)
			if t.hinted != nil {
				t.hinted[f.Hint] = true
			}
		}
	}
	return lines
}

func (t scenariosText) failure(f finding.ScenarioFailure) []string {
	var lines []string
	var where []string
	if f.Place != "" {
		where = append(where, clean(f.Place))
	}
	if f.Part != "" {
		where = append(where, "in the steps "+clean(f.Part))
	}
	if where != nil {
		lines = append(lines, "  "+strings.Join(where, ", "))
	}
	lines = append(lines, t.excerpt(f)...)
	if f.Expected == "" && f.Actual == "" {
		return append(lines, t.labelled("", t.bad, f.Message)...)
	}
	lines = append(lines, t.labelled("expected  ", t.faint, f.Expected)...)
	return append(lines, t.labelled("actual    ", t.bad, f.Actual)...)
}

// trail shows what went over the wire, one exchange a line.
func (t scenariosText) trail(run *finding.ScenarioTry) []string {
	var lines []string
	if run.More > 0 {
		lines = append(lines, "  "+t.faint(fmt.Sprintf("%s before these", count(run.More, "exchange"))))
	}
	for _, x := range run.Exchanges {
		at := x.AtMs
		said := fmt.Sprintf("%s %s  %s", clean(x.Method), label(t.Target, x.URL), wentOver(x))
		lines = append(lines, t.hung(fmt.Sprintf("  %s %3d  ", t.faint(moment(&at)), x.Exchange), said)...)
	}
	return lines
}

// wentOver tells what became of an exchange.
func wentOver(x finding.ScenarioWire) string {
	facts := []string{clean(x.Outcome)}
	if x.Status != 0 {
		facts = []string{fmt.Sprint(x.Status)}
	}
	if x.Network != "" && x.Network != "online" {
		facts = append(facts, clean(x.Network))
	}
	if x.Build != "" && x.Build != "A" {
		facts = append(facts, "build "+clean(x.Build))
	}
	if x.User != "" {
		facts = append(facts, "as "+clean(x.User))
	}
	return strings.Join(facts, ", ")
}

// labelled writes a text of several lines below its label.
func (t scenariosText) labelled(label string, paint func(string) string, said string) []string {
	if said == "" {
		return nil
	}
	lines := wrap(clean(said), max(min(t.width, widest)-2-len(label), narrowest), t.piped)
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
func served(target string, f finding.ScenarioFailure) string {
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
	paint := map[finding.VerdictWord]func(string) string{finding.VerdictPass: t.good, finding.VerdictFail: t.bad}[t.Verdict]
	if paint == nil {
		paint = t.warn
	}
	return paint(verdictWord(t.Verdict)) + "  " + t.counted() + " in " + duration(t.DurationMs)
}

// counted tells how many scenarios ended how.
func (t scenariosText) counted() string {
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
		return "no scenario was run"
	}
	return strings.Join(parts, ", ") + " of " + count(len(t.Scenarios), "scenario")
}
