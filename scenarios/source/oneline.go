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

// Empty returns a value that is [Nothing] and stands where the node does: what
// a word alone stands for.
func (n Node) Empty() Node {
	return Node{file: n.file, key: &Key{Name: n.written(), file: n.file, node: n.node}}
}
