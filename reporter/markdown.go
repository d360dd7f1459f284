package reporter

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/swcheck/swcheck/finding"
)

func init() {
	Register(Format{
		Name:        "markdown",
		Description: "for job summaries, comments and issues",
		Write:       writeMarkdown,
	})
}

func writeMarkdown(w io.Writer, reports []finding.Report, _ Options) error {
	var out bytes.Buffer
	for i, r := range reports {
		if full(&out, len(reports)-i, "target") {
			break
		}
		if i > 0 {
			out.WriteByte('\n')
		}
		m := markdown{&out, newText(r, Options{})}
		m.report()
	}
	if len(reports) != 1 {
		out.WriteString(overview(reports))
	}
	_, err := w.Write(bytes.TrimLeft(out.Bytes(), "\n"))
	return err
}

// roomForMarkdown is how many bytes are written before what is left is only
// counted: a comment on GitHub may have 65,536 characters, and single findings
// are long.
//
// Source: https://github.com/orgs/community/discussions/27190
const roomForMarkdown = 48 << 10

// full reports whether the rest is only to be counted, and writes how much of it
// there is. Lists ask it before each of their items.
func full(out *bytes.Buffer, left int, of string) bool {
	if out.Len() < roomForMarkdown {
		return false
	}
	fmt.Fprintf(out, "\n%s here for lack of room: see the report as HTML or JSON.\n", notShown(left, of))
	return true
}

func notShown(n int, of string) string {
	if n == 1 {
		return "1 more " + of + " is not shown"
	}
	return count(n, "more "+of) + " are not shown"
}

// markdown writes one report.
type markdown struct {
	out *bytes.Buffer
	text
}

func (m markdown) line(format string, args ...any) { fmt.Fprintf(m.out, format+"\n", args...) }

func (m markdown) report() {
	m.line("## %s  %s", m.word(), code(m.Target))
	m.line("\n%s", m.about())
	for i, note := range m.Notes {
		if full(m.out, len(m.Notes)-i, "note") {
			break
		}
		m.line("\n> %s", inline(note))
	}
	failed := m.Failures()
	for i, res := range failed {
		if full(m.out, len(failed)-i, "finding") {
			break
		}
		m.finding(res)
	}
	m.known()
	m.undecided()
	m.pages()
}

// about is the sentence below the heading.
func (m markdown) about() string {
	c := m.Counts
	said := fmt.Sprintf("**%d failed**", c.Fail-c.Known-m.Informations())
	if n := m.Informations(); n > 0 {
		said += fmt.Sprintf(", %d information", n)
	}
	if c.Known > 0 {
		said += fmt.Sprintf(", %d known", c.Known)
	}
	said += fmt.Sprintf(", %d passed, %d not applicable, %d inconclusive", c.Pass, c.NotApplicable, c.Inconclusive)
	made := inline(m.Browser.Product)
	if made != "" {
		made += ", "
	}
	made += duration(m.DurationMs)
	if m.Partial {
		made += ". **Partial**: not all of the audit was done, so this is not the whole truth"
	}
	return said + ". " + made + "."
}

func (m markdown) finding(res finding.Result) {
	const mostEvidence = 5
	m.line("\n### %s: %s\n", strings.TrimSpace(severityLabels[res.Severity]), inline(res.Title))
	m.line("%s: %s\n", code(res.Rule), inline(res.Message))
	if was := res.Expired; was != nil {
		m.line("- **was** known until %s%s", inline(was.Expires), markup.Replace(because(was.Reason)))
	}
	if len(res.New) > 0 {
		m.line("- **new** %s", code(labels(m.Target, res.New)))
	}
	if res.Why != "" {
		m.line("- **why** %s", inline(res.Why))
	}
	for i, e := range res.Evidence {
		if i == mostEvidence {
			m.line("- **saw** %d more", len(res.Evidence)-i)
			break
		}
		m.line("- **saw** %s", code(evidenceLine(m.Target, e)))
	}
	if res.Fix != "" {
		m.line("- **fix** %s", inline(res.Fix))
	}
	if strings.HasPrefix(res.Docs, "https://") {
		m.line("- [more](<%s>)", clean(strings.NewReplacer("<", "%3C", ">", "%3E", `\`, "%5C").Replace(res.Docs)))
	}
}

func (m markdown) known() {
	known := m.KnownFailures()
	if len(known) == 0 {
		return
	}
	m.line("\n<details><summary>%s known</summary>\n", count(len(known), "finding"))
	for i, res := range known {
		if full(m.out, len(known)-i, "finding") {
			break
		}
		m.line("- %s%s: %s", code(res.Rule), knownUntil(res), inline(knownWhy(res)))
	}
	m.line("\n</details>")
}

func (m markdown) undecided() {
	heading := "\n<details><summary>not judged</summary>\n"
	left := m.Counts.Inconclusive
	for _, res := range m.Results {
		if res.Outcome != finding.Inconclusive {
			continue
		}
		if full(m.out, left, "rule") {
			break
		}
		left--
		if heading != "" {
			m.line("%s", heading)
			heading = ""
		}
		m.line("- %s: %s", code(res.Rule), inline(res.Message))
	}
	if heading == "" {
		m.line("\n</details>")
	}
}

func (m markdown) pages() {
	if len(m.Pages) == 0 || full(m.out, len(m.Pages), "page") {
		return
	}
	m.line("\n| page | online | offline | strategy |\n| --- | --- | --- | --- |")
	for i, p := range m.Pages {
		if full(m.out, len(m.Pages)-i, "page") {
			break
		}
		m.line("| %s | %s | %s | %s |", cell(label(m.Target, p.URL)), inline(m.online(p.Online)), inline(m.offline(p.Offline)), inline(string(p.Strategy)))
	}
	m.line("\n%s.", inline(witness(m.Offline)))
}

// inline is a site's text as text and nothing else: no markup, no HTML, no
// formula, no mention of anybody.
func inline(s string) string { return markup.Replace(clean(s)) }

var markup = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "~", `\~`, "$", `\$`, "|", `\|`,
	"[", `\[`, "]", `\]`, "!", `\!`, "#", `\#`, "@", "@\u2060",
	"<", "&lt;", ">", "&gt;", "&", "&amp;",
)

// code is a site's text as it is, in backticks: of more of them than stand in
// it one after the other.
func code(s string) string { return quoted(clean(s)) }

// quoted is text that was cleaned, as code.
func quoted(s string) string {
	if s == "" {
		return ""
	}
	fence := "`"
	for strings.Contains(s, fence) {
		fence += "`"
	}
	if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") {
		s = " " + s + " "
	}
	return fence + s + fence
}

// cell is code in a table, where a bar would end the cell.
func cell(s string) string { return strings.ReplaceAll(code(s), "|", `\|`) }

// fenced shows lines as they are. The fence is longer than any in them.
func fenced(language string, lines []string) string {
	text := strings.Join(lines, "\n")
	fence := "```"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	return fence + language + "\n" + text + "\n" + fence + "\n"
}
