package main

import (
	"io"
	"os"
	"strings"
	"unicode"

	"golang.org/x/term"

	"github.com/swcheck/swcheck/reporter"
)

// world is what commands may use of their surroundings: the streams and the
// environment. Nothing else in this program reads them.
//
// What is printed where:
//   - results go to stdout, everything else to stderr, so that a pipe gets
//     results alone
//   - colour and links only on a terminal that obeys the codes for them, and
//     colour neither with NO_COLOR nor --no-color
//   - progress is drawn in place only on such a terminal and outside CI;
//     otherwise it is plain lines, one per step, and in CI one per experiment
//   - what a site chose is printed without control characters
type world struct {
	in       io.Reader
	out, err io.Writer
	env      func(string) (string, bool)
	open     func(path string) error // shows a file in the person's web browser
}

// set tells whether an environment variable has a value.
func (w *world) set(name string) bool {
	value, ok := w.env(name)
	return ok && value != ""
}

// variable returns the value of an environment variable, or "".
func (w *world) variable(name string) string {
	value, _ := w.env(name)
	return value
}

// colour tells whether results on stdout may be coloured.
func (w *world) colour(refused bool) bool {
	return !refused && !w.set("NO_COLOR") && w.obeys(w.out)
}

// live tells whether progress may be drawn in place.
func (w *world) live() bool {
	return w.obeys(w.err) && !w.inCI()
}

// inCI tells whether this is a job of a CI server, whose log nobody watches.
func (w *world) inCI() bool { return w.set("CI") && w.variable("CI") != "false" }

// obeys tells whether the stream is a terminal that obeys more than letters.
func (w *world) obeys(stream io.Writer) bool {
	file, ok := stream.(*os.File)
	return ok && w.variable("TERM") != "dumb" && term.IsTerminal(int(file.Fd())) && obeysCodes(file)
}

// width returns the columns of the terminal behind a stream, 0 if it is none.
func width(stream io.Writer) int {
	columns, _ := terminalSize(stream)
	return columns
}

// printable returns the text as one line without anything that a terminal or a
// CI server would obey.
func printable(text string) string { return printableLines(strings.Join(strings.Fields(text), " ")) }

// printableLines is printable for text of several lines.
func printableLines(text string) string {
	text = strings.Map(func(r rune) rune {
		if r == '\n' || unicode.IsPrint(r) {
			return r
		}
		if unicode.IsSpace(r) {
			return ' '
		}
		return -1
	}, text)
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = reporter.Inert(line)
	}
	return strings.Join(lines, "\n")
}
