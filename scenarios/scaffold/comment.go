package scaffold

import (
	"strings"
	"unicode"
)

// comment makes a text safe for a comment: one line, of characters that are
// printed, cut where it is long.
func comment(text string) string {
	const longest = 300
	text = strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return ' '
	}, strings.ToValidUTF8(text, "\ufffd"))
	runes := []rune(strings.Join(strings.Fields(text), " "))
	if len(runes) > longest {
		runes = append(runes[:longest], '…')
	}
	return string(runes)
}

// wrapped is comment over several lines, each with its mark.
func wrapped(text string) string {
	const widest = 78
	var b strings.Builder
	column := 0
	for _, word := range strings.Fields(comment(text)) {
		switch {
		case column == 0:
			b.WriteString("#")
			column = 1
		case column+1+len([]rune(word)) > widest:
			b.WriteString("\n#")
			column = 1
		}
		b.WriteString(" " + word)
		column += 1 + len([]rune(word))
	}
	return b.String()
}
