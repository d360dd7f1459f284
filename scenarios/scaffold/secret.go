package scaffold

import (
	"strings"
)

// A Secret is a header or a cookie whose value stands in an environment
// variable.
type Secret struct{ Name, Variable string }

// NewSecret names the variable after the header or cookie that it is for.
func NewSecret(kind, name string) Secret {
	word := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z':
			return r - 'a' + 'A'
		case r >= 'A' && r <= 'Z' || r >= '0' && r <= '9':
			return r
		}
		return '_'
	}, kind+"_"+name)
	return Secret{Name: name, Variable: "SITE_" + word}
}
