package suite

import (
	"cmp"
	"slices"

	"github.com/swcheck/swcheck/scenarios/script"
	"github.com/swcheck/swcheck/scenarios/source"
)

// addCell adds one cell of a scenario: its steps are read with the values of
// the cell, where they are known.
func (r *reader) addCell(outer *scope, shared, d draft, c cell) {
	in := outer.inner()
	for _, v := range c {
		in.define(v)
	}
	s := Scenario{
		File: r.file.Name(), Line: d.name.Place().Line, file: r.file, Matrix: c.report(),
		Tags: union(shared.tags, d.tags), Limit: cmp.Or(d.limit, shared.limit),
		missing: in.missing,
		width:   pixels(in.defined["width"].Value), height: pixels(in.defined["height"].Value),
	}
	in.read(func() {
		s.Name = r.name(d, c)
		if len(s.missing) == 0 {
			s.missing = r.file.Later(func() { r.steps(&s, shared, d) })
		}
	})
	outer.doubtful = outer.doubtful || len(s.missing) > 0
	r.suite.Scenarios = append(r.suite.Scenarios, s)
}

func (r *reader) name(d draft, c cell) string {
	if d.name.Kind() == source.Nothing {
		return ""
	}
	name, ok := printed(d.name, "name", settings["name"].example)
	if !ok {
		return ""
	}
	if len(c) > 0 {
		name += " [" + c.String() + "]"
	}
	before, taken := r.names[name]
	if taken {
		d.name.Reject("give each scenario a name of its own, by which reports and --grep can tell them apart", "the scenario at %s has this name too", before)
	} else {
		r.names[name] = d.name.Where()
	}
	return name
}

func (r *reader) steps(s *Scenario, shared, d draft) {
	in := r.reading(func() { s.alone = true })
	in.LogsIn = func(user string) { s.logins = append(s.logins, user) }
	in.Saved = new(script.Saved) // by what is done before, too
	parse := func(lists ...source.Node) []*script.Script {
		var all []*script.Script
		for _, list := range lists {
			if list.Kind() == source.Nothing {
				continue
			}
			read := in.Parse(list)
			// Whether an included file deploys cannot be seen from here.
			if r.around.Deploys && (read.Has("deploy") || read.Has("include")) {
				s.alone = true
			}
			all = append(all, read)
		}
		return all
	}
	s.before, s.steps, s.after = parse(shared.before, d.before), parse(d.steps), parse(d.after, shared.after)
}

// printed reads a text by which reports and lists name scenarios. The values of
// environment variables are secrets, so there are none in it.
func printed(n source.Node, what, example string) (string, bool) {
	if !n.Must(example, source.Text) {
		return "", false
	}
	text, environment, ok := n.Label(example)
	if !ok || len(environment) == 0 {
		return text, ok
	}
	if _, set := n.Address(example); set { // else a mistake tells that it is not
		n.Reject("write the words themselves, or give them a name in variables; $$ is a dollar sign",
			"%s is taken from the environment, and so is a secret: it cannot stand in a %s, which is printed", environment[0], what)
	}
	return "", false
}

func union(a, b []string) []string {
	all := slices.Clone(a)
	for _, tag := range b {
		if !slices.Contains(all, tag) {
			all = append(all, tag)
		}
	}
	return all
}
