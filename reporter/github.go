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
		Name:        "github",
		Description: "annotations of a GitHub Actions job, and the report as its summary",
		Write:       writeGitHub,
	})
}

// writeGitHub writes one workflow command for each finding, worst first, because
// GitHub shows ten of each level and step. What they mean is in the message: it
// stands in the job's log too.
//
// Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
func writeGitHub(w io.Writer, reports []finding.Report, _ Options) error {
	var out bytes.Buffer
	for _, r := range reports {
		for _, res := range r.Failures() {
			out.WriteString(githubCommand(githubLevel(res.Severity), githubTitle(res), githubLines(r.Target, res)...))
		}
		if r.Partial {
			said := append([]string{"Not all of the audit of " + clean(r.Target) + " was done, so this is not the whole truth."}, cleanAll(r.Notes)...)
			out.WriteString(githubCommand("warning", "swcheck: partial", said...))
		}
		out.WriteString(Inert(headline(r)) + "\n")
	}
	if len(reports) != 1 {
		out.WriteString(strings.TrimPrefix(overview(reports), "\n"))
	}
	_, err := w.Write(out.Bytes())
	return err
}

// githubCommand is one command: a line, whatever stands in it.
func githubCommand(level, title string, lines ...string) string {
	return fmt.Sprintf("::%s title=%s::%s\n", level, githubProperty.Replace(title), githubData.Replace(strings.Join(lines, "\n")))
}

// What GitHub's runner takes back out of a command.
var (
	githubData     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	githubProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

func githubLevel(s finding.Severity) string {
	switch s {
	case finding.Error:
		return "error"
	case finding.Warning:
		return "warning"
	}
	return "notice"
}

func githubTitle(res finding.Result) string { return clean(res.Title) + " (" + clean(res.Rule) + ")" }

// githubLines tell what was found, one fact a line.
func githubLines(target string, res finding.Result) []string {
	const mostEvidence = 3
	lines := []string{clean(res.Message)}
	if was := res.Expired; was != nil {
		lines = append(lines, "was: known until "+clean(was.Expires)+because(was.Reason))
	}
	if len(res.New) > 0 {
		lines = append(lines, "new: "+labels(target, res.New))
	}
	for i, e := range res.Evidence {
		if i == mostEvidence {
			lines = append(lines, fmt.Sprintf("saw: %d more", len(res.Evidence)-i))
			break
		}
		lines = append(lines, "saw: "+evidenceLine(target, e))
	}
	for _, part := range []struct{ label, text string }{{"why: ", res.Why}, {"fix: ", res.Fix}, {"", res.Docs}} {
		if part.text != "" {
			lines = append(lines, part.label+clean(part.text))
		}
	}
	return lines
}

// headline is a report in one line.
func headline(r finding.Report) string {
	t := newText(r, Options{Verbose: true, Width: longest})
	return t.word() + "  " + clean(r.Target) + "  " + t.counts()
}

func because(reason string) string {
	if reason == "" {
		return ""
	}
	return ": " + clean(reason)
}

func labels(target string, urls []string) string {
	all := make([]string, len(urls))
	for i, u := range urls {
		all[i] = label(target, u)
	}
	return strings.Join(all, ", ")
}

func cleanAll(texts []string) []string {
	all := make([]string, len(texts))
	for i, s := range texts {
		all[i] = clean(s)
	}
	return all
}
