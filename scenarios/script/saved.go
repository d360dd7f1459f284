package script

import (
	"slices"

	"github.com/swcheck/swcheck/scenarios/source"
	"github.com/swcheck/swcheck/suggest"
)

// Saved are the names under which steps have saved what a page shows, of all
// lists that are read with it. The zero value has none.
type Saved struct {
	names    []string
	doubtful bool // a step that could save something is mistaken
}

// saves notes that a step saves under the name, or that it is mistaken.
func (in Reading) saves(name string, ok bool) {
	switch {
	case in.Saved == nil:
	case ok:
		in.Saved.names = append(in.Saved.names, name)
	default:
		in.Saved.doubtful = true
	}
}

// mustBeSaved notes a mistake where no step before has saved under the name.
func (in Reading) mustBeSaved(value source.Node, name string) {
	if in.Saved == nil || in.Saved.doubtful || slices.Contains(in.Saved.names, name) {
		return
	}
	value.Reject(adviceOnSaved(name, in.Saved.names), "nothing was saved as %q before", name)
}

func adviceOnSaved(name string, known []string) string {
	return suggest.Hint(name, known, "put a step before that saves it: save: "+source.Quote(name))
}
