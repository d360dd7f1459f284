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
// below it. Of a line that is too long it shows what is around the place.
func (t scenariosText) excerpt(f finding.ScenarioFailure) []string {
	at := placeOf(f.Place)
	line := []rune(strings.Map(printed, f.Source))
	if at.line == 0 || strings.TrimSpace(string(line)) == "" {
		return nil
	}
	number := strconv.Itoa(at.line) + " | "
	margin := strings.Repeat(" ", len(number)-2) + "| "
	before := ansi.StringWidth(string(line[:min(max(at.column-1, 0), len(line))]))
	shown, indent := window(string(line), before, max(t.width-2-len(number), narrowest/2))
	return []string{
		elide("  "+t.faint(number)+shown, t.width),
		"  " + t.faint(margin) + strings.Repeat(" ", indent) + t.bad("^"),
	}
}

// window returns the part of a line that fits into so many columns, and the
// width of what stands before the place then.
func window(line string, before, columns int) (shown string, indent int) {
	whole := ansi.StringWidth(line)
	if whole <= columns && before < columns {
		return line, before
	}
	from := min(max(before-columns*3/5, 0), max(whole, before+1)-columns)
	to := min(from+columns, whole)
	left, right := "", ""
	if from > 0 {
		left = "…"
		from++
	}
	if to < whole {
		right = "…"
		to--
	}
	return left + ansi.Cut(line, from, to) + right, ansi.StringWidth(left + ansi.Cut(line, from, before))
}

// printed keeps the columns of a line of a file as they are, unlike clean.
func printed(r rune) rune {
	if r == '\t' {
		return ' '
	}
	return harmless(r)
}
