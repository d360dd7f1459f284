package main

import (
	"fmt"
	"io"
	"sync"
)

// plain prints one line per step, for logs.
type plain struct {
	mu  sync.Mutex // experiments run side by side
	out io.Writer
}

func (p *plain) step(s step) {
	doing := s.doing
	if s.done {
		doing = "done"
	}
	p.note(fmt.Sprintf("%s: %s", s.experiment, doing))
}

func (p *plain) note(text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	fmt.Fprintln(p.out, printable(text))
}

func (p *plain) aside(print func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	print()
}

func (p *plain) close() {}
