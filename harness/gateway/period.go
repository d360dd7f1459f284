package gateway

import (
	"sync"
	"time"
)

// A period is the time during which one condition holds.
type period struct {
	Condition
	over chan struct{} // closed when another condition has taken its place
	pace pace
}

func newPeriod(c Condition) *period {
	return &period{
		Condition: c,
		over:      make(chan struct{}),
		pace:      pace{perSecond: c.BytesPerSecond},
	}
}

// pace shares the throughput of the wire among all bodies on it.
type pace struct {
	perSecond int64

	mu   sync.Mutex
	free time.Time // when all bytes so far will have passed
}

// piecesPerSecond is how many pieces a second of slow transfer is cut into, so that a
// page sees bytes trickle instead of coming in bursts.
const piecesPerSecond = 50

// piece returns how many of at most n bytes to pass in one piece.
func (p *pace) piece(n int) int {
	if p.perSecond <= 0 {
		return n
	}
	return min(n, max(1, int(p.perSecond/piecesPerSecond)))
}

// reserve returns how long n more bytes have to wait at the moment now.
func (p *pace) reserve(n int, now time.Time) time.Duration {
	if p.perSecond <= 0 || n == 0 {
		return 0
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.free.Before(now) {
		p.free = now
	}
	p.free = p.free.Add(time.Duration(float64(n) / float64(p.perSecond) * float64(time.Second)))
	return p.free.Sub(now)
}
