package main

import (
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"
)

// siteTruth is what is known of a fixture, whatever a tool says.
type siteTruth struct {
	name  string
	what  string // in the words of the tables
	truth opinion
}

// siteTruths are the fixtures that the contestants are asked about. The last
// is the one that is timed: on it everybody has the full work to do.
var siteTruths = []siteTruth{
	{"no-op", "a worker that only forwards", fails},
	{"precache", "a worker with a precache", opens},
}

// site is a page under measurement and the log of what reached its server.
type site struct {
	siteTruth
	url     string
	heading string

	server *http.Server
	mu     sync.Mutex
	log    []time.Time
}

type sites struct{ all []*site }

func (s *sites) close() {
	for _, one := range s.all {
		_ = one.server.Close()
	}
}

// precached is the site that is timed.
func (s *sites) precached() *site { return s.all[len(s.all)-1] }

// arrivals counts the requests that reached the server in a window of time.
func (s *site) arrivals(from, to time.Time) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	count := 0
	for _, at := range s.log {
		if !at.Before(from) && !at.After(to) {
			count++
		}
	}
	return count
}

func (s *site) listen(pages http.Handler) error {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("serve %s: %w", s.name, err)
	}
	s.url = "http://" + listener.Addr().String() + "/"
	s.server = &http.Server{
		ReadHeaderTimeout: 10 * time.Second,
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			s.mu.Lock()
			s.log = append(s.log, time.Now())
			s.mu.Unlock()
			pages.ServeHTTP(w, r)
		}),
	}
	go func() { _ = s.server.Serve(listener) }()
	return nil
}
