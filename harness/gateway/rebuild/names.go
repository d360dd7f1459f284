package rebuild

import (
	"bytes"
	"maps"
	"slices"
)

// A token is the part of a name that tells the version.
type token struct {
	text string
	// after holds what stands before the token in names. Where it is not empty,
	// the token alone is not telling enough: it is looked for only there, and
	// its old name goes on to answer, since some text may name it otherwise.
	after []string
}

// names knows the tokens of build A.
type names struct {
	tokens  map[string]*token
	lengths []int
}

func newNames() *names { return &names{tokens: map[string]*token{}} }

// learn adds a token. One that is telling by itself needs nothing before it.
func (n *names) learn(t token) {
	known := n.tokens[t.text]
	switch {
	case known == nil:
		n.tokens[t.text] = &t
		if !slices.Contains(n.lengths, len(t.text)) {
			n.lengths = append(n.lengths, len(t.text))
		}
	case len(t.after) == 0:
		known.after = nil
	case len(known.after) > 0:
		known.after = append(known.after, t.after...)
	}
}

// spots returns where the tokens stand in a text.
func (n *names) spots(body []byte) []spot {
	if len(n.tokens) == 0 {
		return nil
	}
	found := find(body, n.lengths, func(word []byte) bool { return n.tokens[string(word)] != nil })
	return slices.DeleteFunc(found, func(s spot) bool { return !n.tokens[s.text].standsAt(body, s.at) })
}

// standsAt reports whether what is written there is the token, and not the same
// letters by chance.
func (t *token) standsAt(body []byte, at int) bool {
	if len(t.after) == 0 {
		return true
	}
	return slices.ContainsFunc(t.after, func(before string) bool {
		return bytes.HasSuffix(body[:at], []byte(before))
	})
}

// A table holds what each token of build A is in another build.
type table struct {
	*names
	forth, back map[string]string
}

// in makes the table of a build. A token whose new name somebody else has
// stays as it is.
func (n *names) in(build string) *table {
	t := &table{names: n, forth: map[string]string{}, back: map[string]string{}}
	shift := newShift(build)
	for _, text := range slices.Sorted(maps.Keys(n.tokens)) {
		next := shift.of(text)
		if n.tokens[next] == nil && t.back[next] == "" {
			t.forth[text], t.back[next] = next, text
		}
	}
	return t
}

// rename writes the build's names into a text.
func (t *table) rename(body []byte) []byte {
	spots := t.spots(body)
	if len(spots) == 0 {
		return body
	}
	renamed := slices.Clone(body)
	for _, s := range spots {
		copy(renamed[s.at:], t.forth[s.text])
	}
	return renamed
}

// original returns the path as build A has it, and whether it is another one. A
// path of build A that is gone becomes one that nobody has, so that the server
// itself tells what it answers for a missing file.
func (t *table) original(path string) (string, bool) {
	moved := []byte(path)
	found := find(moved, t.lengths, func(word []byte) bool { return t.forth[string(word)] != "" || t.back[string(word)] != "" })
	changed := false
	for _, s := range found {
		to, known := t.back[s.text]
		if known && !t.tokens[to].standsAt(moved, s.at) {
			continue
		}
		if !known {
			if len(t.tokens[s.text].after) > 0 {
				continue
			}
			to = t.forth[s.text]
		}
		changed = true
		copy(moved[s.at:], to)
	}
	return string(moved), changed
}

// A spot is where a token stands in a text.
type spot struct {
	at   int
	text string
}

// find returns where the words of a set stand in a text, by themselves and not
// as a part of a longer word or of a UUID.
func find(body []byte, lengths []int, has func([]byte) bool) []spot {
	var spots []spot
	for at := 0; at < len(body); at++ {
		if !begins(body, at) {
			continue
		}
		for _, length := range lengths {
			end := at + length
			if end > len(body) || end < len(body) && isWord(body[end]) {
				continue
			}
			if has(body[at:end]) {
				spots = append(spots, spot{at, string(body[at:end])})
				at = end - 1
				break
			}
		}
	}
	if len(spots) == 0 {
		return nil
	}
	ids := uuid.FindAllIndex(body, -1)
	return slices.DeleteFunc(spots, func(s spot) bool { return within(ids, s.at) })
}

// begins reports whether a word may begin here: after what is no part of one, or
// after a character that is written as %2F.
func begins(body []byte, at int) bool {
	return at == 0 || !isWord(body[at-1]) || at >= 3 && body[at-3] == '%'
}

func isWord(c byte) bool { return class(c) < 3 }

func within(ranges [][]int, at int) bool {
	return slices.ContainsFunc(ranges, func(r []int) bool { return r[0] <= at && at < r[1] })
}
