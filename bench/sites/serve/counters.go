package main

import (
	"fmt"
	"net/http"
	"slices"
	"sync"
)

// counters count requests by site, method and path. They are the second
// witness: what reached the server, whatever a browser or a proxy says.
type counters struct {
	mu    sync.Mutex
	count map[string]int // by "site METHOD path?query"
}

func newCounters() *counters { return &counters{count: map[string]int{}} }

// of counts the requests to one site.
func (c *counters) of(site string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c.mu.Lock()
		c.count[site+" "+r.Method+" "+r.URL.RequestURI()]++
		c.mu.Unlock()
		next.ServeHTTP(w, r)
	})
}

// ServeHTTP lists the counters, or sets them back.
func (c *counters) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if r.Method == http.MethodDelete {
		clear(c.count)
		return
	}
	lines := make([]string, 0, len(c.count))
	for key, count := range c.count {
		lines = append(lines, fmt.Sprintf("%s %d\n", key, count))
	}
	slices.Sort(lines)
	for _, line := range lines {
		fmt.Fprint(w, line)
	}
}
