package main

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"github.com/swcheck/swcheck/reporter"
)

// live draws one line per running experiment in place, below the last line of
// the terminal, and erases them at the end. It only ever moves up over what it
// drew itself, reads nothing and leaves the terminal's modes alone, so there is
// nothing to restore if the program is killed.
type live struct {
	out    io.Writer
	styled bool
	stop   chan struct{}
	over   sync.WaitGroup

	mu      sync.Mutex
	target  string
	started time.Time
	rows    []step // in the order in which the experiments began
	drawn   int    // lines on the screen that are ours
	frame   int
}

const redrawEvery = 100 * time.Millisecond

func newLive(out io.Writer, styled bool) *live {
	l := &live{out: out, styled: styled, stop: make(chan struct{}), started: time.Now()}
	l.over.Go(l.animate)
	return l
}

// animate keeps the clock and the spinner moving: they tell that the program
// still lives when a page takes its time.
func (l *live) animate() {
	ticker := time.NewTicker(redrawEvery)
	defer ticker.Stop()
	for {
		select {
		case <-l.stop:
			return
		case <-ticker.C:
			l.mu.Lock()
			l.frame++
			l.draw()
			l.mu.Unlock()
		}
	}
}

func (l *live) step(s step) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if s.target != l.target {
		l.target, l.rows, l.started = s.target, nil, time.Now()
	}
	l.put(s)
	l.draw()
}

// put replaces the experiment's row, adds it, or removes it when it is over.
func (l *live) put(s step) {
	for i, row := range l.rows {
		if row.experiment != s.experiment {
			continue
		}
		if s.done {
			l.rows = append(l.rows[:i], l.rows[i+1:]...)
		} else {
			l.rows[i] = s
		}
		return
	}
	if !s.done {
		l.rows = append(l.rows, s)
	}
}

func (l *live) note(text string) { l.aside(func() { fmt.Fprintln(l.out, printable(text)) }) }

func (l *live) aside(print func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.erase()
	print()
	l.draw()
}

func (l *live) close() {
	close(l.stop)
	l.over.Wait()
	l.mu.Lock()
	defer l.mu.Unlock()
	l.erase()
}

func (l *live) erase() {
	if l.drawn > 0 {
		io.WriteString(l.out, ansi.CursorUp(l.drawn)+"\r"+ansi.EraseScreenBelow)
		l.drawn = 0
	}
}

var spinner = []string{"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"}

// draw writes the whole region in one go, so that it does not flicker.
func (l *live) draw() {
	if l.target == "" {
		return
	}
	var b strings.Builder
	if l.drawn > 0 {
		b.WriteString(ansi.CursorUp(l.drawn) + "\r" + ansi.EraseScreenBelow)
	}
	// A line that wraps would be two lines, and the next move up would be short.
	columns := width(l.out) - 1
	if columns < 0 {
		columns = reporter.DefaultWidth
	}
	head := fmt.Sprintf("%s %s  %.0f s", spinner[l.frame%len(spinner)], printable(l.target), time.Since(l.started).Seconds())
	b.WriteString(ansi.Truncate(head, columns, "…") + "\n")
	for _, row := range l.rows {
		line := fmt.Sprintf("  %-15s %s", row.experiment, printable(row.doing))
		b.WriteString(l.faint(ansi.Truncate(line, columns, "…")) + "\n")
	}
	l.drawn = len(l.rows) + 1
	io.WriteString(l.out, b.String())
}

func (l *live) faint(text string) string {
	if !l.styled {
		return text
	}
	return lipgloss.NewStyle().Faint(true).Render(text)
}
