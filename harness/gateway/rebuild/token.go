package rebuild

import (
	"regexp"
	"strings"
)

// A place is where a token can stand in the name of a file.
type place struct {
	token     string
	separator byte // before it; '/' where the name begins with it
}

// separators stand between the parts of names.
const separators = "-_.~"

// fixedLength is the length of the hashes that Rollup and Vite write, which may
// hold separators themselves.
const fixedLength = 8

// places returns where a token can stand in the name of a file, without its
// ending, the likeliest place first: tools write the hash last.
func places(stem string) []place {
	stem = uuid.ReplaceAllStringFunc(stem, func(id string) string { return strings.Repeat(" ", len(id)) })
	var found []place
	dotted := strings.Split(stem, ".")
	for i := len(dotted) - 1; i >= 0; i-- {
		separator := byte('.')
		if i == 0 {
			separator = '/'
		}
		found = append(found, placesInPart(dotted[i], separator)...)
	}
	return found
}

func placesInPart(part string, separator byte) []place {
	found := []place{{part, separator}}
	words := strings.FieldsFunc(part, func(r rune) bool { return strings.ContainsRune("-_~", r) })
	if len(words) > 1 {
		for i := len(words) - 1; i >= 0; i-- {
			at := strings.LastIndex(part, words[i])
			before := separator
			if at > 0 {
				before = part[at-1]
			}
			found = append(found, place{words[i], before})
		}
	}
	if at := len(part) - fixedLength; at > 0 && strings.IndexByte(separators, part[at-1]) >= 0 {
		found = append(found, place{part[at:], part[at-1]})
	}
	return found
}

// A lettering is the set of characters that a token is written in.
type lettering int

const (
	noLettering lettering = iota
	hexadecimal           // most tools
	upperCase             // base 32: esbuild, Angular
	lowerCase             // base 36
	mixedCase             // base 62 and base 64 for URLs: Rollup, Vite, Parcel, Next
)

func letteringOf(token string) lettering {
	switch {
	case !tokenText.MatchString(token):
		return noLettering
	case isHex(token):
		return hexadecimal
	case strings.ToUpper(token) == token && !strings.ContainsAny(token, "-_"):
		return upperCase
	case strings.ToLower(token) == token:
		if strings.ContainsAny(token, "-_") {
			return noLettering // words
		}
		return lowerCase
	}
	return mixedCase
}

var (
	tokenText = regexp.MustCompile(`^[0-9A-Za-z_-]{4,64}$`)
	uuid      = regexp.MustCompile(`(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)
	date      = regexp.MustCompile(`^(19|20)\d\d(0[1-9]|1[0-2])([0-2]\d|3[01])\d{0,6}$`)

	// Words with a number: iPhone12, OpenSans2, 2xlarge, 1920x1080.
	numberedWord = regexp.MustCompile(`^([A-Za-z]*[a-z]{2,}\d{1,4}|[A-Z]{1,4}\d{1,4}|\d{1,4}[A-Za-z]?[a-z]{2,}|\d+[xX]\d+|[a-z]\d{1,6})$`)
	capitalised  = regexp.MustCompile(`[A-Z][a-z]*|[a-z]+|[-_]`)
)

// looksMade reports whether nobody would write the token by hand: it is a hash,
// for all that can be told from the token alone.
func looksMade(token string) bool {
	if date.MatchString(token) || numberedWord.MatchString(token) {
		return false
	}
	digits := countDigits(token)
	switch letteringOf(token) {
	case hexadecimal:
		return len(token) >= 7 && digits >= 1 && digits < len(token) && changes(token) >= 2
	case upperCase:
		return len(token) >= 8 && digits >= 1 && digits < len(token)
	case lowerCase:
		return len(token) >= 8 && digits >= 2 && changes(token) >= 3
	case mixedCase:
		return looksMixed(token, digits)
	}
	return false
}

// looksMixed judges a token of small and capital letters.
func looksMixed(token string, digits int) bool {
	if strings.ContainsAny(token, "-_") && len(token) != fixedLength && (len(token) < 20 || len(token) > 24) {
		return false
	}
	switch {
	case len(token) < 8 || strings.ToLower(token) == token:
		return false
	case digits > 0:
		return changes(token) >= 3
	}
	// Without digits it could be CamelCase: words are longer than two letters.
	return len(token) == fixedLength && len(capitalised.FindAllString(token, -1)) >= fixedLength/2
}

// couldBeMade reports whether the token may be a hash where something else says
// that the name tells a version: another name of the same shape in the same
// folder, or the server, which lets it be kept for ever. One hash in forty has
// no letter or no digit.
func couldBeMade(token string) bool {
	if len(token) < fixedLength || date.MatchString(token) {
		return false
	}
	switch letteringOf(token) {
	case hexadecimal:
		return countDigits(token) > 0
	case upperCase:
		return true
	case mixedCase:
		return strings.ToLower(token[1:]) != token[1:] // else it is a word
	}
	return false
}

func countDigits(token string) int {
	count := 0
	for i := range len(token) {
		if class(token[i]) == 0 {
			count++
		}
	}
	return count
}

// changes counts where digits, small and capital letters change places.
func changes(token string) int {
	count := 0
	for i := 1; i < len(token); i++ {
		if class(token[i]) != class(token[i-1]) {
			count++
		}
	}
	return count
}

func class(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return 0
	case c >= 'a' && c <= 'z':
		return 1
	case c >= 'A' && c <= 'Z':
		return 2
	}
	return 3
}
