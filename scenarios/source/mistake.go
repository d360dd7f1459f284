package source

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// A Place is where something stands in a file. Both count from 1; columns are
// characters.
type Place struct{ Line, Column int }

// A Mistake is something in a file that cannot be what was meant.
type Mistake struct {
	File string
	Place
	Line   string // as it is written
	What   string
	Advice string

	order int // of the file among those that were read
	caret int // characters of Line before the place: fewer than the column says where a secret is hidden
}

// Error tells where, what, and shows the line with a caret.
func (m *Mistake) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s%s", m.File, m.Place.Line, m.Column, m.What, m.excerpt())
}

// Hint tells what to do.
func (m *Mistake) Hint() string { return m.Advice }

func (m *Mistake) compare(other *Mistake) int {
	return cmp.Or(cmp.Compare(m.order, other.order), cmp.Compare(m.Place.Line, other.Place.Line), cmp.Compare(m.Column, other.Column), cmp.Compare(m.What, other.What))
}

// The part of a long line that is shown around the place, in characters.
const (
	widest = 100
	before = 60
)

// Line returns the line of a place as [Node.Where] tells it, in this file or in
// one that it includes, without secrets; "" where there is none.
func (f *File) Line(where string) string {
	name, place := where, [2]int{}
	for i := range place {
		at := strings.LastIndexByte(name, ':')
		if at < 0 {
			return ""
		}
		place[1-i], _ = strconv.Atoi(name[at+1:])
		name = name[:at]
	}
	file, line := f.files[name], place[0]
	if file == nil || line < 1 || line > len(file.lines) {
		return ""
	}
	return f.Hide(file.lines[line-1])
}

// excerpt shows the line with a caret below the place.
func (m *Mistake) excerpt() string {
	if strings.TrimSpace(m.Line) == "" {
		return ""
	}
	shown, indent := cut([]rune(strings.ReplaceAll(m.Line, "\t", " ")), m.caret)
	number := fmt.Sprint(m.Place.Line)
	margin := strings.Repeat(" ", len(number))
	return fmt.Sprintf("\n  %s | %s\n  %s | %s^", number, shown, margin, strings.Repeat(" ", indent))
}

// cut returns the part of a line that is shown, and the width of what stands
// before the place.
func cut(line []rune, at int) (shown string, indent int) {
	from, to := 0, len(line)
	if len(line) > widest {
		from = max(0, at-before)
		to = min(len(line), from+widest)
	}
	shown, indent = string(line[from:to]), ansi.StringWidth(string(line[from:at]))
	if from > 0 {
		shown, indent = "…"+shown, indent+1
	}
	if to < len(line) {
		shown += "…"
	}
	return shown, indent
}

// Mistakes are all that was found wrong in a file.
type Mistakes []*Mistake

// Error tells all mistakes, each with its hint where there are several.
func (all Mistakes) Error() string {
	if len(all) == 1 {
		return all[0].Error()
	}
	texts := make([]string, 0, len(all))
	for _, m := range all {
		texts = append(texts, m.Error()+"\nhint: "+m.Advice)
	}
	return strings.Join(texts, "\n\n")
}

// Hint tells what to do where there is one mistake; else Error does.
func (all Mistakes) Hint() string {
	if len(all) == 1 {
		return all[0].Advice
	}
	return ""
}

// Unwrap returns the single mistakes.
func (all Mistakes) Unwrap() []error {
	errs := make([]error, 0, len(all))
	for _, m := range all {
		errs = append(errs, m)
	}
	return errs
}
