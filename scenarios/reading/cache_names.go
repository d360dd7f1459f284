package reading

import (
	"strings"
	"unicode"
)

// Successor reports whether two names are by custom those of one cache in two
// versions: equal but for what tells the version, such as pages-v1 and pages-v2
// or site-1.4.2 and site-1.5.0.
func Successor(former, name string) bool {
	if former == name {
		return false
	}
	a, b := nameParts(former), nameParts(name)
	if len(a) == 1 && len(b) == 1 {
		return withoutDigits(former) == withoutDigits(name)
	}
	shared, changed, numbers := 0, 0, 0
	for i := range max(len(a), len(b)) {
		switch {
		case i < len(a) && i < len(b) && a[i] == b[i]:
			shared++
		case i < len(a) && i < len(b) && (!hasDigit(a[i]) || !hasDigit(b[i])):
			changed++
		case i >= len(a) && !hasDigit(b[i]), i >= len(b) && !hasDigit(a[i]):
			changed++
		default:
			numbers++
		}
	}
	return shared > 0 && changed+min(numbers, 1) == 1
}

func nameParts(name string) []string {
	return strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

func hasDigit(text string) bool { return strings.ContainsFunc(text, unicode.IsDigit) }

func withoutDigits(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return -1
		}
		return r
	}, text)
}

// Superseded returns the caches of this deploy's end that were there before it,
// are used no more and have a successor: one that came with the deploy and whose
// name differs in the version only. The successor stands at the same place.
func (r Round) Superseded(former []string) (kept []string, successors []string) {
	before := map[string]bool{}
	for _, name := range former {
		before[name] = true
	}
	for _, old := range r.Caches {
		if !before[old.Name] || r.inUse(old.Name) {
			continue
		}
		for _, c := range r.Caches {
			if !before[c.Name] && Successor(old.Name, c.Name) {
				kept, successors = append(kept, old.Name), append(successors, c.Name)
				break
			}
		}
	}
	return kept, successors
}

// inUse reports whether a cache was written to after the deploy, or answered
// when all tabs had been opened anew.
func (r Round) inUse(name string) bool {
	for _, c := range r.Caches {
		if c.Name != name {
			continue
		}
		for _, e := range c.Entries {
			if e.Exchange > r.Last {
				return true
			}
		}
	}
	for _, load := range r.Reopened {
		for _, q := range load.Visit.Requests {
			if q.Cache == name {
				return true
			}
		}
	}
	return false
}
