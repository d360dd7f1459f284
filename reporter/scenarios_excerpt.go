package reporter

import (
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"github.com/swcheck/swcheck/finding"
)

// A place in a file, both from 1. 0 is not known.
type place struct {
	file         string
	line, column int
}

// placeOf reads a place such as talks.yaml:3:5.
func placeOf(where string) place {
	p := place{file: where}
	for _, number := range []*int{&p.column, &p.line} {
		at := strings.LastIndexByte(p.file, ':')
		if at < 0 {
			return place{file: where}
		}
		n, err := strconv.Atoi(p.file[at+1:])
		if err != nil {
			return place{file: where}
		}
		*number, p.file = n, p.file[:at]
	}
	return p
}

// excerpt shows the line of the file in which the step stands, with a caret
// below it.
func (t scenariosText) excerpt(f finding.ScenarioFailure) []string {
	at := placeOf(f.Place)
	line := []rune(strings.Map(printed, f.Source))
	if at.line == 0 || strings.TrimSpace(string(line)) == "" {
		return nil
	}
	number := strconv.Itoa(at.line)
	margin := strings.Repeat(" ", len(number))
	before := ansi.StringWidth(string(line[:min(max(at.column-1, 0), len(line))]))
	return []string{
		elide("  "+t.faint(number+" | ")+string(line), t.width),
		elide("  "+t.faint(margin+" | ")+strings.Repeat(" ", before)+t.bad("^"), t.width),
	}
}

// printed keeps the columns of a line of a file as they are, unlike clean.
func printed(r rune) rune {
	if r == '\t' {
		return ' '
	}
	return harmless(r)
}
