package reporter

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Titles, URLs, console text: all of it was chosen by the site, and a site is
// no friend. An escape code can rewrite what stands above it on the terminal,
// a bidi override can turn "fail" into "liaf", a million characters can bury
// the verdict. Whatever a site chose passes through this file before a person
// or another program reads it.

const (
	ellipsis = "…"

	// longest is where a site's text is cut, in characters. Long enough for
	// each URL and console message that a person would read to its end.
	longest = 500

	// mostMarks is how many combining marks may follow each other. No script
	// stacks more; text that does climbs over the lines around it.
	mostMarks = 3
)

// clean makes a site's text safe for one line of terminal or XML: valid UTF-8,
// no control, format or invisible characters, white space folded to single
// blanks, cut to the longest length.
func clean(s string) string { return cleanTo(s, longest) }

// cleanTo is clean with a limit in characters.
func cleanTo(s string, limit int) string {
	var b strings.Builder
	written, marks, blank := 0, 0, ""
	for _, r := range s { // ranging yields U+FFFD for bytes that are no UTF-8
		r = harmless(r)
		switch {
		case r == nothing:
			continue
		case r == ' ':
			if written > 0 {
				blank = " "
			}
			continue
		case !unicode.IsMark(r):
			marks = 0
		case marks == mostMarks:
			continue
		default:
			marks++
		}
		if written+len(blank) >= limit {
			return b.String() + ellipsis
		}
		b.WriteString(blank)
		b.WriteRune(r)
		written += len(blank) + 1
		blank = ""
	}
	return b.String()
}

const nothing rune = -1

// harmless returns what may stand for the character: itself, a blank for any
// white space, U+FFFD for what has no agreed look, or nothing.
func harmless(r rune) rune {
	switch {
	case unicode.IsSpace(r), unicode.Is(unicode.Z, r):
		return ' '
	case unicode.IsControl(r), unicode.Is(unicode.Cf, r), isInvisible(r):
		return nothing
	case !unicode.IsPrint(r):
		return utf8.RuneError
	}
	return r
}

// isInvisible tells of the letters and marks that take no place: fillers,
// joiners, variation selectors (Unicode's Default_Ignorable_Code_Point).
func isInvisible(r rune) bool {
	return unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}

// cut cuts text to a number of characters and otherwise leaves it as it is.
func cut(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	characters := 0
	for i := range s {
		if characters == limit {
			return s[:i] + ellipsis
		}
		characters++
	}
	return s
}

// elide cuts text to a width in terminal columns at its end.
func elide(s string, width int) string { return ansi.Truncate(s, max(width, 1), ellipsis) }

// elideMiddle cuts text to a width in terminal columns and keeps its end, which
// is what tells one URL of a site from the next.
func elideMiddle(s string, width int) string {
	have := ansi.StringWidth(s)
	if have <= width {
		return s
	}
	if width < 8 {
		return elide(s, width)
	}
	tail := (width - 1) / 2
	head := ansi.Truncate(s, width-1-tail, "")
	end := ansi.TruncateLeft(s, have-tail, ellipsis)
	if ansi.StringWidth(head)+ansi.StringWidth(end) > width {
		// The cut fell into a wide character, which TruncateLeft then keeps.
		end = ansi.TruncateLeft(s, have-tail+1, ellipsis)
	}
	return head + end
}
