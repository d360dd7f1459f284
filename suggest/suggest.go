// Package suggest finds the word that a mistyped one was meant to be.
package suggest

import (
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
)

// Near returns the known words that a mistyped one was probably meant to be,
// the nearest first, at most three. None is better than one that is far-fetched.
func Near(word string, known []string) []string {
	word = strings.ToLower(word)
	limit := limitOf(word)
	var found []candidate
	for _, k := range known {
		d := distance(word, strings.ToLower(k))
		// Who types a part of a longer name knows it by that part.
		if d > limit && len(word) >= 3 && contains(k, word) {
			d = limit
		}
		if d <= limit {
			found = append(found, candidate{k, d})
		}
	}
	found = begunAlike(word, found)
	slices.SortStableFunc(found, func(a, b candidate) int { return a.distance - b.distance })
	words := make([]string, 0, 3)
	for _, c := range found[:min(len(found), 3)] {
		words = append(words, c.word)
	}
	return words
}

type candidate struct {
	word     string
	distance int
}

// limitOf is how far from the word another one may be. Two letters of a short
// word are half of it, and what differs in them is another word.
func limitOf(word string) int {
	if len(word) <= 4 {
		return 1
	}
	return max(2, len(word)/3)
}

// distance is how many letters are too many, missing or wrong. Two neighbours
// that have changed places are one slip of the fingers.
func distance(a, b string) int {
	d := levenshtein.ComputeDistance(a, b)
	if d == 2 && len(a) == len(b) && swapped(a, b) {
		return 1
	}
	return d
}

// swapped tells whether two words of one length differ in two neighbours that
// have changed places, and in nothing else.
func swapped(a, b string) bool {
	for i := range len(a) - 1 {
		if a[i] != b[i] {
			return a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
		}
	}
	return false
}

// begunAlike leaves those out that begin with another letter, where there are
// others that are as near: the first letter is the one that is seldom mistyped.
// Those that have the whole word in them stay.
func begunAlike(word string, found []candidate) []candidate {
	nearest := -1 // of those that begin as the word
	for _, c := range found {
		if beginsAs(c.word, word) && (nearest < 0 || c.distance < nearest) {
			nearest = c.distance
		}
	}
	return slices.DeleteFunc(found, func(c candidate) bool {
		return nearest >= 0 && c.distance >= nearest && !beginsAs(c.word, word) && !contains(c.word, word)
	})
}

func contains(known, word string) bool { return strings.Contains(strings.ToLower(known), word) }

func beginsAs(known, word string) bool {
	return word != "" && strings.HasPrefix(strings.ToLower(known), word[:1])
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
