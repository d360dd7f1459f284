package suite

import (
	"maps"

	"github.com/swcheck/swcheck/scenarios/source"
)

// A scope are the variables that are defined at a place, and which of them were
// used.
type scope struct {
	file    *source.File
	defined map[string]source.Variable
	used    map[string]bool
}

func newScope(file *source.File) *scope {
	return &scope{file: file, defined: map[string]source.Variable{}, used: map[string]bool{}}
}

// inner returns a scope that has these variables too. What is used in it is used
// here.
func (s *scope) inner() *scope {
	return &scope{file: s.file, defined: maps.Clone(s.defined), used: s.used}
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

// unused rejects variables that nothing uses: most likely a step names them
// differently.
func (s *scope) unused(variables []named) {
	for _, v := range variables {
		if !s.used[v.key.Name] {
			v.key.Reject("write $"+v.key.Name+" where it is meant, or leave it out", "no step uses the variable %s", v.key.Name)
		}
	}
}
