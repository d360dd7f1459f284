package rebuild

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// A version is the part of a name that tells one.
type version struct{ from, to int }

// dashed finds dates such as 2024-01-31.
var dashed = regexp.MustCompile(`\b(?:19|20)\d\d-\d\d-\d\d\b`)

// dotted finds 1.4 and 1.4.2.
var dotted = regexp.MustCompile(`\d+(?:\.\d+)+`)

// counted finds a number by itself, with a v before it or not, and at the end of
// the name.
var counted = regexp.MustCompile(`(?i)(?:^|[^0-9a-z])(?:v|ver|version|rev|r|build|b)?(\d+)(?:$|[^0-9a-z.])|(?:v|[^0-9])(\d+)$`)

// lettered finds a letter by itself at the end: build-B.
var lettered = regexp.MustCompile(`[^0-9A-Za-z]([A-Za-z])$`)

// versionIn returns the part of a cache's name that tells a version.
func versionIn(name string) (version, bool) {
	if at := dashed.FindStringIndex(name); at != nil {
		return version{at[0], at[1]}, true
	}
	for _, p := range places(name) {
		if looksMade(p.token) {
			at := strings.LastIndex(name, p.token)
			return version{at, at + len(p.token)}, true
		}
	}
	for _, pattern := range []*regexp.Regexp{dotted, counted, lettered} {
		match := pattern.FindStringSubmatchIndex(name)
		if match == nil {
			continue
		}
		for group := len(match) - 2; group >= 0; group -= 2 {
			if match[group] >= 0 {
				return version{match[group], match[group+1]}, true
			}
		}
	}
	return version{}, false
}

// raise returns the version that comes so many builds later. A number grows, as
// its owner would let it grow, and keeps its leading zeros; a hash becomes
// another one.
func raise(part string, builds int) string {
	if looksMade(part) {
		return shiftOf(builds).of(part)
	}
	digits := len(part) - len(strings.TrimRight(part, "0123456789"))
	if digits == 0 {
		return raiseLetter(part, builds)
	}
	head, tail := part[:len(part)-digits], part[len(part)-digits:]
	number, err := strconv.ParseUint(tail, 10, 63)
	if err != nil { // too long for a number
		return shiftOf(builds).of(part)
	}
	return head + fmt.Sprintf("%0*d", digits, number+uint64(builds))
}

func raiseLetter(letter string, builds int) string {
	first, size := alphabet(letter[0], false)
	return string(first + byte((int(letter[0]-first)+builds)%size))
}
