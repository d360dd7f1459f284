package reporter

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// separators are the characters behind which a URL may be broken that is longer
// than a line.
const separators = "/?&=-_"

// wrap breaks lines at spaces, and in words that are longer than a line. In a pipe
// those stay whole: what reads a URL there may want to look for it.
func wrap(s string, width int, piped bool) []string {
	if piped {
		return wrapWords(s, width)
	}
	words := strings.Split(s, " ")
	for i, word := range words {
		words[i] = broken(word, width)
	}
	return wrapWords(strings.Join(words, " "), width)
}

// wrapWords breaks lines at spaces and nowhere else. Hyphens stay out of it: most
// of them belong to URLs and ids of rules, which are to be found and copied whole.
func wrapWords(s string, width int) []string {
	const kept = "\ue000" // of no meaning to anyone, and one column wide
	wrapped := ansi.Wordwrap(strings.ReplaceAll(s, "-", kept), width, "")
	return strings.Split(strings.ReplaceAll(wrapped, kept, "-"), "\n")
}

// broken breaks a word that is longer than a line: behind the last separator that
// is within the line, and where there is none at its end.
func broken(word string, width int) string {
	var b strings.Builder
	for ansi.StringWidth(word) > width {
		head := ansi.Truncate(word, width, "")
		if end := strings.LastIndexAny(head, separators) + 1; end > 0 && !strings.HasSuffix(head[:end], "://") {
			head = head[:end]
		}
		if head == "" { // not even one character has room
			break
		}
		b.WriteString(head + "\n")
		word = word[len(head):]
	}
	return b.String() + word
}
