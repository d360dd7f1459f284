package harness

import (
	"strings"
	"time"
	"unicode/utf8"
)

// Bounds of what is kept of a page: a hostile one sends as much as it likes.
const (
	maxMessages     = 200
	maxMessageBytes = 2000
	maxRequests     = 5000
	maxDialogs      = 20
	maxNavigations  = 50
	maxListed       = 50 // downloads, popups
	maxURLBytes     = 8000
)

// clip cuts the text to at most n bytes, at a character's border, and makes it
// valid UTF-8.
func clip(text string, n int) string {
	if len(text) > n {
		text = text[:n]
		for len(text) > 0 && !utf8.RuneStart(text[len(text)-1]) {
			text = text[:len(text)-1]
		}
		if r, size := utf8.DecodeLastRuneInString(text); r == utf8.RuneError && size == 1 {
			text = text[:len(text)-1]
		}
	}
	return strings.ToValidUTF8(text, "\uFFFD")
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
