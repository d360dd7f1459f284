package main

import (
	"fmt"
	"io"
	"time"
)

// A step is what one part of the work does now: an experiment of an audit, a
// scenario of a run, or the site that is started.
type step struct {
	target  string
	of      string // name of the part
	doing   string // such as "visits pages offline"
	page    string // where, as short as it can be told; "" where it is no single page
	done    int    // of what is counted, out of total
	total   int    // 0: it is not counted
	planned int    // parts of the whole; 0 for one that does not count among them
	over    bool   // the part has ended
	failed  bool   // and not well
	stopped bool   // and not by itself
}

// progress shows people what is done while it is done.
type progress interface {
	step(step)
	// note prints a line that stays.
	note(text string)
	// aside has something printed elsewhere that may be the same terminal.
	aside(print func())
	// close ends the display and leaves nothing of it that is still moving.
	close()
}

// progress returns the display for what consists of parts, such as "experiments".
func (w *world) progress(f *outputFlags, parts string) progress {
	switch {
	case f.quiet:
		return silence{w.err}
	case w.live():
		l := newLive(w.err, parts, w.drawnWith(f.noColour))
		l.start()
		return l
	}
	return newPlain(w.err, w.inCI())
}

// silence shows no progress; notes are kept, they are no progress.
type silence struct{ out io.Writer }

func (silence) step(step)          {}
func (s silence) note(text string) { fmt.Fprintln(s.out, printable(text)) }
func (silence) aside(print func()) { print() }
func (silence) close()             {}

// seconds writes a time for people who watch it pass.
func seconds(d time.Duration) string {
	s := int(d.Seconds())
	if s < 60 {
		return fmt.Sprintf("%d s", s)
	}
	return fmt.Sprintf("%d:%02d min", s/60, s%60)
}
