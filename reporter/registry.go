// Package reporter shows reports: one file per format, each a view of plain
// [finding.Report] values. A format reads no clock, no environment and no
// terminal, so the same reports and options always give the same bytes.
//
// Adding a format is adding a file that calls [Register] from its init.
package reporter

import (
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/swcheck/swcheck/finding"
)

// DefaultWidth is the width, in terminal columns, that formats for people use
// when [Options] names none.
const DefaultWidth = 80

// Options tell a format for people how to look. Formats for machines ignore
// them, because their bytes must not depend on where they were written.
type Options struct {
	Color   bool // write ANSI colours
	Width   int  // terminal columns; 0 means DefaultWidth
	Verbose bool // every rule, cache and evidence, not only what failed
}

// A Format is one way to write reports.
type Format struct {
	Name        string // as in --format
	Description string // one line for help, without a full stop

	// Write writes the reports, one per target, in the order given. It
	// returns the first error of the writer. The reports are not changed.
	Write func(w io.Writer, reports []finding.Report, options Options) error
}

var formats = map[string]Format{}

// Register adds a format, from the init of the format's file. It panics on a
// format that is incomplete or a name that is taken, because both are mistakes
// of the programmer that must not reach a user.
func Register(f Format) {
	if f.Name == "" || f.Description == "" || f.Write == nil {
		panic(fmt.Sprintf("format %q is incomplete", f.Name))
	}
	if _, taken := formats[f.Name]; taken {
		panic(fmt.Sprintf("format %s is registered twice", f.Name))
	}
	formats[f.Name] = f
}

// Find returns the format with the name.
func Find(name string) (Format, bool) {
	f, ok := formats[name]
	return f, ok
}

// Names returns the names of the formats, sorted.
func Names() []string { return slices.Sorted(maps.Keys(formats)) }

// All returns the formats, sorted by name.
func All() []Format {
	all := make([]Format, 0, len(formats))
	for _, name := range Names() {
		all = append(all, formats[name])
	}
	return all
}
