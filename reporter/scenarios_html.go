package reporter

import (
	"bytes"
	_ "embed"
	"encoding/base64"
	"html/template"
	"io"
	"strings"

	"github.com/swcheck/swcheck/finding"
)

func init() {
	Register(Format{
		Name: "html", Description: "one page with everything in it, screenshots too",
		WriteScenarios: writeScenariosHTML,
	})
}

//go:embed scenarios.html
var scenariosPage string

var scenariosTemplate = template.Must(template.New("scenarios").Funcs(template.FuncMap{
	"clean": clean, "duration": duration, "mark": func(o finding.ScenarioOutcome) string { return marks[o] },
	"open": func(o finding.ScenarioOutcome) bool {
		return o != finding.ScenarioPassed && o != finding.ScenarioSkipped
	},
	"asWritten": func(line string) string { return strings.TrimRight(strings.Map(printed, line), " ") },
	"moment":    func(ms float64) string { return moment(&ms) },
	"png": func(s finding.Screenshot) template.URL {
		return template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(s.PNG))
	},
}).Parse(scenariosPage))

// A scenariosView is what the template sees.
type scenariosView struct {
	finding.ScenarioReport
	Summary string // in one line
}

// A failureView is a failure with what is around it.
type failureView struct {
	View    scenariosView
	Failure finding.ScenarioFailure
}

// Of returns a failure as the template wants it.
func (v scenariosView) Of(f any) failureView {
	switch f := f.(type) {
	case *finding.ScenarioFailure:
		return failureView{v, *f}
	case finding.ScenarioFailure:
		return failureView{v, f}
	}
	return failureView{View: v}
}

// Served tells who answered for what was shown.
func (v scenariosView) Served(f finding.ScenarioFailure) string { return served(v.Target, f) }

// URL names a URL as short as it can be.
func (v scenariosView) URL(raw string) string { return label(v.Target, raw) }

// WentOver tells what became of an exchange.
func (v scenariosView) WentOver(x finding.ScenarioWire) string { return wentOver(x) }

func writeScenariosHTML(w io.Writer, report finding.ScenarioReport, _ Options) error {
	var out bytes.Buffer
	summary := newScenariosText(report, Options{}).counted()
	if err := scenariosTemplate.Execute(&out, scenariosView{report, summary}); err != nil {
		return err
	}
	_, err := w.Write(out.Bytes())
	return err
}
