package reading

import "github.com/swcheck/swcheck/observation/likeness"

// Similarity tells how alike two visible texts are, from 0 (no word in common)
// to 1 (the same words): the words in common, counted as often as they stand,
// against all words; see [likeness.Similarity].
func Similarity(a, b string) float64 { return likeness.Similarity(a, b) }

// TellsVisitor reports whether the text has words that the online text lacks
// and that tell a visitor why content is missing, in any language: one that
// says so alone, or at least three that are no mere leftovers such as
// "Loading"; see [likeness.TellsVisitor].
func TellsVisitor(got, online string) bool { return likeness.TellsVisitor(got, online) }
