package record

import (
	"strings"

	"github.com/swcheck/swcheck/scenarios/source"
)

// A step is one of the scenario that is being written.
type step struct {
	name   string  // of its kind; "" for a remark
	value  string  // as YAML, on one line; "" where it has none
	fields []field // of a mapping, in place of the value

	selector string // of the element that it is about; "" where it is about none
	focusing bool   // a click that gave a field the focus, and may be no more than that
}

// A field is an entry of a mapping.
type field struct{ key, value string } // the value is YAML

func (s step) String() string {
	var b strings.Builder
	s.write(&b, "", " ")
	return strings.TrimSuffix(strings.TrimPrefix(b.String(), "- "), "\n")
}

// write writes the step as an item of a list. Between the fields of a mapping
// stands a new line, or what is given in its place.
func (s step) write(b *strings.Builder, indent, between string) {
	switch {
	case s.name == "":
		b.WriteString(indent + "# " + s.value + "\n")
	case len(s.fields) > 0:
		b.WriteString(indent + "- " + s.name + ":")
		for _, f := range s.fields {
			if between == "" {
				b.WriteString("\n" + indent + "    " + source.QuoteKey(f.key) + ": " + f.value)
			} else {
				b.WriteString(between + source.QuoteKey(f.key) + ": " + f.value)
			}
		}
		b.WriteString("\n")
	case s.value == "":
		b.WriteString(indent + "- " + s.name + "\n")
	default:
		b.WriteString(indent + "- " + s.name + ": " + s.value + "\n")
	}
}
