package main

import (
	"runtime"
	"strings"

	"charm.land/lipgloss/v2"
)

// A look is what the live progress is drawn with.
type look struct {
	styled bool
	glyphs
}

// glyphs are the characters that are no letters.
type glyphs struct {
	spinner       []string
	done, cross   string
	bar, barAhead string // one column of it, of what is done and of what is not
	more          string
}

var (
	fineGlyphs = glyphs{
		spinner: []string{"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"},
		done:    "✓", cross: "✗", bar: "━", barAhead: "╌", more: "…",
	}
	plainGlyphs = glyphs{
		spinner: []string{"|", "/", "-", `\`},
		done:    "+", cross: "x", bar: "#", barAhead: ".", more: "...",
	}
)

// drawnWith returns how the progress looks on this terminal. The fonts of the Linux
// console and of Windows' old one lack most of the fine characters; Windows
// Terminal, and those that come with editors, name themselves.
func (w *world) drawnWith(colourRefused bool) look {
	l := look{styled: !colourRefused && !w.set("NO_COLOR"), glyphs: fineGlyphs}
	old := runtime.GOOS == "windows" && !w.set("WT_SESSION") && !w.set("TERM_PROGRAM")
	if old || w.variable("TERM") == "linux" {
		l.glyphs = plainGlyphs
	}
	return l
}

func (l look) paint(style lipgloss.Style, text string) string {
	if !l.styled || text == "" {
		return text
	}
	return style.Render(text)
}

func (l look) faint(text string) string { return l.paint(lipgloss.NewStyle().Faint(true), text) }
func (l look) bold(text string) string  { return l.paint(lipgloss.NewStyle().Bold(true), text) }
func (l look) good(text string) string {
	return l.paint(lipgloss.NewStyle().Foreground(lipgloss.Green), text)
}

func (l look) bad(text string) string {
	return l.paint(lipgloss.NewStyle().Foreground(lipgloss.Red), text)
}

// progressBar is a bar of the width in columns.
func (l look) progressBar(done, total, columns int) string {
	full := 0
	if total > 0 {
		full = min(done*columns/total, columns)
	}
	return l.good(strings.Repeat(l.bar, full)) + l.faint(strings.Repeat(l.barAhead, columns-full))
}
