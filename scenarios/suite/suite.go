package suite

import (
	"time"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/scenarios/script"
	"github.com/swcheck/swcheck/scenarios/source"
)

// A Suite are scenarios, in the order of their files.
type Suite struct {
	Scenarios []Scenario
	Secrets   []string       // that the files name, and that must not be printed
	Shard     *finding.Shard // that was selected; nil: these are all
}

// A Scenario is one that can be run: of one with a matrix, one cell.
type Scenario struct {
	Name   string // with its cell of the matrix in brackets
	File   string // as it was named, with slashes
	Line   int    // of its name, from 1
	Tags   []string
	Matrix []finding.Cell
	Limit  time.Duration // of one run; 0 where the file says nothing

	width, height        int             // of the device; 0: what the browser has
	alone                bool            // it changes the target itself
	logins               []string        // users whom its steps let log in
	missing              source.Mistakes // environment variables that it needs and that are not set
	file                 *source.File
	before, steps, after []*script.Script
}

// Missing tells of environment variables that the scenarios need and that are
// not set, as [source.Mistakes]; nil where there are none. A suite that lacks
// some can be listed and selected from, and not be run.
func (s *Suite) Missing() error {
	var all source.Mistakes
	told := map[string]bool{}
	for _, scenario := range s.Scenarios {
		for _, m := range scenario.missing {
			if text := m.Error(); !told[text] { // cells of a matrix lack the same
				told[text] = true
				all = append(all, m)
			}
		}
	}
	if len(all) == 0 {
		return nil
	}
	return all
}

// Logins returns the users whom the scenarios let log in.
func (s *Suite) Logins() []string {
	var all []string
	for _, scenario := range s.Scenarios {
		all = union(all, scenario.logins)
	}
	return all
}
