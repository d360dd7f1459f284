package reporter

import (
	"bytes"
	"fmt"
	"io"

	"github.com/swcheck/swcheck/finding"
)

func init() {
	Register(Format{Name: "markdown", Description: "for job summaries, comments and issues", WriteDiff: writeDiffMarkdown})
}

func writeDiffMarkdown(w io.Writer, d finding.Diff, _ Options) error {
	var out bytes.Buffer
	for i, target := range d.Targets {
		if full(&out, len(d.Targets)-i, "target") {
			break
		}
		if i > 0 {
			out.WriteByte('\n')
		}
		diffMarkdown{&out, target}.all()
	}
	if len(d.Targets) != 1 {
		if len(d.Targets) > 0 {
			out.WriteByte('\n')
		}
		out.WriteString(diffOverview(d) + "\n")
	}
	_, err := w.Write(out.Bytes())
	return err
}

// diffMarkdown writes what differs of one target.
type diffMarkdown struct {
	out  *bytes.Buffer
	diff finding.TargetDiff
}

// mostInMarkdown is how many URLs and sentences of one finding are named.
const mostInMarkdown = 5

func (m diffMarkdown) line(format string, args ...any) { fmt.Fprintf(m.out, format+"\n", args...) }

func (m diffMarkdown) all() {
	m.line("## %s  %s\n", diffWord(m.diff), code(m.diff.Target))
	m.line("**%s**. %s, now %s.", changeCounts(m.diff.Counts, ", "), sideWords(m.diff.Old), sideWords(m.diff.New))
	for i, note := range m.diff.Notes {
		if full(m.out, len(m.diff.Notes)-i, "note") {
			break
		}
		m.line("\n> %s", inline(note))
	}
	m.bads("New", finding.ChangeNew)
	m.bads("Worse", finding.ChangeWorse)
	m.list("Unclear", groups(m.diff, finding.ChangeUnclear), unclearWords)
	m.list("Milder", groups(m.diff, finding.ChangeMilder), nil)
	m.list("Fixed", groups(m.diff, finding.ChangeFixed), nil)
	m.folded("known", groups(m.diff, finding.ChangeKnown))
	m.folded("unchanged", groups(m.diff, finding.ChangeUnchanged))
}

func (m diffMarkdown) bads(heading string, kind finding.ChangeKind) {
	all := groups(m.diff, kind)
	for i, g := range all {
		if full(m.out, len(all)-i, "finding") {
			return
		}
		if i == 0 {
			m.line("\n### %s\n", heading)
		}
		m.line("- **%s** %s: %s", inline(severityWords(g.Change)), code(g.Rule), inline(g.Title))
		for _, fact := range g.facts(m.diff, mostInMarkdown) {
			m.line("  - %s", markup.Replace(fact))
		}
		if before := g.Before(); before != "" {
			m.line("  - **was** %s", before)
		}
		if g.Fix != "" {
			m.line("  - **fix** %s", inline(g.Fix))
		}
	}
}

func (m diffMarkdown) list(heading string, all []changeGroup, end func(finding.Change) string) {
	for i, g := range all {
		if full(m.out, len(all)-i, "finding") {
			return
		}
		if i == 0 && heading != "" {
			m.line("\n### %s\n", heading)
		}
		said := code(g.Rule) + " (" + inline(severityWords(g.Change)) + ")"
		if where := places(m.diff, g.all, mostInMarkdown); where != "" {
			said += " " + quoted(where)
		}
		if end != nil && end(g.Change) != "" {
			said += ": " + markup.Replace(end(g.Change))
		}
		m.line("- %s", said)
	}
}

func (m diffMarkdown) folded(what string, all []changeGroup) {
	if len(all) == 0 {
		return
	}
	findings := 0
	for _, g := range all {
		findings += len(g.all)
	}
	m.line("\n<details><summary>%d %s</summary>\n", findings, what)
	m.list("", all, knownWords)
	m.line("\n</details>")
}
