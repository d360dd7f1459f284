package script

import (
	"fmt"

	"github.com/swcheck/swcheck/scenarios/source"
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
	s := Reading{Saved: new(Saved)}.Parse(root)
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
	pairs := item.Pairs("- visit: /login")
	if isOutdented(pairs) {
		pairs[1].Key.Reject("indent it by two spaces more", "%s stands beside %s, and belongs below it", pairs[1].Key.Name, pairs[0].Key.Name)
		return
	}
	known := 0
	for _, p := range pairs {
		kind, ok := kinds[p.Key.Name]
		if !ok {
			p.Key.Reject(insteadOf(p.Key.Name), "there is no step %q", p.Key.Name)
			in.saves("", false) // it may have been meant as save
			continue
		}
		if known++; known > 1 {
			p.Key.Reject("begin each step with a dash of its own, or put it into braces of its own", "a step does one thing, and %s is a second one", kind.Name)
			continue
		}
		if p.Value.Kind() == source.Nothing && !kind.Bare {
			p.Key.Reject(withValue(p.Key, kind), "%s needs a value", kind.Name)
			continue
		}
		s.steps = append(s.steps, kind.step(in, p.Key.Where(), p.Value))
	}
}

// isOutdented reports whether what belongs below a step stands beside it: the
// step has no value, and what follows is no step.
func isOutdented(pairs []source.Pair) bool {
	if len(pairs) < 2 || pairs[0].Value.Kind() != source.Nothing {
		return false
	}
	_, begins := kinds[pairs[0].Key.Name]
	_, follows := kinds[pairs[1].Key.Name]
	return begins && !follows
}

// withValue advises how a step is written that has no value.
func withValue(key source.Key, kind Kind) string {
	if word := key.SwallowedValue(); word != "" {
		return fmt.Sprintf("what begins with # is a comment: put it in quotes, %q", word)
	}
	return "for example: " + kind.Example
}

// addBare adds a step that is written as its name alone.
func (s *Script) addBare(in Reading, item source.Node) {
	name := item.Written()
	kind, ok := kinds[name]
	switch {
	case !ok:
		item.Reject(insteadOf(name), "there is no step %q", name)
	case !kind.Bare:
		item.Reject("for example: "+kind.Example, "%s needs a value", name)
	default:
		s.steps = append(s.steps, kind.step(in, item.Where(), item.Empty()))
	}
}

func (k Kind) step(in Reading, where string, value source.Node) step {
	return step{name: k.Name, text: value.OneLine(), where: where, do: k.Parse(in, value), nested: k.nested}
}
