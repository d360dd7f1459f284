package rebuild

import (
	"bytes"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"net/http"
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

func init() {
	register(recogniser{name: "digests", recognise: recogniseDigests, last: true})
}

// digest finds the hash of a file or of an inline script, as integrity
// attributes, lists for workers and Content-Security-Policy have it, also where
// slashes and plus signs are escaped.
//
// Source: https://www.w3.org/TR/SRI/#the-integrity-attribute
var digest = regexp.MustCompile(`\b(sha256|sha384|sha512)-((?:[0-9A-Za-z+/_=-]|\\/|&#43;|&#x2[Bb];|\\u002[Bb])+)`)

// recogniseDigests finds texts that are named by the hash of their bytes. They
// change, so the hash does: it is made anew, as the team's build would.
func recogniseDigests(s *survey) change {
	s.byDigest = map[string]*text{}
	for _, t := range s.sorted() {
		if t.kind != script && t.kind != style {
			continue
		}
		for _, algorithm := range algorithms {
			s.byDigest[digestOf(algorithm, t.body)] = t
		}
	}
	if !s.namesDigests() {
		return nil
	}
	return func(b *build, t *text, body []byte) []byte {
		inline := inlineDigests(t, body)
		return redigest(body, func(algorithm, known string) (string, bool) { return b.digest(inline, algorithm, known) })
	}
}

func (s *survey) namesDigests() bool {
	for _, t := range s.sorted() {
		own := inlineDigests(t, t.body)
		named := false
		redigest(append(bytes.Clone(t.body), t.header.Get(policyField)...), func(_, known string) (string, bool) {
			named = named || s.byDigest[known] != nil || own[known] != nil
			return "", false
		})
		if named {
			return true
		}
	}
	return false
}

const policyField = "Content-Security-Policy"

// renewPolicy makes the hashes in a policy anew for a document that was changed.
func (b *build) renewPolicy(header http.Header, t *text, body []byte) (changed bool) {
	if len(header[policyField]) == 0 {
		return false
	}
	inline := inlineDigests(t, body)
	for i, policy := range header[policyField] {
		renewed := string(redigest([]byte(policy), func(algorithm, known string) (string, bool) {
			return b.digest(inline, algorithm, known)
		}))
		changed = changed || renewed != policy
		header[policyField][i] = renewed
	}
	return changed
}

// digest returns the hash in this build of what has a hash in build A.
func (b *build) digest(inline map[string][]byte, algorithm, known string) (string, bool) {
	if made, ok := inline[known]; ok {
		return digestOf(algorithm, made), true
	}
	t := b.plan.survey.byDigest[known]
	if t == nil {
		return "", false
	}
	made, ok := b.made(t.url)
	return digestOf(algorithm, made), ok
}

// redigest writes other hashes into a text. next is given an algorithm and a
// hash with it.
func redigest(body []byte, next func(algorithm, known string) (string, bool)) []byte {
	var edits []edit
	for _, m := range digest.FindAllSubmatchIndex(body, -1) {
		algorithm, written := string(body[m[2]:m[3]]), string(body[m[4]:m[5]])
		renewed, ok := next(algorithm, algorithm+"-"+unescape.Replace(written))
		if !ok {
			continue
		}
		_, sum, _ := strings.Cut(renewed, "-")
		if strings.Contains(written, `\/`) {
			sum = strings.ReplaceAll(sum, "/", `\/`)
		}
		edits = append(edits, edit{m[4], m[5], sum})
	}
	return apply(body, edits)
}

var unescape = strings.NewReplacer(`\/`, "/", "&#43;", "+", "&#x2B;", "+", "&#x2b;", "+", `\u002B`, "+", `\u002b`, "+", "-", "+", "_", "/")

var algorithms = []string{"sha256", "sha384", "sha512"}

func digestOf(algorithm string, body []byte) string {
	var sum []byte
	switch algorithm {
	case "sha256":
		s := sha256.Sum256(body)
		sum = s[:]
	case "sha384":
		s := sha512.Sum384(body)
		sum = s[:]
	default:
		s := sha512.Sum512(body)
		sum = s[:]
	}
	return algorithm + "-" + base64.StdEncoding.EncodeToString(sum)
}

// inlineDigests returns what the scripts and styles inside a document have
// become, by their hashes in build A.
func inlineDigests(t *text, body []byte) map[string][]byte {
	if t.kind != document {
		return nil
	}
	before, after := inline(t.body), inline(body)
	if len(before) != len(after) {
		return nil
	}
	known := map[string][]byte{}
	for i, old := range before {
		for _, algorithm := range algorithms {
			known[digestOf(algorithm, old)] = after[i]
		}
	}
	return known
}

// inline returns the texts of scripts and styles inside a document.
func inline(body []byte) [][]byte {
	var found [][]byte
	for z := html.NewTokenizer(bytes.NewReader(body)); ; {
		switch z.Next() {
		case html.ErrorToken:
			return found
		case html.StartTagToken:
			name, _ := z.TagName()
			if tag := string(name); tag != "script" && tag != "style" {
				continue
			}
			if z.Next() == html.TextToken {
				found = append(found, bytes.Clone(z.Raw()))
			}
		}
	}
}
