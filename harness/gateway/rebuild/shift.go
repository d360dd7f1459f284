package rebuild

import (
	"crypto/sha256"
	"strconv"
	"strings"
)

// steps is the number of ways in which a character is moved on: fewer than the
// letters of the smallest alphabet, so that no step leads back to where it
// began.
const steps = 5

// A shift turns each token into another of the same length and the same look:
// digits become digits, the letters of a hexadecimal number such letters. Tokens
// of one alphabet never become the same.
type shift struct {
	number int
	hash   [sha256.Size]byte
}

// newShift makes the shift of a build. Builds that follow one another get
// shifts that differ at every place.
func newShift(build string) shift { return shiftOf(numberOf(build)) }

func shiftOf(n int) shift {
	return shift{number: n, hash: sha256.Sum256([]byte(strconv.Itoa(n / steps)))}
}

// numberOf counts builds: A is 0, B 1, and after Z comes B2, as the gateway
// names them. Any other name has a number too.
func numberOf(build string) int {
	if build != "" && build[0] >= 'A' && build[0] <= 'Z' {
		letter := int(build[0] - 'A')
		if build[1:] == "" {
			return letter
		}
		if round, err := strconv.Atoi(build[1:]); err == nil && round > 1 && round < 1<<20 {
			return letter + (round-1)*25
		}
	}
	sum := sha256.Sum256([]byte(build))
	return 1<<20 + int(sum[0])<<8 + int(sum[1])
}

// of returns the token's name in the build.
func (s shift) of(token string) string {
	hex := isHex(token)
	moved := []byte(token)
	for i, c := range moved {
		step := 1 + (s.number+int(s.hash[i%len(s.hash)]))%steps
		if first, size := alphabet(c, hex); size > 0 {
			moved[i] = first + byte((int(c-first)+step)%size)
		}
	}
	return string(moved)
}

// alphabet returns the characters among which c is moved on; none for what
// separates.
func alphabet(c byte, hex bool) (first byte, size int) {
	switch {
	case c >= '0' && c <= '9':
		return '0', 10
	case hex && c >= 'a' && c <= 'f':
		return 'a', 6
	case c >= 'a' && c <= 'z':
		return 'a', 26
	case c >= 'A' && c <= 'Z':
		return 'A', 26
	}
	return 0, 0
}

func isHex(token string) bool { return strings.Trim(token, "0123456789abcdef") == "" }
