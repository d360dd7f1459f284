package reporter

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"github.com/swcheck/swcheck/finding"
)

// Rules of the text report, which is what people see first:
//
//   - A usual site fits one screen, and a larger one shows more. What is left out is counted, and -v shows it.
//   - The sentence that says what is wrong is never cut. Where there is no screen
//     to fit, in a pipe or a file, no sentence is.
//   - The verdict is the first word, the counts are the last line.
//   - A site without offline behaviour is told in two lines.
//   - Colour repeats what the words say and never says more.
//   - No line is wider than the terminal; prose is no wider than a book's.

func init() {
	Register(Format{
		Name:        "text",
		Description: "for people: verdict, pages, what failed and how to fix it",
		Write:       writeText, WriteScenarios: writeScenariosText,
	})
}

const (
	narrowest = 20  // columns; narrower terminals are left to wrap by themselves
	widest    = 100 // columns of prose; longer lines are hard to read
	usual     = 24  // lines of a terminal; on shorter ones people scroll
)

// text writes one report.
type text struct {
	finding.Report
	palette
	width   int
	screen  int // lines that are seen at once, less one for the prompt
	verbose bool
	links   bool // the terminal knows them
	piped   bool // there is no screen to fit

	lacking map[*finding.PageResult]int // parts, by what a page showed in one state of the world
}

func writeText(w io.Writer, reports []finding.Report, options Options) error {
	var out bytes.Buffer
	for i, r := range reports {
		if i > 0 {
			out.WriteByte('\n')
		}
		t := newText(r, options)
		for _, line := range joinBlocks(t.lines(), t.trails()) {
			out.WriteString(strings.TrimRight(t.kept(line), " ") + "\n")
		}
	}
	if len(reports) != 1 {
		out.WriteString(overview(reports))
	}
	_, err := w.Write(out.Bytes())
	return err
}

func newText(r finding.Report, options Options) text {
	width := options.Width
	if width <= 0 {
		width = DefaultWidth
	}
	return text{
		Report: r, palette: palette{on: options.Color},
		width: max(width, narrowest), screen: max(options.Height, usual) - 1, verbose: options.Verbose, links: options.Links, piped: options.Width <= 0,
		lacking: lacking(r),
	}
}

// kept is a line as it is written: on a terminal within its width, whatever a site
// did to get wider.
func (t text) kept(line string) string {
	if t.piped {
		return Inert(line)
	}
	return elide(Inert(line), t.width)
}

// overview is the last line after several reports.
func overview(reports []finding.Report) string {
	numbers := map[finding.VerdictWord]int{}
	for _, r := range reports {
		numbers[r.Verdict]++
	}
	var parts []string
	for _, v := range []finding.VerdictWord{
		finding.VerdictFail, finding.VerdictWarn, finding.VerdictInconclusive, finding.VerdictPass,
	} {
		if numbers[v] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", numbers[v], v))
		}
	}
	if len(parts) == 0 {
		return "no target was judged\n"
	}
	return "\n" + count(len(reports), "target") + " judged: " + strings.Join(parts, ", ") + "\n"
}

// A detail is how much of each finding and how many pages are shown.
type detail struct {
	why, fix, message int // lines at most, and of the message its first sentence; 0 means all
	evidence, pages   int // items at most; 0 means all

	kinds kindsForm

	// merged findings say their message in place of the rule's title, which
	// tells the same without the facts.
	merged bool
}

// details are tried in this order until the report fits the screen.
var details = []detail{
	{why: 2, fix: 3, message: 3, evidence: 3, pages: 10},
	{why: 2, fix: 3, message: 3, evidence: 3, pages: 6},
	{why: 2, fix: 3, message: 3, evidence: 3, pages: 6, kinds: kindsLine},
	{why: 1, fix: 2, message: 2, evidence: 1, pages: 5, kinds: kindsLine},
	{why: 1, fix: 2, message: 2, evidence: 1, pages: 5, kinds: kindsLine, merged: true},
	{why: 1, fix: 2, message: 2, evidence: 1, pages: 5, kinds: noKinds, merged: true},
	{why: 1, fix: 1, message: 2, evidence: 1, pages: 5, kinds: noKinds, merged: true},
}

// scrolled is for what never fits. Who has to scroll anyway gains nothing from
// sentences that are cut.
var scrolled = detail{why: 2, fix: 3, message: 3, evidence: 1, pages: 5, kinds: kindsLine}

// piped is for where there is no screen to fit.
var piped = detail{why: 2, fix: 3, message: 0, evidence: 3, pages: 10, kinds: kindsLine}

// at gives the texts more lines where lines are short.
func (d detail) at(width int) detail {
	if width < roomForStrategy {
		d.why, d.fix, d.message = 2*d.why, 2*d.fix, 2*d.message
	}
	return d
}

func (t text) lines() []string {
	if t.verbose {
		return t.everything()
	}
	if brief := t.onlineOnly(); brief != nil {
		return brief
	}
	if t.piped {
		return t.summary(piped)
	}
	for _, d := range details {
		if lines := t.summary(d.at(t.width)); len(lines) <= t.screen {
			return lines
		}
	}
	return t.summary(scrolled.at(t.width))
}

