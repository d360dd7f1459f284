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

	width, height        int  // of the device; 0: what the browser has
	alone                bool // it changes the target itself
	file                 *source.File
	before, steps, after []*script.Script
}
