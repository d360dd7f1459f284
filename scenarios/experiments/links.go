package experiments

import (
	"net/url"
	"path"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/swcheck/swcheck/observation"
)

// followable tells whether an audit may visit the link, and why not. Whoever
// audits a site must be sure that it is the same site afterwards: what logs
// out, deletes, buys or confirms is never visited, and what merely may do so
// is not either.
func followable(link observation.Link, scope string) (ok bool, reason string) {
	u, err := url.Parse(link.URL)
	switch {
	case err != nil:
		return false, "no URL"
	case u.Scheme != "http" && u.Scheme != "https":
		return false, "not a web page"
	case !sameOrigin(link.URL, scope):
		return false, "another origin"
	case !strings.HasPrefix(link.URL, scope):
		return false, "out of scope"
	case link.Download || isFile(u.Path):
		return false, "a download"
	}
	if word := actingWord(link.Text); word != "" {
		return false, "the text says " + word
	}
	if word := actingURL(u); word != "" {
		return false, "the URL says " + word
	}
	if hasToken(u) {
		return false, "carries a token"
	}
	return true, ""
}

// isFile reports whether the path ends like one of a file that is no page.
func isFile(p string) bool {
	ext := strings.ToLower(strings.TrimPrefix(path.Ext(p), "."))
	return ext != "" && len(ext) <= 11 && !pageSuffixes[ext] && fileSuffix.MatchString(ext)
}

// A suffix is letters with perhaps some digits; what stands behind the dot in
// /v1.2 or /talks/node.js-at-scale is none.
var fileSuffix = regexp.MustCompile(`^[a-z]+[0-9]?$`)

var pageSuffixes = words("html htm xhtml shtml php php5 asp aspx jsp jspx jsf do cgi pl cfm action")

// actingURL returns the word by which the URL looks as if it did something.
func actingURL(u *url.URL) string {
	for _, part := range []string{u.Path, path.Base(u.Path)} {
		if word := actingWord(part); word != "" {
			return word
		}
	}
	for name, values := range u.Query() {
		for _, text := range append(values, name) {
			if word := actingWord(text); word != "" {
				return word
			}
		}
	}
	return ""
}

// actingWord returns the word of the text that names an action with
// consequences, or "".
func actingWord(text string) string {
	spoken := fold(splitCamelCase(text))
	tokens := strings.FieldsFunc(spoken, func(r rune) bool { return !unicode.IsLetter(r) })
	if len(tokens) == 1 && actingAlone[tokens[0]] {
		return tokens[0]
	}
	for _, t := range tokens {
		if actingWords[t] {
			return t
		}
	}
	joined := " " + strings.Join(tokens, " ") + " "
	for _, phrase := range actingPhrases {
		if strings.Contains(joined, " "+phrase+" ") {
			return phrase
		}
	}
	// Scripts without spaces between words, and words run together in paths.
	for _, root := range actingRoots {
		if strings.Contains(spoken, root) {
			return root
		}
	}
	return ""
}

var camelCase = regexp.MustCompile(`(\p{Ll})(\p{Lu})`)

func splitCamelCase(s string) string { return camelCase.ReplaceAllString(s, "$1 $2") }

// fold returns the text in lower case without accents, so that déconnexion is
// found in /deconnexion too.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(s))
}

// hasToken reports whether the URL carries what is meant to be used once: a
// nonce, a signature, an invitation.
func hasToken(u *url.URL) bool {
	for name, values := range u.Query() {
		named := tokenNames[strings.ToLower(strings.Trim(name, "_[]"))]
		for _, v := range values {
			// ?session=12 is a session of a conference, ?code=DE a country.
			if named && len(v) >= 6 || len(v) >= 16 && looksRandom(v) {
				return true
			}
		}
	}
	for _, part := range strings.Split(u.Path, "/") {
		if len(part) >= 20 && looksRandom(part) {
			return true
		}
	}
	return false
}

var (
	tokenNames = words(`token csrf csrftoken csrfmiddlewaretoken authenticity_token xsrf nonce wpnonce
		code otp ticket key apikey api_key sig signature hash hmac auth access_token id_token
		refresh_token session sessionid sid phpsessid jsessionid invite invitation activation
		verification confirm_token reset_token magic state secret password`)
	tokenAlphabet = regexp.MustCompile(`^[A-Za-z0-9_\-+/=.~]+$`)
	hexadecimal   = regexp.MustCompile(`^[0-9a-fA-F]+$`)
	uuid          = regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)
	separators    = regexp.MustCompile(`[-_.~+/=]+`)
)

// looksRandom reports whether the text has a run that no one would write: long,
// with digits strewn among letters. UUIDs are ids of things more often than
// tokens, and numbers are.
func looksRandom(s string) bool {
	if uuid.MatchString(s) || !tokenAlphabet.MatchString(s) {
		return false
	}
	for _, run := range separators.Split(s, -1) {
		if len(run) >= 16 && changes(run) >= 4 {
			return true
		}
		if len(run) >= 32 && hexadecimal.MatchString(run) {
			return true
		}
	}
	return false
}

// changes counts how often letters and digits take turns.
func changes(s string) int {
	n := 0
	for i := 1; i < len(s); i++ {
		if isDigit(s[i]) != isDigit(s[i-1]) {
			n++
		}
	}
	return n
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

func words(list ...string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(strings.Join(list, " ")) {
		set[fold(w)] = true
	}
	return set
}
