package reporter

import (
	"bytes"
	"io"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"charm.land/lipgloss/v2"

	"github.com/swcheck/swcheck/finding"
)

func init() {
	Register(Format{Name: "text", Description: "for people: what is new, fixed or unclear", WriteDiff: writeDiffText})
}

// diffText writes what differs of one target.
type diffText struct {
	text
	diff finding.TargetDiff
}

// The labels share the width of those of findings.
const (
	labelChangeNew = "NEW    "
	labelWorse     = "WORSE  "
	labelUnsure    = "UNSURE "
	labelMilder    = "MILDER "
	labelFixed     = "FIXED  "
	labelSame      = "SAME   "
)

func writeDiffText(w io.Writer, d finding.Diff, options Options) error {
	var out bytes.Buffer
	for i, target := range d.Targets {
		if i > 0 {
			out.WriteByte('\n')
		}
		t := diffText{newText(finding.Report{Target: target.Target}, options), target}
		for _, line := range t.lines() {
			out.WriteString(strings.TrimRight(t.kept(line), " ") + "\n")
		}
	}
	if len(d.Targets) != 1 {
		if len(d.Targets) > 0 {
			out.WriteByte('\n')
		}
		all := newText(finding.Report{}, options)
		out.WriteString(strings.Join(all.prose("", all.plain, diffOverview(d), 0), "\n") + "\n")
	}
	_, err := w.Write(out.Bytes())
	return err
}

// lines are all there is, or what is shown of it and how to see the rest.
func (t diffText) lines() []string {
	lines, whole := t.blocks(), t
	whole.verbose = true
	if slices.Equal(lines, whole.blocks()) {
		return lines
	}
	return t.withHint(lines)
}

func (t diffText) blocks() []string {
	known := t.each(labelKnown, t.faint, groups(t.diff, finding.ChangeKnown), knownWords)
	return joinBlocks(t.header(),
		t.bads(labelChangeNew, finding.ChangeNew), t.bads(labelWorse, finding.ChangeWorse),
		t.each(labelUnsure, t.warn, groups(t.diff, finding.ChangeUnclear), unclearWords),
		t.each(labelMilder, t.good, groups(t.diff, finding.ChangeMilder), nil),
		t.each(labelFixed, t.good, groups(t.diff, finding.ChangeFixed), nil),
		append(known, t.each(labelSame, t.faint, groups(t.diff, finding.ChangeUnchanged), nil)...),
		t.prose("", t.plain, changeCounts(t.diff.Counts, " · "), 0))
}

// header tells the verdict, of what, and what the two audits were.
func (t diffText) header() []string {
	style := map[finding.DiffVerdict]lipgloss.Style{
		finding.DiffBetter: styleGood, finding.DiffWorse: styleBad, finding.DiffUnclear: styleWarn,
	}[t.diff.Verdict]
	word := diffWord(t.diff)
	target := elideMiddle(clean(t.diff.Target), t.width-len(word)-2)
	lines := []string{t.paint(style.Bold(true), word) + "  " + t.bold(target)}
	lines = append(lines, t.prose("old: ", t.faint, sideWords(t.diff.Old), 0)...)
	lines = append(lines, t.prose("new: ", t.faint, sideWords(t.diff.New), 0)...)
	for _, note := range t.diff.Notes {
		lines = append(lines, t.prose("note: ", t.faint, clean(note), 0)...)
	}
	return lines
}

// most is how many URLs and sentences of one finding are named.
func (t diffText) most() int {
	switch {
	case t.verbose:
		return 1000
	case t.piped:
		return 10
	}
	return 3
}

// bads are the findings that something has to be done about.
func (t diffText) bads(label string, kind finding.ChangeKind) []string {
	var blocks [][]string
	for _, g := range groups(t.diff, kind) {
		said := severityWords(g.Change) + ": " + clean(g.Title)
		lines := t.withID(t.sentences(label, t.severity(g.Severity), said, 0), g.Rule, "")
		for _, fact := range g.facts(t.diff, t.most()) {
			lines = append(lines, t.sentences(noLabel, t.plain, fact, 3)...)
		}
		if before := g.Before(); before != "" {
			lines = append(lines, t.prose(labelWas, t.warn, before, 0)...)
		}
		if g.Fix != "" {
			lines = append(lines, t.prose(labelFix, t.faint, clean(g.Fix), scrolled.at(t.width).fix)...)
		}
		blocks = append(blocks, lines)
	}
	return joinBlocks(blocks...)
}

// each names the rule and the URLs of each group, and what a function says of it
// below.
func (t diffText) each(label string, paint func(string) string, all []changeGroup, say func(finding.Change) string) []string {
	var lines []string
	for _, g := range all {
		said := clean(g.Rule) + " (" + severityWords(g.Change) + ")"
		if where := places(t.diff, g.all, t.most()); where != "" {
			said += "  " + where
		}
		if room := 2 * t.room(label); !t.piped && !t.verbose && ansi.StringWidth(said) > room {
			said = elide(said, room-t.room(label)/4) // lines end where words do
		}
		lines = append(lines, t.prose(label, paint, said, 0)...)
		if say == nil {
			continue
		}
		if why := say(g.Change); why != "" {
			lines = append(lines, t.sentences(noLabel, t.plain, why, 3)...)
		}
	}
	return lines
}
