package harness

import (
	"sync"
	"time"
)

// activity knows what happens in a session that a visit must wait for, and
// wakes who waits. Things that begin and end are kept open in between; things
// that merely happen are touches.
type activity struct {
	mu      sync.Mutex
	last    time.Time            // of anything that concerns the whole session
	lastOf  map[*Tab]time.Time   // of what concerns one tab
	open    map[int]openExchange // by exchange
	ignored map[string]bool      // URLs that a wait has given up on
	wake    chan struct{}        // closed and replaced at each change
}

type openExchange struct {
	url   string
	since time.Time
}

func newActivity() *activity {
	return &activity{
		last: time.Now(), lastOf: map[*Tab]time.Time{}, open: map[int]openExchange{},
		ignored: map[string]bool{}, wake: make(chan struct{}),
	}
}

// changed returns a channel that is closed at the next change. Take it before
// looking at the state, so that no change is missed in between.
func (a *activity) changed() <-chan struct{} {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.wake
}

func (a *activity) signal() {
	close(a.wake)
	a.wake = make(chan struct{})
}

// touch notes that something happened in the tab, or in the whole session for
// a nil tab.
func (a *activity) touch(t *Tab) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if t == nil {
		a.last = time.Now()
	} else {
		a.lastOf[t] = time.Now()
	}
	a.signal()
}

// notify wakes who waits without making the session any less quiet.
func (a *activity) notify() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.signal()
}

func (a *activity) began(exchange int, url string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.open[exchange] = openExchange{url: url, since: time.Now()}
	a.signal()
}

func (a *activity) ended(exchange int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.open, exchange)
	a.signal()
}

// inFlight returns the URLs of the exchanges that are open and not given up on.
func (a *activity) inFlight() []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	var urls []string
	for _, x := range a.open {
		if !a.ignored[x.url] {
			urls = append(urls, x.url)
		}
	}
	return urls
}

// giveUpOn makes later waits pass over the URL: what never ends once would
// otherwise cost every visit its whole limit.
func (a *activity) giveUpOn(url string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.ignored[url] = true
}

func (a *activity) isIgnored(url string) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.ignored[url]
}

// quietSince returns the time of the last thing that concerns the tab.
func (a *activity) quietSince(t *Tab) time.Time {
	a.mu.Lock()
	defer a.mu.Unlock()
	if own := a.lastOf[t]; own.After(a.last) {
		return own
	}
	return a.last
}
