package scaffold

import (
	"strings"
	"unicode"

	"github.com/goccy/go-yaml"
)

// scalar writes a text as a YAML value that holds on one line, in lists and
// mappings of either style. A dollar sign is doubled: it would begin the name of
// a variable.
func scalar(text string) (string, error) {
	text = strings.ReplaceAll(strings.ToValidUTF8(text, "\ufffd"), "$", "$$")
	if plain(text) {
		content, err := yaml.Marshal(text)
		return strings.TrimSuffix(string(content), "\n"), err
	}
	return quoted(text), nil
}

// plain reports whether go-yaml is asked to quote the text: it knows what YAML
// takes for a number, a date or a truth value, but writes text of several lines
// as several lines, and takes a comma in a list for no matter.
func plain(text string) bool {
	return text != "" && !strings.ContainsFunc(text, func(r rune) bool {
		return strings.ContainsRune(",[]{}#\"\\", r) || !unicode.IsPrint(r)
	})
}

// quoted writes a text in double quotes. What is not printed stands as a number.
//
// Source: https://yaml.org/spec/1.2.2/#57-escaped-characters
func quoted(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case !unicode.IsPrint(r):
			escape(&b, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

func escape(b *strings.Builder, r rune) {
	const digits = "0123456789ABCDEF"
	width, letter := 4, byte('u')
	if r > 0xFFFF {
		width, letter = 8, 'U'
	}
	b.WriteByte('\\')
	b.WriteByte(letter)
	for i := width - 1; i >= 0; i-- {
		b.WriteByte(digits[r>>(4*i)&0xF])
	}
}

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
