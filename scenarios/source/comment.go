package source

import "strings"

// commentLines is how many lines before a fault of syntax are looked at: a
// bracket that a comment has swallowed is missed some lines below.
const commentLines = 3

// swallowed finds what was meant as text and is a comment because it begins with
// #, such as a selector without quotes, in the line of the place or a little
// before it.
func (f *File) swallowed(by Place) (at Place, word string, ok bool) {
	for line := min(by.Line, len(f.lines)); line >= max(1, by.Line-commentLines); line-- {
		if column, word := swallowedIn(f.lines[line-1]); word != "" {
			return Place{line, column}, word, true
		}
	}
	return Place{}, "", false
}

// swallowedIn returns the word that begins a comment where the line still has a
// bracket open, and its column. A comment that begins with a blank is meant as
// one.
func swallowedIn(line string) (column int, word string) {
	runes := []rune(line)
	quote, before, open := rune(0), ' ', 0
	for i, r := range runes {
		begins := strings.ContainsRune(" \t{[,", before)
		before = r
		switch {
		case quote != 0:
			if r == quote {
				quote = 0
			}
		case begins && (r == '"' || r == '\''):
			quote = r
		case r == '{' || r == '[':
			open++
		case r == '}' || r == ']':
			open--
		case begins && r == '#':
			if open <= 0 {
				return 0, ""
			}
			return i + 1, firstWord(string(runes[i:]))
		}
	}
	return 0, ""
}

// SwallowedValue returns the word that begins the comment behind a key that has
// no value: most likely it was meant as the value. "" is no such comment.
func (k Key) SwallowedValue() string {
	at := placeOf(k.node)
	if at.Line < 1 || at.Line > len(k.file.lines) {
		return ""
	}
	line := []rune(k.file.lines[at.Line-1])
	_, value, _ := strings.Cut(string(line[min(max(at.Column-1, 0), len(line)):]), ":")
	value = strings.TrimSpace(value)
	if !strings.HasPrefix(value, "#") {
		return ""
	}
	return firstWord(value)
}

// firstWord returns the text up to a blank or to what ends a value between
// brackets, or "" where there is only the mark of the comment.
func firstWord(comment string) string {
	if end := strings.IndexAny(comment, " \t,:}]"); end >= 0 {
		comment = comment[:end]
	}
	return strings.TrimSuffix(comment, "#")
}
