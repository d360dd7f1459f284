// Package suggest finds the word that a mistyped one was meant to be.
package suggest

import (
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
)

// Near returns the known words that a mistyped one was probably meant to be,
// the nearest first, at most three.
func Near(word string, known []string) []string {
	word = strings.ToLower(word)
	limit := max(2, len(word)/3)
	type candidate struct {
		word     string
		distance int
	}
	var found []candidate
	for _, k := range known {
		d := levenshtein.ComputeDistance(word, strings.ToLower(k))
		// Who types a part of a longer name knows it by that part.
		if d > limit && len(word) >= 3 && strings.Contains(k, word) {
			d = limit
		}
		if d <= limit {
			found = append(found, candidate{k, d})
		}
	}
	slices.SortStableFunc(found, func(a, b candidate) int { return a.distance - b.distance })
	words := make([]string, 0, 3)
	for _, c := range found[:min(len(found), 3)] {
		words = append(words, c.word)
	}
	return words
}

// Hint is the hint for a mistyped word: what it may have been meant to be,
// or else where all the known ones are listed.
func Hint(word string, known []string, otherwise string) string {
	words := Near(word, known)
	if len(words) == 0 {
		return otherwise
	}
	return "did you mean " + strings.Join(words, " or ") + "?"
}
