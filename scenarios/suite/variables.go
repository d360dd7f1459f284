package suite

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/scenarios/source"
)

const (
	namePattern      = `^[A-Za-z_][A-Za-z0-9_]*$`
	variablesExample = "variables: {page: /talks/app-shell}"
	matrixExample    = "matrix: {page: [/, /talks/], network: [offline, lie-fi]}"

	// mostCells is beyond what anybody waits for.
	mostCells = 1000
)

var isName = regexp.MustCompile(namePattern)

// A named value is a variable that a file defines.
type named struct {
	key source.Key
	source.Variable
}

// isLike reports whether two values are the same. Of one whose variable is not
// set, nobody knows the value.
func (n named) isLike(other named) bool {
	return n.Label == other.Label || n.Value != "" && n.Value == other.Value
}

// A cell is one combination of the values of a matrix, in its order.
type cell []named

// report names the values as they are printed: secrets by their variables.
func (c cell) report() []finding.Cell {
	var all []finding.Cell
	for _, v := range c {
		all = append(all, finding.Cell{Name: v.key.Name, Value: v.Label})
	}
	return all
}

func (c cell) String() string {
	parts := make([]string, 0, len(c))
	for _, v := range c {
		parts = append(parts, v.key.Name+"="+v.Label)
	}
	return strings.Join(parts, ", ")
}

// cells returns all combinations, of which the last variable changes fastest.
// Without a matrix there is one, of nothing.
func cells(matrix [][]named) []cell {
	all := []cell{nil}
	for _, values := range matrix {
		var wider []cell
		for _, c := range all {
			for _, value := range values {
				wider = append(wider, append(slices.Clone(c), value))
			}
		}
		all = wider
	}
	return all
}

// variables reads the values of a mapping. Each may be made of those before it,
// and of the environment's.
func (s *scope) variables(n source.Node) []named {
	var all []named
	for _, p := range pairsOf(n, variablesExample) {
		value, ok := s.value(p.Key, p.Value, variablesExample)
		if isVariable(p.Key, variablesExample) && ok {
			s.define(named{p.Key, value})
			all = append(all, named{p.Key, value})
		}
	}
	return all
}

// matrix reads the values that variables take in turn.
func (s *scope) matrix(n source.Node) [][]named {
	var all [][]named
	size := 1
	for _, p := range pairsOf(n, matrixExample) {
		if !isVariable(p.Key, matrixExample) || !p.Value.Must(matrixExample, source.List) {
			continue
		}
		if values := s.values(p); len(values) > 0 {
			all = append(all, values)
			size *= len(values)
		}
	}
	if size > mostCells {
		n.Reject("leave values out, or write several scenarios", "the matrix has %d combinations, more than %d", size, mostCells)
		return nil
	}
	return all
}

func (s *scope) values(p source.Pair) []named {
	var values []named
	items := p.Value.List(matrixExample)
	if len(items) == 0 {
		p.Value.Reject("for example: "+matrixExample, "there is no value in the list")
	}
	for _, item := range items {
		read, ok := s.value(p.Key, item, matrixExample)
		value := named{p.Key, read}
		switch {
		case !ok:
		case slices.ContainsFunc(values, value.isLike):
			item.Reject("leave one of them out", "the value %s stands here twice", value.Label)
		default:
			values = append(values, value)
		}
	}
	return values
}

// value reads a text, number or truth value. It has a label also where a variable
// of the environment is not set, which is a mistake of its own.
func (s *scope) value(key source.Key, n source.Node, example string) (source.Variable, bool) {
	if !n.Must(example, source.Text, source.Number, source.Bool) {
		return source.Variable{}, false
	}
	s.file.Define(s.defined)
	kind := n.Kind()
	label, _, ok := n.Label(example)
	text, set := n.String(example)
	s.harvest()
	if set && setsDevice(key.Name) && pixels(text) == 0 {
		n.Reject("for example: matrix: {width: [360, 1280]}", "the %s %q is no number of pixels", key.Name, label)
		return source.Variable{}, false
	}
	return source.Variable{Value: text, Kind: kind, Label: label}, ok
}

func isVariable(key source.Key, example string) bool {
	if isName.MatchString(key.Name) {
		return true
	}
	key.Reject("use letters, digits and _ only, for example: "+example, "%q is no name of a variable", key.Name)
	return false
}

// setsDevice reports whether a variable says what the device is like, and is
// used by that alone.
func setsDevice(name string) bool { return name == "width" || name == "height" }

// pixels returns a length in CSS pixels; 0 where the text is none.
func pixels(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > 10_000 {
		return 0
	}
	return n
}

// pairsOf returns the entries of a mapping, and none of a node that was left
// out.
func pairsOf(n source.Node, example string) []source.Pair {
	if n.Kind() == source.Nothing {
		return nil
	}
	return n.Pairs(example)
}
