package reporter

import (
	"charm.land/lipgloss/v2"

	"github.com/swcheck/swcheck/finding"
)

// palette paints, or leaves text alone when colours are off. It uses the
// terminal's own sixteen colours, which its owner chose to be readable.
type palette struct{ on bool }

var (
	styleBold  = lipgloss.NewStyle().Bold(true)
	styleFaint = lipgloss.NewStyle().Faint(true)
	styleGood  = lipgloss.NewStyle().Foreground(lipgloss.Green)
	styleWarn  = lipgloss.NewStyle().Foreground(lipgloss.Yellow)
	styleBad   = lipgloss.NewStyle().Foreground(lipgloss.Red)
	styleInfo  = lipgloss.NewStyle().Foreground(lipgloss.Blue)
)

func (p palette) paint(style lipgloss.Style, s string) string {
	if !p.on || s == "" {
		return s
	}
	return style.Render(s)
}

func (p palette) plain(s string) string { return s }
func (p palette) bold(s string) string  { return p.paint(styleBold, s) }
func (p palette) faint(s string) string { return p.paint(styleFaint, s) }
func (p palette) good(s string) string  { return p.paint(styleGood, s) }
func (p palette) warn(s string) string  { return p.paint(styleWarn, s) }
func (p palette) bad(s string) string   { return p.paint(styleBad, s) }

// verdict paints the first word of a report.
func (t text) verdict(word string) string {
	style := map[finding.VerdictWord]lipgloss.Style{
		finding.VerdictPass: styleGood, finding.VerdictWarn: styleWarn, finding.VerdictFail: styleBad,
	}[t.Verdict]
	return t.paint(style.Bold(true), word)
}

// severity paints the label of a finding.
func (p palette) severity(s finding.Severity) func(string) string {
	style := styleInfo
	switch s {
	case finding.Error:
		style = styleBad
	case finding.Warning:
		style = styleWarn
	}
	return func(label string) string { return p.paint(style.Bold(true), label) }
}
