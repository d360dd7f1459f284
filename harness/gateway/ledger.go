package gateway

import (
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/swcheck/swcheck/observation"
)

// world is what is current when an exchange starts. It is copied into the
// exchange under the ledger's mutex, so that no exchange sees half a change.
type world struct {
	period *period
	link   *link // nil while offline
	deploy *deployment
	build  string
	user   string
	by     func(observation.Exchange) bool // which exchanges are the user's; nil: all
}

// ledger is the log of exchanges and the world in which the next one starts.
type ledger struct {
	// notify orders what watchers are told. It is taken before mu and held
	// while they run, so that they may read the ledger.
	notify sync.Mutex

	mu       sync.Mutex
	world    world
	closed   bool
	entries  []*entry       // entries[i] has the ID i+1
	open     map[int]*entry // not ended, standing tunnels included
	watchers []*watcher
}

func newLedger(w world) *ledger {
	return &ledger{world: w, open: map[int]*entry{}}
}

// change lets f alter the world, and returns the last exchange that started
// before it. It returns false when the gateway is closed.
func (l *ledger) change(f func(*world)) (last int, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed {
		return len(l.entries), false
	}
	f(&l.world)
	return len(l.entries), true
}

// now returns the current world.
func (l *ledger) now() world {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.world
}

// begin numbers an exchange and logs it as in flight. cut must end whatever the
// exchange does at any time, at once.
func (l *ledger) begin(x observation.Exchange, cut func()) *entry {
	l.notify.Lock()
	defer l.notify.Unlock()

	l.mu.Lock()
	e := &entry{ledger: l, cut: cut, world: l.world, x: x}
	e.x.ID = len(l.entries) + 1
	e.x.Started = time.Now()
	e.x.Outcome = observation.InFlight
	e.x.Network = e.world.period.Network
	e.x.Build = e.world.build
	e.x.User = e.world.userOf(e.x)
	// Marked before anybody hears of it, so that a change of the network finds
	// everything that lie-fi took in.
	e.held = e.x.Network == observation.LieFi
	l.entries = append(l.entries, e)
	l.open[e.x.ID] = e
	l.mu.Unlock()

	l.tell(Started, e)
	return e
}

// hold marks the exchange as held back in this period, so that the end of the
// period breaks it off. It returns false when the period is over already.
func (l *ledger) hold(e *entry, p *period) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if e.done || l.world.period != p {
		return false
	}
	e.held = true
	return true
}

// breakOff ends the open exchanges that which selects, and tears down what they
// were doing.
func (l *ledger) breakOff(reason string, which func(*entry) bool) {
	l.mu.Lock()
	var hit []*entry
	for _, e := range l.open {
		if which(e) {
			hit = append(hit, e)
		}
	}
	l.mu.Unlock()
	slices.SortFunc(hit, func(a, b *entry) int { return a.x.ID - b.x.ID })
	for _, e := range hit {
		e.broken(reason)
		e.cut()
	}
}

func (l *ledger) last() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.entries)
}

// since returns copies of the exchanges after the one with the given ID.
func (l *ledger) since(id int) []observation.Exchange {
	l.mu.Lock()
	defer l.mu.Unlock()
	from := min(max(id, 0), len(l.entries))
	copies := make([]observation.Exchange, 0, len(l.entries)-from)
	for _, e := range l.entries[from:] {
		copies = append(copies, e.snapshot())
	}
	return copies
}

func (l *ledger) inFlight() []observation.Exchange {
	l.mu.Lock()
	defer l.mu.Unlock()
	copies := []observation.Exchange{}
	for _, id := range slices.Sorted(maps.Keys(l.open)) {
		if e := l.open[id]; e.x.Outcome == observation.InFlight {
			copies = append(copies, e.snapshot())
		}
	}
	return copies
}
