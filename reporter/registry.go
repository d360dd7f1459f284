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
	Links   bool // write links that terminals can follow
	Width   int  // terminal columns; 0 means DefaultWidth
	Height  int  // terminal lines; fewer than those of the usual one count as those
	Verbose bool // every rule, cache and evidence, or step, not only what failed

	// Streamed tells that the lines of single scenarios were shown while they
	// ran, so that only what comes below them is left to say.
	Streamed bool

	// Folder stands before the names of files where a format is for a host that
	// names them from the root of a repository.
	Folder string
}

// A Format is one way to write reports.
type Format struct {
	Name        string // as in --format
	Description string // one line for help, without a full stop

	// Browsable tells that the format shows what can be looked around in, where
	// reports have it: pictures, trails and timelines.
	Browsable bool

	// Write writes the reports of audits, one per target, in the order given.
	// It returns the first error of the writer. The reports are not changed.
	// nil: the format is for scenarios only.
	Write func(w io.Writer, reports []finding.Report, options Options) error

	// WriteScenarios does the same with the report of scenarios. nil: the format
	// is for audits only.
	WriteScenarios func(w io.Writer, report finding.ScenarioReport, options Options) error

	// WriteDiff does the same with what differs between audits. nil: the format
	// is not for that.
	WriteDiff func(w io.Writer, diff finding.Diff, options Options) error
}

var formats = map[string]Format{}

// Register adds a format, from the init of its file. One for audits, one for
// scenarios and one for diffs of the same name are one format. It panics on a format that is
// incomplete or a name that is taken, because both are mistakes of the
// programmer that must not reach a user.
func Register(f Format) {
	if f.Name == "" || f.Description == "" || f.Write == nil && f.WriteScenarios == nil && f.WriteDiff == nil {
		panic(fmt.Sprintf("format %q is incomplete", f.Name))
	}
	other, taken := formats[f.Name]
	if taken && (f.Write != nil && other.Write != nil || f.WriteScenarios != nil && other.WriteScenarios != nil || f.WriteDiff != nil && other.WriteDiff != nil) {
		panic(fmt.Sprintf("format %s is registered twice", f.Name))
	}
	if f.Write == nil {
		f.Write = other.Write
	}
	if f.WriteScenarios == nil {
		f.WriteScenarios = other.WriteScenarios
	}
	f.Browsable = f.Browsable || other.Browsable
	if f.WriteDiff == nil {
		f.WriteDiff = other.WriteDiff
	}
	formats[f.Name] = f
}

// Find returns the format with the name.
func Find(name string) (Format, bool) {
	f, ok := formats[name]
	return f, ok
}

// All returns the formats for audits, sorted by name.
func All() []Format { return those(func(f Format) bool { return f.Write != nil }) }

// ForScenarios returns the formats for scenarios, sorted by name.
func ForScenarios() []Format { return those(func(f Format) bool { return f.WriteScenarios != nil }) }

// ForDiffs returns the formats for diffs, sorted by name.
func ForDiffs() []Format { return those(func(f Format) bool { return f.WriteDiff != nil }) }

func those(fit func(Format) bool) []Format {
	all := make([]Format, 0, len(formats))
	for _, name := range slices.Sorted(maps.Keys(formats)) {
		if fit(formats[name]) {
			all = append(all, formats[name])
		}
	}
	return all
}

// Names returns the names of the formats for audits, sorted.
func Names() []string { return NamesOf(All()) }

// NamesOf returns the names of formats.
func NamesOf(formats []Format) []string {
	names := make([]string, 0, len(formats))
	for _, f := range formats {
		names = append(names, f.Name)
	}
	return names
}
