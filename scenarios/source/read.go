package source

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"github.com/swcheck/swcheck/suggest"
)

// Reject notes that the node cannot be what was meant. The advice says what to
// do, without a stop.
func (n Node) Reject(advice, format string, args ...any) {
	n.file.add(n.Place(), advice, format, args...)
}

// Reject notes that the key cannot be what was meant.
func (k Key) Reject(advice, format string, args ...any) {
	k.file.add(placeOf(k.node), advice, format, args...)
}

// Must notes a mistake and returns false where the node is none of the kinds.
// The example shows how it is written.
func (n Node) Must(example string, kinds ...Kind) bool {
	kind := n.Kind()
	if slices.Contains(kinds, kind) {
		return true
	}
	advice := "for example: " + example
	if alias := n.unknownAlias(); alias != "" {
		n.Reject("name a value with &"+alias+" before, and repeat it with *"+alias, "there is no value that is named %s", alias)
		return false
	}
	words := make([]string, 0, len(kinds))
	for _, k := range kinds {
		words = append(words, string(k))
	}
	what := "this"
	if n.key != nil {
		what = n.key.Name
	}
	n.Reject(advice, "%s is %s, and must be %s", what, kind, strings.Join(words, " or "))
	return false
}

// String returns a text with its variables put in, whose values are secrets.
// Numbers and truth values are texts too, because few people put a PIN in
// quotes.
func (n Node) String(example string) (string, bool) {
	if !n.Must(example, Text, Number, Bool) {
		return "", false
	}
	text, used, ok := n.file.expand(n, n.written())
	maps.Copy(n.file.secrets, used)
	return text, ok
}

// Address is String for what reports name, such as the target: variables in it
// are no secrets.
func (n Node) Address(example string) (string, bool) {
	if !n.Must(example, Text) {
		return "", false
	}
	text, _, ok := n.file.expand(n, n.written())
	return text, ok
}

// Truth returns a truth value.
func (n Node) Truth(example string) (value, ok bool) {
	return n.Kind() == Bool && strings.EqualFold(n.Written(), "true"), n.Must(example, Bool)
}

// List returns the items of a list. One text stands for a list of it.
func (n Node) List(example string) []Node {
	if n.Kind() == Text {
		return []Node{n}
	}
	if !n.Must(example, List) {
		return nil
	}
	return n.items()
}

// Pairs returns the entries of a mapping, in the order in which they stand. A
// key that is there twice is a mistake, and its first value counts.
func (n Node) Pairs(example string) []Pair {
	if !n.Must(example, Mapping) {
		return nil
	}
	seen := map[string]Place{}
	return slices.DeleteFunc(n.pairs(), func(p Pair) bool {
		first, twice := seen[p.Key.Name]
		if twice {
			p.Key.Reject("leave one of them out", "%q stands here twice, first in line %d", p.Key.Name, first.Line)
		} else {
			seen[p.Key.Name] = placeOf(p.Key.node)
		}
		return twice
	})
}

// Found tells which keys a mapping has.
type Found struct {
	keys     map[string]bool
	doubtful bool // a key is unknown, or it is no mapping: a mistake that was told
}

// Has reports whether the key is there.
func (f Found) Has(key string) bool { return f.keys[key] }

// Len returns how many of the known keys are there.
func (f Found) Len() int { return len(f.keys) }

// Lacks reports whether none of the keys is there, nor anything that was meant
// to be one.
func (f Found) Lacks(keys ...string) bool {
	return !f.doubtful && !slices.ContainsFunc(keys, f.Has)
}

// Fields reads a mapping whose keys are known. What names them in messages,
// such as "key of deploy".
func (n Node) Fields(what, example string, read map[string]func(Node)) Found {
	found := Found{keys: map[string]bool{}, doubtful: n.Kind() != Mapping}
	for _, p := range n.Pairs(example) {
		field, known := read[p.Key.Name]
		if !known {
			p.Key.Unknown(what, slices.Sorted(maps.Keys(read)))
			found.doubtful = true
			continue
		}
		found.keys[p.Key.Name] = true
		field(p.Value)
	}
	return found
}

// Unknown notes that the key is none of the known ones.
func (k Key) Unknown(what string, known []string) {
	k.Reject(suggest.Hint(k.Name, known, "known are "+strings.Join(known, ", ")), "there is no %s %q", what, k.Name)
}

// Word returns a text that is one of the known ones.
func (n Node) Word(what string, known ...string) (string, bool) {
	example := known[0]
	if n.key != nil {
		example = n.key.Name + ": " + known[0]
	}
	if !n.Must(example, Text) {
		return "", false
	}
	word := n.Written()
	if !slices.Contains(known, word) {
		n.Reject(suggest.Hint(word, known, "known are "+strings.Join(known, ", ")), "there is no %s %q", what, word)
		return "", false
	}
	return word, true
}

// IsAlias reports whether the node repeats a value that was named before.
func (n Node) IsAlias() bool {
	_, ok := n.node.(*ast.AliasNode)
	return ok
}

// unknownAlias returns the name that stands for nothing; "" where there is none.
func (n Node) unknownAlias() string {
	alias, ok := n.node.(*ast.AliasNode)
	if !ok || n.Kind() != Nothing {
		return ""
	}
	return alias.Value.GetToken().Value
}

// Where returns the place as it stands in messages: file, line and column.
func (n Node) Where() string {
	p := n.Place()
	return fmt.Sprintf("%s:%d:%d", n.file.name, p.Line, p.Column)
}

// Where returns the place as it stands in messages: file, line and column.
func (k Key) Where() string {
	p := placeOf(k.node)
	return fmt.Sprintf("%s:%d:%d", k.file.name, p.Line, p.Column)
}

// Keys returns the names of a mapping's keys, in the order in which they stand.
func (n Node) Keys() []string {
	var keys []string
	for _, p := range n.pairs() {
		keys = append(keys, p.Key.Name)
	}
	return keys
}
