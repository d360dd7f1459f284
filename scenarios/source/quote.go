package source

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
)

// Quote writes a text as a value that [Node.String] reads back: on one line, in
// lists and mappings of either style. A dollar sign is doubled, because it would
// begin the name of a variable.
func Quote(text string) string { return QuoteKey(strings.ReplaceAll(text, "$", "$$")) }

// QuoteKey is Quote for keys in which no variables are put: see [Key.Text].
func QuoteKey(text string) string {
	text = strings.ToValidUTF8(text, "\ufffd")
	if plain(text) {
		if content, err := yaml.Marshal(text); err == nil {
			return strings.TrimSuffix(string(content), "\n")
		}
	}
	return quoted(text)
}

// plain reports whether go-yaml is asked to quote the text: it knows what YAML
// takes for a number, a date or a truth value. What begins with a sign, or holds
// one that means something in a list or on several lines, is quoted in any case.
func plain(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	return (unicode.IsLetter(first) || unicode.IsDigit(first) || first == '/') && !strings.ContainsFunc(text, func(r rune) bool {
		return strings.ContainsRune(",[]{}#\"\\", r) || !unicode.IsPrint(r)
	})
}

// quoted writes a text in quotes: in single ones where it has double ones itself,
// which is easier to read, else in double ones, in which what is not printed
// stands as a number.
//
// Source: https://yaml.org/spec/1.2.2/#57-escaped-characters
func quoted(text string) string {
	unprinted := func(r rune) bool { return !unicode.IsPrint(r) }
	if strings.ContainsAny(text, `"\`) && !strings.ContainsFunc(text, unprinted) {
		return "'" + strings.ReplaceAll(text, "'", "''") + "'"
	}
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
