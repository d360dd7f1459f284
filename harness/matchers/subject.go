package matchers

import (
	"fmt"
	"strings"

	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/observation/likeness"
)

// A subject is what a sentence is about: its name, and in brackets what there
// is to know of it.
type subject struct {
	name   string
	plural bool
	facts  []string
	visit  *observation.Visit // where it is one
}

// it is what a sentence calls the subject when it speaks of it again.
func (s subject) it() string {
	if s.plural {
		return "they"
	}
	return "it"
}

func (s subject) String() string {
	if len(s.facts) == 0 {
		return s.name
	}
	return fmt.Sprintf("%s\n    (%s)", s.name, strings.Join(s.facts, ", "))
}

// ofVisit names a visit by its URL, and tells who served it and what it is.
func ofVisit(v observation.Visit) subject {
	s := subject{name: address(v), visit: &v}
	switch {
	case v.Error != "":
		s.facts = append(s.facts, "the browser's error page", v.Error)
	case isMoveless(v):
		s.facts = append(s.facts, "after something was done in the page")
	default:
		s.facts = append(s.facts, likeness.From(v))
		if v.Exchange != 0 {
			s.facts = append(s.facts, fmt.Sprintf("exchange %d", v.Exchange))
		}
		if v.Status != 0 {
			s.facts = append(s.facts, fmt.Sprintf("status %d", v.Status))
		}
	}
	if title := likeness.Title(v); title != "" {
		s.facts = append(s.facts, fmt.Sprintf("titled %q", title))
	}
	if v.Network != "" && v.Network != observation.Online {
		s.facts = append(s.facts, string(v.Network))
	}
	if len(v.WaitingFor) > 0 {
		s.facts = append(s.facts, "not settled, waiting for "+several(v.WaitingFor))
	}
	return s
}

// isMoveless reports whether something was done in the page that led to no
// other one: then the visit knows of no document.
func isMoveless(v observation.Visit) bool {
	return v.Kind == observation.Act && len(v.Navigations) == 0 && v.Status == 0
}

// address returns the URL of what is shown: for an error page that of what was
// asked for.
func address(v observation.Visit) string {
	if v.Final == "" || v.Error != "" {
		return v.URL
	}
	return v.Final
}

// several lists the first few of many.
func several(all []string) string {
	const most = 5
	if len(all) <= most {
		return strings.Join(all, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(all[:most], ", "), len(all)-most)
}

// excerpt quotes a text, or its beginning, or what stands around a passage.
func excerpt(text, passage string) string {
	const most, before = 200, 60 // letters
	letters := []rune(inOneLine(text))
	from := 0
	if at := strings.Index(string(letters), inOneLine(passage)); at > 0 {
		from = max(0, len([]rune(string(letters)[:at]))-before)
	}
	to := min(len(letters), from+most)
	shown := string(letters[from:to])
	if from > 0 {
		shown = "…" + shown
	}
	if to < len(letters) {
		shown += "…"
	}
	return fmt.Sprintf("%q", shown)
}

// servedBy says in words who answered a request.
func servedBy(q observation.Request) string {
	return likeness.From(observation.Visit{ServedBy: q.ServedBy, Cache: q.Cache})
}
