package main

import (
	"fmt"
	"io"
)

// A step is what one experiment does now.
type step struct {
	target     string
	experiment string
	doing      string // such as "visit /talks/"
	done       bool   // the experiment is over
}

// progress shows people what an audit does while it runs.
type progress interface {
	step(step)
	// note prints a line that stays.
	note(text string)
	// aside has something printed elsewhere that may be the same terminal.
	aside(print func())
	// close ends the display and leaves nothing of it that is still moving.
	close()
}

func (w *world) progress(f *outputFlags) progress {
	switch {
	case f.quiet:
		return silence{w.err}
	case w.live():
		return newLive(w.err, !f.noColour && !w.set("NO_COLOR"))
	}
	return &plain{out: w.err}
}

// silence shows no progress; notes are kept, they are no progress.
type silence struct{ out io.Writer }

func (silence) step(step)          {}
func (s silence) note(text string) { fmt.Fprintln(s.out, printable(text)) }
func (silence) aside(print func()) { print() }
func (silence) close()             {}
