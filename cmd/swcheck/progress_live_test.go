package main

import (
	"bytes"
	"strings"
	"testing"
)

func TestLiveProgressErasesWhatItDrew(t *testing.T) {
	var out bytes.Buffer
	l := newLive(&out, false)
	l.step(step{target: "http://localhost/", experiment: "first-visit", doing: "loads the page"})
	l.step(step{target: "http://localhost/", experiment: "offline", doing: "visits /talks/\x1b[2J"})
	l.note("something to keep")
	l.step(step{target: "http://localhost/", experiment: "first-visit", done: true})
	l.close()

	screen := terminal(t, out.String())
	if got := strings.Join(screen, "\n"); strings.TrimSpace(got) != "something to keep" {
		t.Errorf("left on the screen:\n%s", got)
	}
	for _, want := range []string{"loads the page", "visits /talks/[2J"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q was never drawn", want)
		}
	}
}

// terminal plays what was written on a screen that knows the three codes that
// progress may use, and returns its lines. Any other code fails the test.
func terminal(t *testing.T, written string) []string {
	t.Helper()
	lines, row := []string{""}, 0
	for written != "" {
		var up int
		switch {
		case strings.HasPrefix(written, "\x1b[J"):
			lines, written = append(lines[:row], ""), written[len("\x1b[J"):]
		case cursorUp(written, &up) > 0:
			row, written = row-up, written[cursorUp(written, &up):]
		case written[0] == '\n':
			if row++; row == len(lines) {
				lines = append(lines, "")
			}
			written = written[1:]
		case written[0] == '\r':
			written = written[1:]
		case written[0] == '\x1b':
			t.Fatalf("an unexpected code: %q", written[:min(8, len(written))])
		default:
			lines[row] += written[:1]
			written = written[1:]
		}
	}
	return lines
}

// cursorUp returns the length of the code at the start that moves the cursor
// up, and by how many lines; 0 if there is none.
func cursorUp(written string, by *int) int {
	rest, found := strings.CutPrefix(written, "\x1b[")
	if !found {
		return 0
	}
	digits := len(rest) - len(strings.TrimLeft(rest, "0123456789"))
	if digits >= len(rest) || rest[digits] != 'A' {
		return 0
	}
	*by = 0
	for _, d := range rest[:digits] {
		*by = *by*10 + int(d-'0')
	}
	*by = max(*by, 1)
	return len("\x1b[") + digits + 1
}
