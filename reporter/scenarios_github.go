package reporter

import (
	"bytes"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/swcheck/swcheck/finding"
)

func init() {
	Register(Format{
		Name: "github", Description: "annotations of a GitHub Actions job, and the report as its summary",
		WriteScenarios: writeScenariosGitHub,
	})
}

// writeScenariosGitHub writes one workflow command for each scenario that did
// not pass, which GitHub shows beside its line. What went wrong is in the
// message: it stands in the job's log too.
func writeScenariosGitHub(w io.Writer, report finding.ScenarioReport, options Options) error {
	var out bytes.Buffer
	t := newScenariosText(report, Options{Width: longest})
	for _, s := range report.Scenarios {
		if lines := t.told(s); lines != nil {
			out.WriteString(scenarioCommand(options.Folder, s, lines[1:]))
		}
	}
	if report.Partial {
		out.WriteString(githubCommand("warning", "swcheck: partial", append([]string{"Not all scenarios were run, so this is not the whole truth."}, cleanAll(report.Notes)...)...))
	}
	out.WriteString(Inert(t.summary()) + "\n")
	_, err := w.Write(out.Bytes())
	return err
}

// scenarioCommand is one command: a line, whatever stands in it.
func scenarioCommand(folder string, s finding.Scenario, lines []string) string {
	at := place{s.File, s.Line, 1}
	if tells := s.Failed(); tells != nil && tells.Failure != nil {
		if found := placeOf(tells.Failure.Place); found.line > 0 {
			at = found
		}
	}
	if !path.IsAbs(at.file) {
		at.file = path.Join(folder, at.file)
	}
	title := marks[s.Outcome] + " " + clean(s.Name)
	return fmt.Sprintf("::error file=%s,line=%d,col=%d,title=%s::%s\n", githubProperty.Replace(clean(at.file)),
		at.line, max(at.column, 1), githubProperty.Replace(title), githubData.Replace(strings.Join(lines, "\n")))
}
