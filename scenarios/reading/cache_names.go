package reading

import (
	"slices"
	"strings"
	"unicode"

	"github.com/swcheck/swcheck/observation"
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
	return r.succeeded(former, func(name string) bool { return !r.written(name) && !r.answers(name) })
}

// Lingering returns the same of the caches that nothing is written to any more,
// and that answer nevertheless.
func (r Round) Lingering(former []string) (kept []string, successors []string) {
	return r.succeeded(former, func(name string) bool { return !r.written(name) && r.answers(name) })
}

func (r Round) succeeded(former []string, fits func(name string) bool) (kept []string, successors []string) {
	for _, old := range r.Caches {
		if !slices.Contains(former, old.Name) || !fits(old.Name) {
			continue
		}
		for _, c := range r.Caches {
			if !slices.Contains(former, c.Name) && Successor(old.Name, c.Name) {
				kept, successors = append(kept, old.Name), append(successors, c.Name)
				break
			}
		}
	}
	return kept, successors
}

// written reports whether a cache was written to after the deploy.
func (r Round) written(name string) bool {
	return slices.ContainsFunc(r.Caches, func(c observation.Cache) bool {
		return c.Name == name && slices.ContainsFunc(c.Entries, func(e observation.CacheEntry) bool { return e.Exchange > r.Last })
	})
}

// answers reports whether a cache answered when all tabs had been opened anew.
func (r Round) answers(name string) bool {
	return slices.ContainsFunc(r.Reopened, func(load observation.DeployLoad) bool {
		return slices.ContainsFunc(load.Visit.Requests, func(q observation.Request) bool { return q.Cache == name })
	})
}
