package source

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/swcheck/swcheck/suggest"
)

// variable is $NAME or ${NAME}; $$ is a dollar sign.
var variable = regexp.MustCompile(`\$(\$|[A-Za-z_][A-Za-z0-9_]*|\{[A-Za-z_][A-Za-z0-9_]*\})`)

// whole is a text that is one variable and nothing else.
var whole = regexp.MustCompile(`^\$(?:([A-Za-z_][A-Za-z0-9_]*)|\{([A-Za-z_][A-Za-z0-9_]*)\})$`)

// A Variable is what a file itself gives a name.
type Variable struct {
	Value string
	Kind  Kind   // Text, Number or Bool
	Label string // how it is printed, where its value must not be; "" is the value
}

// Define gives the file variables of its own, in place of those that it had.
// They go before the environment's, and are no secrets. A value that is such a
// variable and nothing else is of its kind.
func (f *File) Define(variables map[string]Variable) {
	f.defined, f.used = variables, map[string]bool{}
}

// Used reports whether the variable was put in since it was defined.
func (f *File) Used(name string) bool { return f.used[name] }

// variable returns the defined variable that the node is.
func (n Node) variable() (Variable, bool) {
	if n.file == nil || len(n.file.defined) == 0 {
		return Variable{}, false
	}
	parts := whole.FindStringSubmatch(n.written())
	if parts == nil {
		return Variable{}, false
	}
	name := parts[1] + parts[2]
	v, ok := n.file.defined[name]
	if ok {
		n.file.used[name] = true
	}
	return v, ok
}

// expand puts variables in, and returns those of the environment by their
// values. One that is not set is a mistake, and so is an empty one: that is how
// CI systems pass a secret that nobody has stored.
func (f *File) expand(n Node, written string) (text string, secrets map[string]string, ok bool) {
	ok, secrets = true, map[string]string{}
	text = variable.ReplaceAllStringFunc(written, func(match string) string {
		name := strings.Trim(match[1:], "{}")
		if name == "$" {
			return "$"
		}
		if v, ours := f.defined[name]; ours {
			f.used[name] = true
			return v.Value
		}
		value, set := "", false
		if f.lookup != nil {
			value, set = f.lookup(name)
		}
		if value == "" {
			ok = false
			state := "not set"
			if set {
				state = "empty"
			}
			f.unset(n.file.mistake(n.Place(), f.adviceOn(name), "the environment variable %s is %s", name, state))
		}
		secrets[value] = "$" + name
		return value
	})
	return text, secrets, ok
}

// Label returns a text that is printed to tell things apart, such as a name: a
// variable of the environment stands in it by its name, because its value is a
// secret. Which ones do is returned too.
func (n Node) Label(example string) (text string, environment []string, ok bool) {
	if !n.Must(example, Text, Number, Bool) {
		return "", nil, false
	}
	text = variable.ReplaceAllStringFunc(n.written(), func(match string) string {
		name := strings.Trim(match[1:], "{}")
		if name == "$" {
			return "$"
		}
		v, ours := n.file.defined[name]
		switch {
		case !ours:
			environment = append(environment, "$"+name)
			return "$" + name
		case v.Label == "":
			v.Label = v.Value
		}
		n.file.used[name] = true
		return v.Label
	})
	return text, environment, true
}

// Later has something read that may never be used, and returns the mistakes that
// tell of environment variables which are not set: whoever uses it has to refuse
// them. They are none of the file's, unless it has other mistakes too and all
// are told.
func (f *File) Later(read func()) Mistakes {
	outer := f.waiting
	f.waiting = &[]*Mistake{}
	read()
	found := *f.waiting
	f.waiting = outer
	return f.told(found)
}

// unset notes that an environment variable is not set.
func (f *File) unset(m *Mistake) {
	if f.waiting == nil {
		f.mistakes = append(f.mistakes, m)
		return
	}
	*f.waiting = append(*f.waiting, m)
	f.later = append(f.later, m)
}

func (f *File) adviceOn(name string) string {
	advice := "set it before: " + name + "=… swcheck …; write $$ where a dollar sign is meant"
	known := make([]string, 0, len(f.defined))
	for _, own := range slices.Sorted(maps.Keys(f.defined)) {
		known = append(known, "$"+own)
	}
	if len(known) > 0 {
		advice = "define it in variables, or " + advice
	}
	return suggest.Hint("$"+name, known, advice)
}

// shortest is the length in bytes from which on a value counts as a secret: "1"
// or "yes" stands everywhere.
const shortest = 4

// Secret notes that a value must not be printed.
func (f *File) Secret(value string) {
	if _, known := f.secrets[value]; !known {
		f.secrets[value] = "…"
	}
}

// File returns the file that the node stands in.
func (n Node) File() *File { return n.file }

// Secrets returns the values that must not be printed, the longest first: the
// values of variables, and what was noted with [File.Secret].
func (f *File) Secrets() []string {
	values := slices.DeleteFunc(slices.Collect(maps.Keys(f.secrets)), func(v string) bool { return len(v) < shortest })
	slices.SortFunc(values, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	return values
}

// Hide puts the names of variables in the place of their values, and … in the
// place of other secrets.
func (f *File) Hide(text string) string {
	for _, value := range f.Secrets() {
		text = strings.ReplaceAll(text, value, f.secrets[value])
	}
	return text
}
