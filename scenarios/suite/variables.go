package suite

import (
	"regexp"
	"slices"
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

// A matrix are the values that variables take in turn.
type matrix []axis

type axis struct {
	key    source.Key
	values []source.Variable
}

func (m matrix) variables() []named {
	all := make([]named, 0, len(m))
	for _, a := range m {
		all = append(all, named{key: a.key})
	}
	return all
}

// A cell is one combination of values, in the order of the matrix.
type cell []named

// cells returns all combinations, of which the last variable changes fastest.
// Without a matrix there is one, of nothing.
func cells(m matrix) []cell {
	all := []cell{nil}
	for _, a := range m {
		var wider []cell
		for _, c := range all {
			for _, value := range a.values {
				wider = append(wider, append(slices.Clone(c), named{a.key, value}))
			}
		}
		all = wider
	}
	return all
}

func (c cell) report() []finding.Cell {
	var all []finding.Cell
	for _, v := range c {
		all = append(all, finding.Cell{Name: v.key.Name, Value: v.Value})
	}
	return all
}

func (c cell) String() string {
	parts := make([]string, 0, len(c))
	for _, v := range c {
		parts = append(parts, v.key.Name+"="+v.Value)
	}
	return strings.Join(parts, ", ")
}

func variablesOf(n source.Node) []named {
	var all []named
	for _, p := range n.Pairs(variablesExample) {
		value, ok := valueOf(p.Value, variablesExample)
		if isVariable(p.Key, variablesExample) && ok {
			all = append(all, named{p.Key, value})
		}
	}
	return all
}

func matrixOf(n source.Node) matrix {
	var all matrix
	size := 1
	for _, p := range n.Pairs(matrixExample) {
		a := axis{key: p.Key}
		if p.Value.Must(matrixExample, source.List) {
			a.values = axisOf(p.Value)
		}
		if isVariable(p.Key, matrixExample) && len(a.values) > 0 {
			all = append(all, a)
			size *= len(a.values)
		}
	}
	if size > mostCells {
		n.Reject("leave values out, or write several scenarios", "the matrix has %d combinations, more than %d", size, mostCells)
		return nil
	}
	return all
}

func axisOf(list source.Node) []source.Variable {
	var values []source.Variable
	items := list.List(matrixExample)
	if len(items) == 0 {
		list.Reject("for example: "+matrixExample, "there is no value in the list")
	}
	for _, item := range items {
		value, ok := valueOf(item, matrixExample)
		switch {
		case !ok:
		case slices.ContainsFunc(values, func(v source.Variable) bool { return v.Value == value.Value }):
			item.Reject("leave one of them out", "the value %s stands here twice", value.Value)
		default:
			values = append(values, value)
		}
	}
	return values
}

// valueOf reads a text, number or truth value, in which variables of the
// environment may stand.
func valueOf(n source.Node, example string) (source.Variable, bool) {
	if !n.Must(example, source.Text, source.Number, source.Bool) {
		return source.Variable{}, false
	}
	kind := n.Kind()
	value, ok := n.String(example)
	return source.Variable{Value: value, Kind: kind}, ok
}

func isVariable(key source.Key, example string) bool {
	if isName.MatchString(key.Name) {
		return true
	}
	key.Reject("use letters, digits and _ only, for example: "+example, "%q is no name of a variable", key.Name)
	return false
}
