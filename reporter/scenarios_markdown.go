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
		Name: "markdown", Description: "for job summaries, comments and issues",
		WriteScenarios: writeScenariosMarkdown,
	})
}

// mostTold is how many scenarios that did not pass are told one by one. GitHub
// takes a summary of 1 MiB at most.
const mostTold = 50

// writeScenariosMarkdown writes the counts, what went wrong, and the rest folded
// up.
func writeScenariosMarkdown(w io.Writer, report finding.ScenarioReport, _ Options) error {
	t := newScenariosText(report, Options{Width: widest})
	var out bytes.Buffer
	fmt.Fprintf(&out, "## %s  %s\n\n%s. %s, %s.\n", verdictWord(report.Verdict), code(report.Target), t.counted(), inline(report.Browser.Product), duration(report.DurationMs))
	for _, note := range report.Notes {
		fmt.Fprintf(&out, "\n> %s\n", inline(note))
	}
	var rest []string
	told := 0
	for _, s := range report.Scenarios {
		if lines := t.told(s); lines != nil && told < mostTold {
			told++
			fmt.Fprintf(&out, "\n### %s %s\n\n%s", marks[s.Outcome], inline(s.Name), fenced("text", lines[1:]))
			continue
		}
		rest = append(rest, fmt.Sprintf("| %s | %s | %s | %s |", marks[s.Outcome], inline(s.Name), cell(s.File), duration(s.DurationMs)))
	}
	if len(rest) > 0 {
		fmt.Fprintf(&out, "\n<details><summary>%s</summary>\n\n| | scenario | file | time |\n| --- | --- | --- | --- |\n%s\n\n</details>\n",
			others(len(rest), told), strings.Join(rest, "\n"))
	}
	_, err := w.Write(out.Bytes())
	return err
}

func verdictWord(v finding.VerdictWord) string { return strings.ToUpper(string(v)) }

func others(n, told int) string {
	if told == 0 {
		return count(n, "scenario")
	}
	return count(n, "other scenario")
}
