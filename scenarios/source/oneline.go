package source

import "strings"

// OneLine returns what is written, on one line, with variables by their names.
func (n Node) OneLine() string {
	p := n.plain()
	switch {
	case n.IsAlias() && n.depth > maxDepth:
		return ""
	case len(p.items()) > 0:
		var parts []string
		for _, item := range p.items() {
			parts = append(parts, item.OneLine())
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case len(p.pairs()) > 0:
		var parts []string
		for _, pair := range p.pairs() {
			parts = append(parts, pair.Key.Name+": "+pair.Value.OneLine())
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	return strings.Join(strings.Fields(p.written()), " ")
}

// Name returns how the file is named in messages.
func (f *File) Name() string { return f.name }
