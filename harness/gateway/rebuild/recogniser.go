package rebuild

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// A recogniser knows one way in which sites tell their versions apart.
type recogniser struct {
	name string

	// read reads more of build A where this way leads to it: a manifest, or
	// files that texts name. It is called again as long as that brings texts.
	// nil where there is nothing to follow.
	read func(context.Context, *survey)

	// recognise returns what changes in a new build; nil where the site does
	// not version itself in this way.
	recognise func(*survey) change

	// last is set where the change follows from what all others have made, and
	// from new content alone.
	last bool
}

// A change is what one recogniser changes in a text of build A: body is what
// others have made of t.body so far.
type change func(b *build, t *text, body []byte) []byte

var registry = map[string]recogniser{}

// register adds a recogniser, from the init of its file. It panics on one that
// is incomplete or whose name is taken: mistakes of the programmer.
func register(r recogniser) {
	if r.name == "" || r.recognise == nil {
		panic(fmt.Sprintf("recogniser %q is incomplete", r.name))
	}
	if _, taken := registry[r.name]; taken {
		panic(fmt.Sprintf("recogniser %s is registered twice", r.name))
	}
	registry[r.name] = r
}

// recognisers returns all, sorted by name, those that must be last at the end.
func recognisers() []recogniser {
	all := make([]recogniser, 0, len(registry))
	for _, r := range registry {
		all = append(all, r)
	}
	slices.SortFunc(all, func(a, b recogniser) int {
		if a.last != b.last {
			return map[bool]int{false: -1, true: 1}[a.last]
		}
		return strings.Compare(a.name, b.name)
	})
	return all
}
