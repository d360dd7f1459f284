package script

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"slices"

	"github.com/swcheck/swcheck/scenarios/source"
)

// A Kind is a kind of step.
type Kind struct {
	Name    string         // the key under which it is written
	About   string         // what it does, in one line
	Example string         // of a whole step
	Schema  map[string]any // of its value, as JSON Schema
	Bare    bool           // it may stand alone, without a value

	// Parse checks the value and returns what is to be done. It notes mistakes
	// at the nodes, and may then return nil. A bare step's value is
	// [source.Nothing].
	Parse func(in Reading, value source.Node) Do

	nested bool // its steps tell their own mistakes
}

// A Reading is what a script is read in. The zero value knows of nothing beside
// the script.
type Reading struct {
	Users  []string // who can log in
	Logout bool     // users can log out again
	// Unread names a configuration that may tell of users and their logout, and
	// was not read; "" where there is none.
	Unread string
	// LogsIn is told of each user whom a step lets log in; nil: nobody listens.
	LogsIn func(user string)
	// Within names the setting of swcheck.yaml whose steps these are: a login or
	// a logout, in which nobody logs in or out once more. "" is a scenario.
	Within string

	// Saved are the names that steps have saved, of all lists whose steps are done
	// in one session, and are read one after the other. nil: what is saved is not
	// known before the steps are done.
	Saved *Saved

	// Open reads a file that a step names, as it is written there: relative to
	// the folder of the file that the step stands in. nil: steps name no files.
	Open func(name string) ([]byte, error)
	// Folder returns a folder that a step names. nil: steps name no folders.
	Folder func(name string) (fs.FS, error)
	// Command makes a command line runnable, in the folder of the file. The
	// setting names it to people. nil: steps run no commands.
	Command func(setting, line string) func(context.Context) error

	including []string // the files that led here, from the first on
}

// Do does one step.
type Do func(context.Context, *Run) error

var kinds = map[string]Kind{}

// Register adds a kind of step, from the init of its file. It panics on one
// that is incomplete or whose name is taken: mistakes of the programmer.
func Register(k Kind) {
	if k.Name == "" || k.About == "" || k.Example == "" || k.Parse == nil || k.Schema == nil {
		panic(fmt.Sprintf("step %q is incomplete", k.Name))
	}
	if _, taken := kinds[k.Name]; taken {
		panic(fmt.Sprintf("step %s is registered twice", k.Name))
	}
	kinds[k.Name] = k
}

// Kinds returns the kinds of steps, sorted by name.
func Kinds() []Kind {
	all := make([]Kind, 0, len(kinds))
	for _, name := range names() {
		all = append(all, kinds[name])
	}
	return all
}

func names() []string { return slices.Sorted(maps.Keys(kinds)) }
