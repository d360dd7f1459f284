// Package measure runs a command and says what it and every process that it
// started cost: wall time, processor time and memory of the whole tree.
//
// A browser is a dozen processes, several of them orphans as soon as the tool
// that started it ends, so the figures of the first process alone would praise
// whoever starts the most others.
package measure

import (
	"context"
	"errors"
	"time"
)

// ErrUnsupported is returned on systems whose process tables we cannot read.
var ErrUnsupported = errors.New("process trees are measured on Linux only")

// Options say how to run the command.
type Options struct {
	Dir string
	Env []string // added to the environment

	// SampleEvery turns the sampling of memory on. Sampling costs the machine
	// time (each sample walks the page tables of every process), so timed runs
	// leave it at zero and memory gets runs of its own.
	SampleEvery time.Duration
}

// Usage is what one run cost.
type Usage struct {
	Wall time.Duration // from start to the end of the command itself
	CPU  time.Duration // user and system, of all processes of the tree, until the last had ended

	// PeakPSS and PeakRSS are the highest sums over the tree, in bytes; zero
	// when not sampled. PSS counts a page that n processes share as 1/n in
	// each; the sum of RSS counts it n times.
	PeakPSS, PeakRSS int64

	// OwnRSS is the peak RSS of the command's first process alone, in bytes;
	// zero when not sampled.
	OwnRSS int64

	// LeftBehind counts processes that outlived the command by more than the
	// grace time and had to be killed.
	LeftBehind int

	ExitCode       int
	Stdout, Stderr []byte
}

// Run runs the command to its end. A command that exits with a failure is no
// error here: its ExitCode says so. One Run at a time per process: the tree is
// told apart by being all the children that this process has.
func Run(ctx context.Context, options Options, name string, args ...string) (Usage, error) {
	return run(ctx, options, name, args...)
}
