package observation

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf16"
)

// A secretReplacer replaces the secrets of the configuration, however their
// characters are written.
//
// Which characters a URL has escaped is not the same in its path, in its query
// and in what JavaScript makes of it, and HTML and JSON have their own ways:
// browsers leave the slash of a secret in a path as it is and escape the umlaut
// beside it. So each character is looked for in all of its forms, whatever the
// form of the one before it.
//
// Source: https://url.spec.whatwg.org/#percent-encoded-bytes
type secretReplacer struct {
	secrets []string // the longest first: one can be the beginning of another one
	marks   []string // by secret: a part of it that nothing escapes

	forms *regexp.Regexp // of all secrets; made when a mark is found, which is rare
}

const shortestSecret = 4

func newSecretReplacer(secrets []string) *secretReplacer {
	r := &secretReplacer{}
	for _, secret := range secrets {
		if len(secret) >= shortestSecret {
			r.secrets = append(r.secrets, secret)
		}
	}
	slices.SortFunc(r.secrets, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	r.secrets = slices.Compact(r.secrets)
	for _, secret := range r.secrets {
		r.marks = append(r.marks, longestPlain(secret))
	}
	return r
}

func (r *secretReplacer) replace(s string) string {
	if !slices.ContainsFunc(r.marks, func(mark string) bool { return strings.Contains(s, mark) }) {
		return s
	}
	if r.forms == nil {
		// What was redacted before stays as it is, whatever the secrets are.
		all := []string{Redacted}
		for _, secret := range r.secrets {
			all = append(all, formsOf(secret))
		}
		r.forms = regexp.MustCompile(strings.Join(all, "|"))
	}
	return r.forms.ReplaceAllLiteralString(s, Redacted)
}

// longestPlain returns the longest part of the text that is letters and digits
// of ASCII; "" where it has none, which every text contains.
func longestPlain(text string) string {
	longest := ""
	for part := range strings.FieldsFuncSeq(text, func(c rune) bool { return !isPlain(c) }) {
		if len(part) > len(longest) {
			longest = part
		}
	}
	return longest
}

func isPlain(c rune) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

// formsOf returns a pattern of the ways in which a secret can be written.
func formsOf(secret string) string {
	var pattern strings.Builder
	for _, c := range secret {
		if isPlain(c) {
			pattern.WriteRune(c)
		} else {
			pattern.WriteString("(?:" + strings.Join(formsOfCharacter(c), "|") + ")")
		}
	}
	return pattern.String()
}

// entities are the names that HTML has for the characters that it must escape.
var entities = map[rune]string{'&': "amp", '<': "lt", '>': "gt", '"': "quot", '\'': "apos"}

// short are the escapes of JSON that are no numbers.
var short = map[rune]string{'"': `\"`, '\\': `\\`, '/': `\/`, '\n': `\n`, '\r': `\r`, '\t': `\t`, '\b': `\b`, '\f': `\f`}

// formsOfCharacter returns patterns, the longer ones before those with which
// they begin.
func formsOfCharacter(c rune) []string {
	var escaped, json strings.Builder
	for _, b := range []byte(string(c)) {
		fmt.Fprintf(&escaped, "%%(?:25)*(?i:%02x)", b) // %25 where it was escaped again
	}
	for _, unit := range utf16.Encode([]rune{c}) {
		fmt.Fprintf(&json, `\\u(?i:%04x)`, unit)
	}
	forms := []string{escaped.String(), json.String(), fmt.Sprintf("&#0*%d;|&#[xX]0*(?i:%x);", c, c)}
	if name, ok := entities[c]; ok {
		forms = append(forms, "&"+name+";")
	}
	if s, ok := short[c]; ok {
		forms = append(forms, regexp.QuoteMeta(s))
	}
	if c == ' ' {
		forms = append(forms, `\+`)
	}
	return append(forms, regexp.QuoteMeta(string(c)))
}