// summary is the report without -v.
func (t text) summary(d detail) []string {
	pages, kinds := t.pages(d.pages), t.kinds(d.kinds)
	if d.kinds == kindsLine {
		pages, kinds = append(pages, kinds...), nil
	}
	return joinBlocks(t.header(), pages, kinds, t.failures(d), t.known(), append(t.undecided(), t.ending()...))
}

// joinBlocks puts a blank line between the blocks that have lines.
func joinBlocks(blocks ...[]string) []string {
	var all []string
	for _, block := range blocks {
		if len(block) > 0 && len(all) > 0 {
			all = append(all, "")
		}
		all = append(all, block...)
	}
	return all
}

// header tells the verdict, of what, and made with what.
func (t text) header() []string {
	word := t.word()
	target := elideMiddle(clean(t.Target), t.width-len(word)-2)
	lines := []string{t.verdict(word) + "  " + t.linked(t.Target, t.bold(target))}
	made := duration(t.DurationMs)
	if t.Browser.Product != "" {
		made = clean(t.Browser.Product) + ", " + made
	}
	if used := len(word) + 2 + ansi.StringWidth(target) + 2; used+ansi.StringWidth(made) <= t.width {
		lines[0] += "  " + t.faint(made)
	} else {
		lines = append(lines, t.faint(elide(made, t.width)))
	}
	if t.Partial {
		lines = append(lines, t.prose("partial: ", t.warn, "not all of the audit was done, so this is not the whole truth", 0)...)
	}
	for _, note := range t.Notes {
		lines = append(lines, t.prose("note: ", t.faint, clean(note), 0)...)
	}
	return lines
}

// word is the verdict for people. What passed in half an audit did not pass.
func (t text) word() string {
	if t.Partial && t.Verdict == finding.VerdictPass {
		return "INCOMPLETE"
	}
	return strings.ToUpper(clean(string(t.Verdict)))
}

// counts is the last line.
func (t text) counts() string {
	c := t.Counts
	known := ""
	if c.Known > 0 {
		known = fmt.Sprintf("%d known · ", c.Known)
	}
	failed, informed, info := c.Fail-c.Known-t.Informations(), "", ""
	if n := t.Informations(); n > 0 {
		informed, info = fmt.Sprintf("%d information · ", n), fmt.Sprintf("%d info · ", n)
	}
	long := fmt.Sprintf("%d passed · %d failed · %s%s%d not applicable · %d inconclusive",
		c.Pass, failed, informed, known, c.NotApplicable, c.Inconclusive)
	short := fmt.Sprintf("%d pass · %d fail · %s%s%d n/a · %d unsure", c.Pass, failed, info, known, c.NotApplicable, c.Inconclusive)
	return t.faint(longestFitting([]string{long, short}, t.width))
}

// hintAll is how to see what was cut or left out.
const hintAll = "-v shows all"

// ending is the counts with that hint, or above it where the line is full.
func (t text) ending() []string {
	return t.withHint([]string{t.counts()})
}

// withHint puts the hint behind the last line, or below it.
func (t text) withHint(lines []string) []string {
	last := len(lines) - 1
	if whole := lines[last] + t.faint(" · "+hintAll); ansi.StringWidth(whole) <= t.width {
		return append(lines[:last:last], whole)
	}
	return append(lines, t.faint(hintAll))
}

// room is the width that is left for prose behind a label.
func (t text) room(label string) int {
	return max(min(t.width, widest)-ansi.StringWidth(label), 10)
}

// prose wraps text behind a label; further lines stand below the text. With a
// limit of lines (0: none) it keeps the whole sentences that fit, or cuts the
// first one, where there is a screen to fit.
func (t text) prose(label string, paint func(string) string, s string, limit int) []string {
	if t.piped {
		return t.sentences(label, paint, s, limit)
	}
	return t.fitted(label, paint, s, limit, limit)
}

// longestSentence is how many lines a sentence may take that is not to be cut:
// some are as long as a site makes them.
const longestSentence = 12

// sentences is prose that keeps the first sentence whole.
func (t text) sentences(label string, paint func(string) string, s string, limit int) []string {
	return t.fitted(label, paint, s, limit, max(limit, longestSentence))
}

// fitted keeps the sentences that fit the limit, and of the first one no more
// lines than the most.
func (t text) fitted(label string, paint func(string) string, s string, limit, most int) []string {
	room, indent := t.room(label), ansi.StringWidth(label)
	lines := wrap(s, room, t.piped)
	for limit > 0 && len(lines) > limit {
		end := strings.LastIndex(strings.TrimRight(s, "."), ". ")
		if end < 0 {
			break
		}
		s = s[:end+1]
		lines = wrap(s, room, t.piped)
	}
	if limit > 0 && len(lines) > most {
		rest := strings.Join(lines[most-1:], " ")
		lines = append(lines[:most-1], elide(rest, room))
	}
	for i, line := range lines {
		if i == 0 {
			lines[i] = paint(label) + line
			continue
		}
		lines[i] = strings.Repeat(" ", indent) + line
	}
	return lines
}
