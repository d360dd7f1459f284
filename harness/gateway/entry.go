package gateway

import (
	"maps"
	"net/http"
	"slices"
	"sync/atomic"
	"time"

	"github.com/swcheck/swcheck/observation"
)

// entry is one exchange in the ledger. The ledger's mutex guards its fields,
// but for world and cut, which never change, and passed.
type entry struct {
	ledger *ledger
	world  world
	cut    func()
	passed atomic.Int64 // body bytes handed to the browser

	x         observation.Exchange
	forwarded bool // passed on to the network beyond the gateway
	played    bool // answered by the gateway
	held      bool // held back until the period ends
	done      bool
}

// forward notes that the request is about to leave. It returns false when the
// exchange was ended in the meantime: then it must not leave.
func (e *entry) forward() bool {
	e.ledger.mu.Lock()
	defer e.ledger.mu.Unlock()
	e.forwarded = e.forwarded || !e.done
	return !e.done
}

// respond notes the head of the answer.
func (e *entry) respond(resp *http.Response, played bool, note string) {
	e.announce(func() {
		e.x.Status = resp.StatusCode
		e.x.Protocol = resp.Proto
		e.x.ResponseHeader = copyHeader(resp.Header)
		e.x.Error = note
		e.played = played
	})
}

// tunnelled notes that a tunnel stands. From then on it is not in flight.
func (e *entry) tunnelled() {
	e.announce(func() { e.x.Outcome = observation.Tunnelled })
}

func (e *entry) announce(f func()) {
	l := e.ledger
	l.notify.Lock()
	defer l.notify.Unlock()

	l.mu.Lock()
	done := e.done
	if !done {
		f()
	}
	l.mu.Unlock()
	if !done {
		l.tell(Headers, e)
	}
}

// answered ends an exchange whose last byte is passed, or about to be.
func (e *entry) answered(sha256, contentSHA256 string, body []byte) {
	e.end(func() {
		e.x.Outcome = observation.Answered
		if e.played {
			e.x.Outcome = observation.Played
		}
		e.x.BodySHA256, e.x.ContentSHA256 = sha256, contentSHA256
		e.x.Body = body
	})
}

// closed ends a tunnel that one of its two ends closed.
func (e *entry) closed() { e.end(func() {}) }

// failed ends an exchange for which the upstream gave no answer.
func (e *entry) failed(reason string) {
	e.end(func() {
		e.x.Outcome = observation.Failed
		e.x.Error = reason
	})
}

// broken ends an exchange that was broken off: as Broken when it had left, and
// as Refused when it never did, so that nothing counts as leaked that was held.
func (e *entry) broken(reason string) {
	e.end(func() {
		e.x.Outcome = e.brokenOutcome()
		e.x.Error = reason
	})
}

// revoke turns an exchange that was called answered a moment too early into a
// broken one.
func (e *entry) revoke(reason string) {
	e.ledger.mu.Lock()
	defer e.ledger.mu.Unlock()
	e.x.Outcome = e.brokenOutcome()
	e.x.Error = reason
	e.x.BodySHA256, e.x.ContentSHA256 = "", ""
}

func (e *entry) brokenOutcome() observation.ExchangeOutcome {
	if e.forwarded {
		return observation.Broken
	}
	return observation.Refused
}

// end closes the entry; only the first call counts.
func (e *entry) end(f func()) {
	l := e.ledger
	l.notify.Lock()
	defer l.notify.Unlock()

	l.mu.Lock()
	if e.done {
		l.mu.Unlock()
		return
	}
	e.done = true
	f()
	e.x.Duration = float64(time.Since(e.x.Started)) / float64(time.Millisecond)
	delete(l.open, e.x.ID)
	l.mu.Unlock()

	l.tell(Ended, e)
}

// snapshot returns a copy that shares nothing; the caller holds the mutex.
func (e *entry) snapshot() observation.Exchange {
	x := e.x
	x.BodyBytes = e.passed.Load()
	x.RequestHeader = copyHeader(http.Header(e.x.RequestHeader))
	x.ResponseHeader = copyHeader(http.Header(e.x.ResponseHeader))
	x.Body = slices.Clone(e.x.Body)
	return x
}

func copyHeader(h http.Header) observation.Header {
	if h == nil {
		return nil
	}
	copied := observation.Header(maps.Clone(h))
	for name, values := range copied {
		if values == nil {
			// net/http's way to say "do not add this field yourself".
			delete(copied, name)
			continue
		}
		copied[name] = slices.Clone(values)
	}
	return copied
}
