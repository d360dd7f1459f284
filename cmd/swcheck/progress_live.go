package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/charmbracelet/x/ansi"
	"golang.org/x/term"
)

// live draws what goes on side by side in place, below the last line of the
// terminal, and erases it at the end. It only ever moves up over what it drew
// itself, reads nothing and leaves the terminal's modes and its cursor alone, so
// there is nothing to restore if the program is killed.
type live struct {
	out   io.Writer
	parts string // what the rows are, such as "experiments"
	look
	size func() (columns, lines int) // of the terminal; 0 where it is not known
	now  func() time.Time
	stop chan struct{}
	over sync.WaitGroup

	mu     sync.Mutex
	target string
	began  time.Time
	rows   []liveRow // in the order in which they began
	tally  tally
	drawn  []int // the widths of the lines on the screen that are ours
	frame  int
}

// A liveRow is one part of the work.
type liveRow struct {
	step
	began time.Time
	took  time.Duration // once it is over
}

// A tally counts the parts that have ended.
type tally struct{ planned, ended, failed int }

const redrawEvery = 100 * time.Millisecond

func newLive(out io.Writer, parts string, look look) *live {
	size := func() (int, int) { return terminalSize(out) }
	return &live{out: out, parts: parts, look: look, size: size, now: time.Now, stop: make(chan struct{})}
}

// start keeps the clocks and the spinners moving: they tell that the program
// still lives when a page takes its time.
func (l *live) start() {
	l.over.Go(func() {
		ticker := time.NewTicker(redrawEvery)
		defer ticker.Stop()
		for {
			select {
			case <-l.stop:
				return
			case <-ticker.C:
				l.tick()
			}
		}
	})
}

func (l *live) tick() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.frame++
	l.draw()
}

func (l *live) step(s step) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if s.target != l.target {
		l.target, l.rows, l.tally, l.began = s.target, nil, tally{}, l.now()
	}
	l.put(s)
	l.draw()
}

// put replaces the row of the part, adds it, or ends it.
func (l *live) put(s step) {
	l.tally.planned = max(l.tally.planned, s.planned)
	at := slices.IndexFunc(l.rows, func(r liveRow) bool { return r.of == s.of })
	switch {
	case at < 0 && s.over:
	case at < 0:
		l.rows = append(l.rows, liveRow{step: s, began: l.now()})
	case s.over:
		l.end(at, s)
	case l.rows[at].over: // it is done once more
		l.tally.ended--
		l.rows[at] = liveRow{step: s, began: l.now()}
	default:
		l.rows[at].step = s
	}
}

// end keeps the row of an experiment. Scenarios have lines of their own when they
// have ended, and a site that has come up is no part of the work.
func (l *live) end(at int, s step) {
	if s.planned > 0 {
		l.tally.ended++
	}
	if s.failed {
		l.tally.failed++
	}
	if s.planned == 0 || l.parts != partsOfAudit {
		l.rows = slices.Delete(l.rows, at, at+1)
		return
	}
	l.rows[at].step, l.rows[at].took = s, l.now().Sub(l.rows[at].began)
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
	columns, _ := l.room()
	io.WriteString(l.out, l.above(columns)+eraseBelow(len(l.drawn)))
	l.drawn = nil
}

// draw writes the whole region in one go and over what is there, so that it does
// not flicker. Each line is emptied first, whole: a terminal that breaks its lines
// anew counts what once stood at their ends.
func (l *live) draw() {
	if l.target == "" {
		return
	}
	columns, lines := l.room()
	var b strings.Builder
	b.WriteString(l.above(columns))
	before := len(l.drawn)
	l.drawn = l.drawn[:0]
	for _, line := range l.lines(columns, lines) {
		l.drawn = append(l.drawn, ansi.StringWidth(line))
		b.WriteString(ansi.EraseEntireLine + line + "\n")
	}
	b.WriteString(eraseBelow(before))
	io.WriteString(l.out, b.String())
}

func eraseBelow(drawn int) string {
	if drawn == 0 {
		return "" // what stands there is not ours
	}
	return ansi.EraseScreenBelow
}

// above moves to the first line of the region. Where the window has become
// narrower since it was drawn, its lines take several of the terminal's.
func (l *live) above(columns int) string {
	up := 0
	for _, wide := range l.drawn {
		up += max(1, (wide+columns-1)/columns)
	}
	if up == 0 {
		return ""
	}
	return "\r" + ansi.CursorUp(up)
}

// room returns the size of the terminal, or one that suits all.
func (l *live) room() (columns, lines int) {
	columns, lines = l.size()
	if columns <= 0 {
		columns = 80
	}
	if lines <= 0 {
		lines = 24
	}
	return columns, lines
}

// terminalSize returns the size of the terminal behind a stream; zeros if it is
// none.
func terminalSize(stream io.Writer) (columns, lines int) {
	file, ok := stream.(*os.File)
	if !ok {
		return 0, 0
	}
	columns, lines, err := term.GetSize(int(file.Fd()))
	if err != nil {
		return 0, 0
	}
	return columns, lines
}
