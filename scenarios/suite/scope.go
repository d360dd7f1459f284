package suite

import (
	"maps"
	"slices"

	"github.com/swcheck/swcheck/scenarios/source"
)

// A scope are the variables that are defined at a place, and which of them were
// used.
type scope struct {
	file *source.File
	// missing tells of environment variables that these variables are made of and
	// that are not set: what they are put into cannot be read.
	missing  source.Mistakes
	doubtful bool // something that could not be read may use the variables
	defined  map[string]source.Variable
	used     map[string]bool
}

func newScope(file *source.File) *scope {
	return &scope{file: file, defined: map[string]source.Variable{}, used: map[string]bool{}}
}

// inner returns a scope that has these variables too. What is used in it is used
// here.
func (s *scope) inner() *scope {
	return &scope{file: s.file, missing: s.missing, defined: maps.Clone(s.defined), used: s.used}
}

func (s *scope) define(v named) { s.defined[v.key.Name] = v.Variable }

// read has something read with the variables put in.
func (s *scope) read(do func()) {
	s.file.Define(s.defined)
	do()
	s.harvest()
}

// harvest notes what was used since the variables were defined.
func (s *scope) harvest() {
	for name := range s.defined {
		if s.file.Used(name) || setsDevice(name) {
			s.used[name] = true
		}
	}
}

// later has variables read, of which some may not be set.
func (s *scope) later(read func()) { s.missing = slices.Concat(s.missing, s.file.Later(read)) }

// unused rejects variables that nothing uses: most likely a step names them
// differently.
func (s *scope) unused(variables []named) {
	if s.doubtful {
		return
	}
	for _, v := range variables {
		if !s.used[v.key.Name] {
			v.key.Reject("write $"+v.key.Name+" where it is meant, or leave it out", "no step uses the variable %s", v.key.Name)
		}
	}
}
