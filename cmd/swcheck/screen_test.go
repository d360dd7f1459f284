package main

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
)

// A screen is a terminal that tests look at.
type screen struct{ *vt.Emulator }

func newScreen(columns, lines int) screen { return screen{vt.NewEmulator(columns, lines)} }

// Write writes as through a terminal's driver, which returns the carriage at
// each line feed.
func (s screen) Write(p []byte) (int, error) {
	_, err := s.Emulator.Write([]byte(strings.ReplaceAll(string(p), "\n", "\r\n")))
	return len(p), err
}

func (s screen) WriteString(text string) (int, error) { return s.Write([]byte(text)) }

// size is what the terminal tells of itself.
func (s screen) size() (columns, lines int) { return s.Width(), s.Height() }

// text returns what a person sees, without colours and without what is empty.
func (s screen) text() string {
	lines := strings.Split(ansi.Strip(s.Render()), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " \r")
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}

// scrolledOff returns what has left the screen at its top.
func (s screen) scrolledOff() string {
	var lines []string
	for y := range s.ScrollbackLen() {
		var line strings.Builder
		for x := range s.Width() {
			if cell := s.ScrollbackCellAt(x, y); cell != nil {
				line.WriteString(cell.Content)
			}
		}
		lines = append(lines, strings.TrimRight(line.String(), " "))
	}
	return strings.Join(lines, "\n")
}

func mustSee(t *testing.T, s screen, words ...string) {
	t.Helper()
	for _, want := range words {
		if !strings.Contains(s.text(), want) {
			t.Errorf("the screen does not show %q:\n%s", want, s.text())
		}
	}
}
