package gateway

import (
	"context"
	"io"
	"time"

	"github.com/swcheck/swcheck/observation"
)

// gate is where one exchange meets the state of the wire: before its request
// leaves, before its answer's head passes, and for each piece of a body.
type gate struct {
	entry *entry
	ctx   context.Context // of the exchange; ends when the browser goes or the wire is cut
}

// freeze lets pass, unless the wire is lie-fi or cut just now.
func (g gate) freeze() error {
	switch period := g.entry.ledger.now().period; period.Network {
	case observation.Offline:
		return errCut
	case observation.LieFi:
		return g.hold(period)
	}
	return nil
}

// hold waits until the period is over or the browser goes. It never lets pass:
// what was held back is broken off then.
func (g gate) hold(p *period) error {
	if !g.entry.ledger.hold(g.entry, p) {
		return errHeld
	}
	select {
	case <-p.over:
		return errHeld
	case <-g.ctx.Done():
		return errBrowserLeft
	}
}

// wait lets time pass, but not beyond the end of the period.
func (g gate) wait(p *period, d time.Duration) error {
	if d <= 0 {
		return nil
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-p.over:
	case <-g.ctx.Done():
		return errBrowserLeft
	}
	return nil
}

// gatedReader passes a body on as the wire allows at that moment.
type gatedReader struct {
	gate
	source io.Reader
	passed int64
	torn   bool // bytes were taken from source and not passed: it cannot go on
}

func (r *gatedReader) Read(p []byte) (int, error) {
	if r.torn {
		return 0, errHeld
	}
	if len(p) == 0 {
		return 0, nil
	}
	period := r.entry.ledger.now().period
	// One byte more than allowed tells whether the body ends just there.
	limit := max(1, r.allowance(period, len(p)))
	n, err := r.source.Read(p[:limit])
	return r.deliver(n, err)
}

// allowance returns how many of at most n bytes may be read now.
func (r *gatedReader) allowance(p *period, n int) int {
	switch p.Network {
	case observation.Stall:
		return int(min(int64(n), max(0, p.StallAfter-r.passed)))
	case observation.Slow:
		return p.pace.piece(n)
	}
	return n
}

// deliver passes what was read, under the state of the wire after the read: it
// may have changed while the server was silent.
func (r *gatedReader) deliver(n int, err error) (int, error) {
	if frozen := r.freeze(); frozen != nil {
		r.torn = true
		return 0, frozen
	}
	period := r.entry.ledger.now().period
	if allowed := r.allowance(period, n); period.Network == observation.Stall && allowed < n {
		r.torn = true
		if allowed == 0 {
			return 0, r.hold(period)
		}
		n, err = allowed, nil
	}
	r.passed += int64(n)
	if err == nil {
		r.exhaust(period)
	}
	if period.Network == observation.Slow {
		if left := r.wait(period, period.pace.reserve(n, time.Now())); left != nil {
			return 0, left
		}
	}
	return n, err
}

// exhaust marks a body that has had all its bytes as held, before the browser
// has the last of them: whoever sees them may change the network at once, and
// that change is to find it.
func (r *gatedReader) exhaust(p *period) {
	if p.Network == observation.Stall && r.passed >= p.StallAfter {
		r.entry.ledger.hold(r.entry, p)
	}
}

// upload passes a request body on, unless the wire is lie-fi or cut.
type upload struct {
	gate
	io.ReadCloser
}

func (u upload) Read(p []byte) (int, error) {
	n, err := u.ReadCloser.Read(p)
	if frozen := u.freeze(); frozen != nil {
		return 0, frozen
	}
	return n, err
}
