package source

import (
	"maps"
	"regexp"
	"slices"
	"strings"
)

// variable is $NAME or ${NAME}; $$ is a dollar sign.
var variable = regexp.MustCompile(`\$(\$|[A-Za-z_][A-Za-z0-9_]*|\{[A-Za-z_][A-Za-z0-9_]*\})`)

// expand puts environment variables in, and returns them by their values. One
// that is not set is a mistake, and so is an empty one: that is how CI systems
// pass a secret that nobody has stored.
func (f *File) expand(n Node, written string) (text string, used map[string]string, ok bool) {
	ok, used = true, map[string]string{}
	text = variable.ReplaceAllStringFunc(written, func(match string) string {
		name := strings.Trim(match[1:], "{}")
		if name == "$" {
			return "$"
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
			n.Reject("set it before: "+name+"=… swcheck …; write $$ where a dollar sign is meant", "the environment variable %s is %s", name, state)
		}
		used[value] = "$" + name
		return value
	})
	return text, used, ok
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
