package reporter

import (
	"bytes"
	_ "embed"
	"html/template"
	"io"

	"github.com/swcheck/swcheck/finding"
)

func init() {
	Register(Format{Name: "html", Description: "one small page", WriteDiff: writeDiffHTML})
}

var (
	//go:embed page/base.css
	baseStyle string
	//go:embed page/diff.html
	diffPage string
)

var diffTemplate = template.Must(template.New("diff").Funcs(template.FuncMap{
	"clean": clean, "word": diffWord, "side": sideWords,
	"counts":   func(c finding.ChangeCounts) string { return changeCounts(c, ", ") },
	"severity": severityWords, "unclear": unclearWords, "known": knownWords,
	"section": func(t finding.TargetDiff, kind finding.ChangeKind, heading string) diffSection {
		return diffSection{t, heading, groups(t, kind)}
	},
}).Parse(diffPage))

// A diffSection is the findings of which the same became.
type diffSection struct {
	diff    finding.TargetDiff
	Heading string
	Groups  []changeGroup
}

// mostInHTML is how many URLs and sentences of one finding are named.
const mostInHTML = 100

// Facts tell what is said of the URLs.
func (s diffSection) Facts(g changeGroup) []string { return g.facts(s.diff, mostInHTML) }

// Places names the URLs.
func (s diffSection) Places(g changeGroup) string { return places(s.diff, g.all, mostInHTML) }

// Findings counts them.
func (s diffSection) Findings() int {
	n := 0
	for _, g := range s.Groups {
		n += len(g.all)
	}
	return n
}

// A diffView is what the template sees.
type diffView struct {
	finding.Diff
	Style    template.CSS
	Overview string
	Title    string
}

func writeDiffHTML(w io.Writer, d finding.Diff, _ Options) error {
	view := diffView{Diff: d, Style: template.CSS(baseStyle), Overview: diffOverview(d), Title: diffOverview(d)}
	if len(d.Targets) == 1 {
		view.Title = diffWord(d.Targets[0]) + ", " + clean(d.Targets[0].Target)
	}
	var out bytes.Buffer
	if err := diffTemplate.Execute(&out, view); err != nil {
		return err
	}
	_, err := w.Write(out.Bytes())
	return err
}
