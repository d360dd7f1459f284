package likeness

import (
	"strings"
	"unicode"
)

// Similarity tells how alike two visible texts are, from 0 (no word in common)
// to 1 (the same words): the words in common, counted as often as they stand,
// against all words. Order does not matter, and digits count as equal, because
// clocks, dates and counters differ from load to load. Two empty texts are
// alike.
func Similarity(a, b string) float64 {
	wa, wb := Words(a), Words(b)
	if len(wa)+len(wb) == 0 {
		return 1
	}
	return 2 * float64(common(wa, wb)) / float64(len(wa)+len(wb))
}

// Kept tells how much of a text is still there in another, from 0 to 1.
func Kept(of, in string) float64 {
	wanted := Words(of)
	if len(wanted) == 0 {
		return 1
	}
	return float64(common(wanted, Words(in))) / float64(len(wanted))
}

func common(a, b []string) int {
	count := make(map[string]int, len(a))
	for _, w := range a {
		count[w]++
	}
	n := 0
	for _, w := range b {
		if count[w] > 0 {
			count[w]--
			n++
		}
	}
	return n
}

// Words splits a text into its words in lower case. Each run of digits becomes
// "0". Scripts that set no spaces between words give one word per character.
func Words(text string) []string {
	var all []string
	var word strings.Builder
	end := func() {
		if word.Len() > 0 {
			all = append(all, word.String())
			word.Reset()
		}
	}
	digits := false
	for _, r := range text {
		switch {
		case unicode.IsDigit(r):
			if !digits {
				word.WriteByte('0')
			}
			digits = true
			continue
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar):
			end()
			all = append(all, string(r))
		case unicode.IsLetter(r), unicode.IsMark(r):
			word.WriteRune(unicode.ToLower(r))
		case r == '\'' || r == '’':
			// "isn't" is one word, however its apostrophe is set.
		default:
			end()
		}
		digits = false
	}
	end()
	return all
}

// leftover are words that a page shows while it waits for content: they tell a
// visitor nothing about being offline.
var leftover = map[string]bool{
	"loading": true, "please": true, "wait": true, "connecting": true, "spinner": true,
	"undefined": true, "null": true, "nan": true, "object": true,
}

// telling are words that say to a visitor, alone, what is the matter.
var telling = map[string]bool{
	"offline": true, "connection": true, "internet": true, "network": true, "disconnected": true,
	"unavailable": true, "stored": true, "saved": true, "cached": true, "retry": true,
}

// TellsVisitor reports whether the text has words that the online text lacks
// and that tell a visitor why content is missing, in any language: one that
// says so alone, or at least three that are no mere leftovers such as
// "Loading".
func TellsVisitor(got, online string) bool {
	known := map[string]bool{}
	for _, w := range Words(online) {
		known[w] = true
	}
	fresh := map[string]bool{}
	for _, w := range Words(got) {
		if known[w] || leftover[w] || w == "0" {
			continue
		}
		if telling[w] {
			return true
		}
		fresh[w] = true
	}
	return len(fresh) >= 3
}
