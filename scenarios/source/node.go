package source

import (
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// A Kind is what a node is.
type Kind string

// The kinds of nodes, in the words of messages.
const (
	Nothing Kind = "empty"
	Text    Kind = "a text"
	Number  Kind = "a number"
	Bool    Kind = "true or false"
	List    Kind = "a list"
	Mapping Kind = "a mapping of keys to values"
)

// A Node is a value in a file.
type Node struct {
	file  *File
	node  ast.Node
	key   *Key // that it is the value of; nil for the root and in lists
	depth int  // of aliases that led here
}

// A Key is the name of a value in a mapping.
type Key struct {
	Name string
	file *File
	node ast.Node
}

// A Pair is one entry of a mapping.
type Pair struct {
	Key   Key
	Value Node
}

// maxDepth bounds aliases that stand for aliases, also for themselves.
const maxDepth = 20

// plain returns the node behind anchors, aliases and tags.
func (n Node) plain() Node {
	for {
		switch node := n.node.(type) {
		case *ast.AnchorNode:
			n.node = node.Value
		case *ast.TagNode:
			n.node = node.Value
		case *ast.AliasNode:
			name := node.Value.GetToken().Value
			target, known := n.file.anchors[name]
			n.depth++
			if !known || n.depth > maxDepth {
				n.node = nil
				return n
			}
			n.node = target
		default:
			return n
		}
	}
}

// Kind tells what the node is. One that is a defined variable is what that is.
func (n Node) Kind() Kind {
	if v, ok := n.variable(); ok {
		return v.Kind
	}
	switch node := n.plain().node.(type) {
	case *ast.StringNode:
		if isExponential(node) {
			return Number
		}
		return Text
	case *ast.LiteralNode:
		return Text
	case *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		return Number
	case *ast.BoolNode:
		return Bool
	case *ast.SequenceNode:
		return List
	case *ast.MappingNode, *ast.MappingValueNode:
		return Mapping
	}
	return Nothing
}

// Written returns a text, number or truth value as it is written, without
// quotes, and without variables put in. One that is a defined variable has its
// value.
func (n Node) Written() string {
	if v, ok := n.variable(); ok {
		return v.Value
	}
	return n.written()
}

func (n Node) written() string {
	switch node := n.plain().node.(type) {
	case *ast.StringNode:
		return node.Value
	case *ast.LiteralNode:
		return node.Value.Value
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		return node.GetToken().Value
	}
	return ""
}

func (n Node) items() []Node {
	p := n.plain()
	sequence, ok := p.node.(*ast.SequenceNode)
	if !ok {
		return nil
	}
	items := make([]Node, 0, len(sequence.Values))
	for _, v := range sequence.Values {
		items = append(items, Node{file: n.file, node: v, depth: p.depth})
	}
	return items
}

func (n Node) pairs() []Pair {
	p := n.plain()
	var values []*ast.MappingValueNode
	switch node := p.node.(type) {
	case *ast.MappingNode:
		values = node.Values
	case *ast.MappingValueNode:
		values = []*ast.MappingValueNode{node}
	}
	pairs := make([]Pair, 0, len(values))
	for _, v := range values {
		key := Key{Name: nameOf(v.Key), file: n.file, node: v.Key}
		pairs = append(pairs, Pair{Key: key, Value: Node{file: n.file, node: v.Value, key: &key, depth: p.depth}})
	}
	return pairs
}

func nameOf(key ast.MapKeyNode) string {
	if text, ok := key.(*ast.StringNode); ok {
		return text.Value
	}
	return strings.TrimSpace(key.GetToken().Value)
}

// Place tells where the node stands. What is empty stands where its key does.
func (n Node) Place() Place {
	if n.Kind() == Nothing && n.key != nil && !n.IsAlias() {
		return placeOf(n.key.node)
	}
	if n.node == nil {
		return Place{1, 1}
	}
	return placeOf(n.node)
}

func placeOf(n ast.Node) Place {
	switch node := n.(type) {
	case *ast.MappingNode:
		if !node.IsFlowStyle && len(node.Values) > 0 {
			return placeOf(node.Values[0].Key)
		}
	case *ast.MappingValueNode:
		return placeOf(node.Key)
	case *ast.DocumentNode:
		if node.Body != nil {
			return placeOf(node.Body)
		}
	}
	token := n.GetToken()
	if token == nil || token.Position == nil {
		return Place{1, 1}
	}
	return Place{token.Position.Line, token.Position.Column}
}
