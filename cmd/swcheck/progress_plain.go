package main

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// plain prints lines that stay, for logs and pipes: one for each step, or, where
// it is to be calm, one for each part that has ended. How far a step is with its
// pages is left out, because a log has no use for it.
type plain struct {
	out  io.Writer
	calm bool
	now  func() time.Time

	mu    sync.Mutex // parts of the work go on side by side
	parts map[string]*plainPart
	ended int
}

// A plainPart is what is known of a part until it ends.
type plainPart struct {
	began time.Time
	doing string
}

func newPlain(out io.Writer, calm bool) *plain {
	return &plain{out: out, calm: calm, now: time.Now, parts: map[string]*plainPart{}}
}

func (p *plain) step(s step) {
	p.mu.Lock()
	defer p.mu.Unlock()
	part, known := p.parts[s.of]
	if !known {
		part = &plainPart{began: p.now()}
		p.parts[s.of] = part
	}
	switch {
	case s.over:
		delete(p.parts, s.of)
		how := "done"
		if s.failed {
			how = "failed"
		}
		if s.stopped {
			how = "stopped"
		}
		p.print(fmt.Sprintf("%s: %s after %.1f s%s", s.of, how, p.now().Sub(part.began).Seconds(), p.count(s)))
	case !p.calm && s.doing != part.doing:
		part.doing = s.doing
		p.print(s.of + ": " + s.doing)
	}
}

// count tells how many of the parts have ended.
func (p *plain) count(s step) string {
	if s.planned == 0 {
		return ""
	}
	p.ended++
	told := fmt.Sprintf(", %d of %d", p.ended, s.planned)
	if p.ended == s.planned {
		p.ended = 0 // what comes then is the next target's
	}
	return told
}

func (p *plain) note(text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.print(text)
}

func (p *plain) print(text string) { fmt.Fprintln(p.out, printable(text)) }

func (p *plain) aside(print func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	print()
}

func (p *plain) close() {}
