package session

import (
	"strings"
	"unicode"

	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
)

// How many words must tell a user's page from everybody's before they alone
// are proof: a name in the frame says who is logged in, a page says more.
const (
	fewFaceWords    = 2
	fewPrivateWords = 5
)

// tellingWords returns the words that the site shows at the URL to the user,
// each time, and to nobody else anywhere.
func tellingWords(s *observation.UserSession, user, url string) map[string]bool {
	own := map[string]bool{}
	first := true
	for _, p := range s.Phases {
		for _, v := range p.Truth {
			if p.User != user || !reading.SameURL(v.URL, url) {
				continue
			}
			words := wordsOf(v.Text)
			if first {
				own, first = words, false
				continue
			}
			keepOnly(own, words)
		}
	}
	for _, p := range s.Phases {
		if p.User == user {
			continue
		}
		for _, v := range p.Truth {
			remove(own, wordsOf(v.Text))
		}
	}
	if p, ok := s.Phase(observation.PhaseAnonymous); ok {
		for _, v := range p.Visits {
			remove(own, wordsOf(v.Text))
		}
	}
	return own
}

// showsOnly reports whether all of the words stand in the text, and they are
// not too few.
func showsOnly(text string, words map[string]bool, few int) bool {
	return len(words) >= few && share(text, words) == 1
}

// share tells how many of the words stand in the text, from 0 to 1.
func share(text string, words map[string]bool) float64 {
	if len(words) == 0 {
		return 0
	}
	there := wordsOf(text)
	n := 0
	for w := range words {
		if there[w] {
			n++
		}
	}
	return float64(n) / float64(len(words))
}

// minus returns the words of a text that another one lacks.
func minus(text, other string) map[string]bool {
	words := wordsOf(text)
	remove(words, wordsOf(other))
	return words
}

func wordsOf(text string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
		set[w] = true
	}
	return set
}

func keepOnly(set, these map[string]bool) {
	for w := range set {
		if !these[w] {
			delete(set, w)
		}
	}
}

func remove(set, these map[string]bool) {
	for w := range these {
		delete(set, w)
	}
}
