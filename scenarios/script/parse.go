package script

import (
	"strings"

	"github.com/swcheck/swcheck/scenarios/source"
	"github.com/swcheck/swcheck/suggest"
)

// A Script is a list of steps that are ready to be done.
type Script struct {
	file  *source.File
	steps []step
}

type step struct {
	name  string // of its kind
	text  string // its value as it is written, on one line, without secrets
	where string // file:line:column
	do    Do

	nested bool // it is a list of steps itself
}

const listExample = `[{visit: /login}, {click: "#go"}]`

// ParseText reads a file that is one list of steps. Lookup finds environment
// variables. The error is [source.Mistakes].
func ParseText(name string, content []byte, lookup func(string) (string, bool)) (*Script, error) {
	file, root := source.Parse(name, content, lookup)
	if err := file.Err(); err != nil {
		return nil, err
	}
	s := Reading{}.Parse(root)
	return s, file.Err()
}

// Parse reads a list of steps. Mistakes are noted in the node's file; the
// script must not be run where there are any.
func (in Reading) Parse(list source.Node) *Script {
	s := &Script{file: list.File()}
	if !list.Must(listExample, source.List) {
		return s
	}
	items := list.List(listExample)
	if len(items) == 0 {
		list.Reject("for example: "+listExample, "there is no step in the list")
	}
	for _, item := range items {
		s.add(in, item)
	}
	return s
}

func (s *Script) add(in Reading, item source.Node) {
	if item.Kind() == source.Text {
		s.addBare(in, item)
		return
	}
	if !item.Must("- visit: /login", source.Mapping) {
		return
	}
	known := 0
	for _, p := range item.Pairs("- visit: /login") {
		kind, ok := kinds[p.Key.Name]
		if !ok {
			p.Key.Unknown("step", names())
			continue
		}
		if known++; known > 1 {
			p.Key.Reject("begin each step with a dash of its own, or put it into braces of its own", "a step does one thing, and %s is a second one", kind.Name)
			continue
		}
		if p.Value.Kind() == source.Nothing && !kind.Bare {
			p.Key.Reject("for example: "+kind.Example, "%s needs a value", kind.Name)
			continue
		}
		s.steps = append(s.steps, kind.step(in, p.Key.Where(), p.Value))
	}
}

// addBare adds a step that is written as its name alone.
func (s *Script) addBare(in Reading, item source.Node) {
	name := item.Written()
	kind, ok := kinds[name]
	switch {
	case !ok:
		item.Reject(suggest.Hint(name, names(), "known are "+strings.Join(names(), ", ")), "there is no step %q", name)
	case !kind.Bare:
		item.Reject("for example: "+kind.Example, "%s needs a value", name)
	default:
		s.steps = append(s.steps, kind.step(in, item.Where(), item.Empty()))
	}
}

func (k Kind) step(in Reading, where string, value source.Node) step {
	return step{name: k.Name, text: value.OneLine(), where: where, do: k.Parse(in, value), nested: k.nested}
}
