package source

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

// Value returns a plain value as it would come out of JSON: nil for nothing, a
// bool, a float64, or a text with its variables put in, as [Node.String] does.
func (n Node) Value(example string) (value any, ok bool) {
	switch n.Kind() {
	case Nothing:
		return nil, n.unknownAlias() == "" || n.Must(example, Text, Number, Bool)
	case Bool:
		return n.Truth(example)
	case Number:
		return n.number()
	}
	return n.String(example)
}

// Filled is String for a text that must not be blank, also when its variables are
// put in.
func (n Node) Filled(example string) (string, bool) {
	text, ok := n.String(example)
	if !ok || strings.TrimSpace(text) != "" {
		return text, ok
	}
	what, when := "this", ""
	if n.key != nil {
		what = n.key.Name
	}
	if written := n.written(); strings.TrimSpace(written) != "" {
		when = " when " + written + " is put in"
	}
	n.Reject("for example: "+example, "%s is empty%s", what, when)
	return "", false
}

// number reads a number in whichever way YAML writes it, such as 1e3 or 0x10.
func (n Node) number() (number float64, ok bool) {
	if n.Kind() != Number {
		return 0, false
	}
	written := n.Written()
	if hasExponent.MatchString(written) {
		number, err := strconv.ParseFloat(written, 64)
		return number, err == nil
	}
	err := yaml.Unmarshal([]byte(written), &number)
	return number, err == nil
}

// hasExponent fits numbers of YAML that go-yaml takes for texts.
//
// Source: https://yaml.org/spec/1.2.2/#1032-tag-resolution
var hasExponent = regexp.MustCompile(`^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)[eE][-+]?[0-9]+$`)

func isExponential(node *ast.StringNode) bool {
	return node.Token != nil && node.Token.Type == token.StringType && hasExponent.MatchString(node.Value)
}

// whole is number where there is nothing behind the point, nor more before it
// than a number can tell apart.
func (n Node) whole() (number int, ok bool) {
	const most = 1 << 53
	value, ok := n.number()
	return int(value), ok && math.Abs(value) <= most && value == math.Trunc(value)
}
