package gateway

import (
	"slices"

	"github.com/swcheck/swcheck/observation"
)

// An EventKind says what happened to an exchange.
type EventKind int

// What happens to an exchange, in this order. Headers is left out when there
// is no answer.
const (
	Started EventKind = iota + 1 // it has a number and is in flight
	Headers                      // the head of the answer is known, or the tunnel stands
	Ended                        // its outcome is known
)

func (k EventKind) String() string {
	switch k {
	case Started:
		return "started"
	case Headers:
		return "headers"
	case Ended:
		return "ended"
	}
	return "unknown"
}

// An Event is one step of one exchange, with the exchange as it was then.
type Event struct {
	Kind     EventKind
	Exchange observation.Exchange
}

type watcher struct{ f func(Event) }

// Watch calls f for each step of each exchange from now on, one at a time and
// in the order of the log, while the exchange waits: f must be quick. It may
// read the gateway's log, but must not change the gateway (network, deploy,
// close) or it waits for itself. After cancel returns, at most a call that is
// under way still comes.
func (g *Gateway) Watch(f func(Event)) (cancel func()) {
	l, w := g.ledger, &watcher{f: f}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.watchers = append(slices.Clip(l.watchers), w)
	return func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.watchers = slices.DeleteFunc(slices.Clone(l.watchers), func(other *watcher) bool { return other == w })
	}
}

// tell calls the watchers; the caller holds notify.
func (l *ledger) tell(kind EventKind, e *entry) {
	l.mu.Lock()
	watchers := l.watchers
	var event Event
	if len(watchers) > 0 {
		event = Event{Kind: kind, Exchange: e.snapshot()}
	}
	l.mu.Unlock()
	for _, w := range watchers {
		w.f(event)
	}
}
