package matchers

import (
	"fmt"

	"github.com/onsi/gomega/format"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
)

// Gomega prints what a matcher is given, field by field. Of a visit that is
// pages of text, so it is told here how these are named.
func init() { format.RegisterCustomFormatter(formatted) }

func formatted(value any) (string, bool) {
	switch v := value.(type) {
	case observation.Visit:
		return inOneLine(ofVisit(v).String()), true
	case observation.Exchange:
		return ofExchange(v), true
	case observation.Request:
		return fmt.Sprintf("%s %s (%s, status %d, %s)", v.Method, v.URL, v.Destination, v.Status, servedBy(v)), true
	case observation.Cache:
		return contents([]observation.Cache{v}), true
	case observation.CacheEntry:
		return fmt.Sprintf("%s (status %d, exchange %d)", v.URL, v.Status, v.Exchange), true
	case observation.Registration:
		living, dead := workersOf([]observation.Registration{v})
		return fmt.Sprintf("registration of %s: %s", v.Scope, having(living, dead)), true
	case *harness.Session:
		return "session at " + v.Base(), true
	case *harness.Tab:
		return "tab at " + v.Location(), true
	}
	return "", false
}

func ofExchange(x observation.Exchange) string {
	text := fmt.Sprintf("%s %s (exchange %d, %s", x.Method, x.URL, x.ID, x.Outcome)
	if x.Status != 0 {
		text += fmt.Sprintf(", status %d", x.Status)
	}
	if x.Network != "" && x.Network != observation.Online {
		text += ", " + string(x.Network)
	}
	return text + ")"
}
