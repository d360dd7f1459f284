package gateway

import (
	"net/url"
	"reflect"

	"github.com/swcheck/swcheck/observation"
)

// Condition returns the state of the wire.
func (g *Gateway) Condition() Condition { return g.ledger.now().period.Condition }

// SetNetwork changes the state of the wire. Every exchange that starts after it
// returns meets the new state. Before it returns
//
//   - a change to offline has closed every connection and tunnel, on both
//     sides: not one byte goes upstream any more, and what was open is logged
//     as ended;
//   - the end of lie-fi or a stall has closed what that state held back;
//   - a change to block has closed what was open to the blocked hosts.
//
// Other exchanges that are in flight go on: what was asked before a portal, a
// status or a reset came still gets its answer; lie-fi, stall and slow take
// hold of bodies that are on their way. Setting the state that is set changes
// nothing. After Close it does nothing.
func (g *Gateway) SetNetwork(c Condition) {
	if c.Network == "" {
		c.Network = observation.Online
	}
	g.switching.Lock()
	defer g.switching.Unlock()
	if reflect.DeepEqual(c, g.Condition()) {
		return
	}
	next := newPeriod(c)
	if c.Network == observation.Offline {
		g.cut(next, errCut.Error(), func() {})
		return
	}
	g.turn(next)
}

// turn changes to a state in which the wire is whole.
func (g *Gateway) turn(next *period) {
	var before world
	if _, ok := g.ledger.change(func(w *world) {
		before = *w
		w.period = next
		if w.link == nil {
			w.link = newLink(g.trust)
		}
	}); !ok {
		return
	}
	// What is to be broken off is ended in the log before anything wakes up, so
	// that nothing else gets to say how it ended.
	g.ledger.breakOff(errHeld.Error(), func(e *entry) bool { return e.held })
	g.ledger.breakOff(errBlocked.Error(), func(e *entry) bool {
		target, err := url.Parse(e.x.URL)
		return err == nil && next.blocks(HostPort(target))
	})
	close(before.period.over)
	g.clients.mend()
}

// cut severs the wire on both sides.
func (g *Gateway) cut(next *period, reason string, also func()) {
	var before world
	if _, ok := g.ledger.change(func(w *world) {
		before = *w
		w.period, w.link = next, nil
		also()
	}); !ok {
		return
	}
	g.ledger.breakOff(reason, func(*entry) bool { return true })
	close(before.period.over)
	g.clients.sever()
	if before.link != nil {
		before.link.sever()
	}
}
