package gateway

import "github.com/swcheck/swcheck/observation"

// SetLogin names who is logged in from now on, as SetUser does, where by tells
// which exchanges are that user's: a request that does not carry the login is
// nobody's. Those since the exchange with the ID from are named anew, because
// how the server knows a user is known only after the login. by is called for
// exchanges that have begun and for those that have an answer; nil is all.
func (g *Gateway) SetLogin(name string, from int, by func(observation.Exchange) bool) {
	g.ledger.setLogin(name, from, by)
}

func (l *ledger) setLogin(name string, from int, by func(observation.Exchange) bool) {
	l.change(func(w *world) { w.user, w.by = name, by })
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, e := range l.entries[min(max(from, 0), len(l.entries)):] {
		if by != nil && by(e.snapshot()) {
			e.x.User = name
		}
	}
}

// userOf tells whose a new exchange is.
func (w world) userOf(x observation.Exchange) string {
	if w.by != nil && !w.by(x) {
		return ""
	}
	return w.user
}
