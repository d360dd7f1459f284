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

// String returns the step on one line.
func (s step) String() string {
	if len(s.fields) == 0 {
		return strings.TrimPrefix(s.plain(), "- ")
	}
	entries := make([]string, 0, len(s.fields))
	for _, f := range s.fields {
		entries = append(entries, f.String())
	}
	return s.name + ": {" + strings.Join(entries, ", ") + "}"
}

func (f field) String() string { return source.QuoteKey(f.key) + ": " + f.value }

// plain returns a step without fields as an item of a list.
func (s step) plain() string {
	switch {
	case s.name == "":
		return "# " + s.value
	case s.value == "":
		return "- " + s.name
	}
	return "- " + s.name + ": " + s.value
}

// write writes the step as an item of a list, each field on a line of its own.
func (s step) write(b *strings.Builder, indent string) {
	if len(s.fields) == 0 {
		b.WriteString(indent + s.plain() + "\n")
		return
	}
	b.WriteString(indent + "- " + s.name + ":\n")
	for _, f := range s.fields {
		b.WriteString(indent + "    " + f.String() + "\n")
	}
}
