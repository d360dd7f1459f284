package session

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
)

// How many words must tell a user's page from everybody's before they alone
// are proof. Where another user was seen there, few are enough: no word of them
// is one that all users get.
const (
	fewFaceWords    = 2
	fewOwnWords     = 2
	fewPrivateWords = 5
)

// tellingWords returns the words and numbers that the site shows at the URL to
// the user, each time, and to nobody else anywhere. What differs from load to
// load is no such word: it would be missed in every copy of the page.
func tellingWords(u *observation.Users, user, url string) map[string]bool {
	looks := looksAt(u, user, url)
	if len(looks) == 0 {
		return nil
	}
	own := wordsOf(looks[0])
	if len(looks) > 1 {
		own = tokensOf(looks[0]) // one look does not tell which numbers stay
	}
	for _, look := range looks[1:] {
		keepOnly(own, tokensOf(look))
	}
	for _, text := range toOthers(u, user) {
		remove(own, tokensOf(text))
	}
	return own
}

// looksAt returns what the site itself shows to the user at the URL: past the
// worker, and what came through it from the network.
func looksAt(u *observation.Users, user, url string) []string {
	var texts []string
	for _, s := range sessions(u) {
		for _, p := range s.Phases {
			if p.User != user {
				continue
			}
			own := truth(s, p.Name, url)
			if own == nil {
				continue
			}
			texts = append(texts, own.Text)
			for i := range p.Visits {
				v := &p.Visits[i]
				_, ok := reading.Usable(v)
				if ok && v.ServedBy == observation.ByNetwork && v.Status == own.Status && reading.SameURL(v.URL, url) && reading.SameURL(v.Final, own.Final) {
					texts = append(texts, v.Text)
				}
			}
		}
	}
	return texts
}

// toOthers returns what the site shows, anywhere, to others than the user.
func toOthers(u *observation.Users, user string) []string {
	var texts []string
	for _, s := range sessions(u) {
		for _, p := range s.Phases {
			if p.User == user || p.User == "" && !isOver(s, p.Name) {
				continue
			}
			for _, v := range p.Truth {
				texts = append(texts, v.Text)
			}
			if p.Name == observation.PhaseAnonymous {
				for _, v := range p.Visits {
					texts = append(texts, v.Text)
				}
			}
		}
	}
	return texts
}

// isOver reports whether nothing speaks against it that nobody was logged in in
// the phase. A login that lies elsewhere than in cookies outlives them.
func isOver(s *observation.UserSession, name observation.PhaseName) bool {
	over, _ := ended(s, name)
	return name == observation.PhaseAnonymous || over
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
	there := tokensOf(text)
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
	return setOf(strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }))
}

// numbers matches amounts, and numbers of tickets, orders and accounts.
var numbers = regexp.MustCompile(`\d[\d.,]*\d`)

// tokensOf returns the words of a text, and the numbers that are long enough to
// tell: counters, days and hours are not.
func tokensOf(text string) map[string]bool {
	const enough = 3 // digits
	all := wordsOf(text)
	for _, n := range numbers.FindAllString(text, -1) {
		if len(n)-strings.Count(n, ".")-strings.Count(n, ",") >= enough {
			all[n] = true
		}
	}
	return all
}

func setOf(words []string) map[string]bool {
	set := map[string]bool{}
	for _, w := range words {
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
