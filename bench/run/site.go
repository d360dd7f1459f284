package main

import (
	"fmt"
	"time"

	"github.com/swcheck/swcheck/bench/page"
	"github.com/swcheck/swcheck/testsite"
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

// site is a fixture under measurement. Its server's own log is what the tools
// are held against.
type site struct {
	siteTruth
	url     string
	heading string
	server  *testsite.Site
}

type sites struct{ all []*site }

func startSites() (*sites, error) {
	started := &sites{}
	for _, truth := range siteTruths {
		server, err := testsite.Start(truth.name)
		if err != nil {
			started.close()
			return nil, err
		}
		s := &site{siteTruth: truth, url: server.URL(), server: server}
		started.all = append(started.all, s)
		words, err := page.Read(s.url)
		if err != nil {
			started.close()
			return nil, fmt.Errorf("read the page of %s: %w", truth.name, err)
		}
		s.heading = words.Heading
	}
	return started, nil
}

func (s *sites) close() {
	for _, one := range s.all {
		one.server.Close()
	}
}

// precached is the site that is timed.
func (s *sites) precached() *site { return s.all[len(s.all)-1] }

// arrivals counts the requests that reached the server in a window of time.
func (s *site) arrivals(from, to time.Time) int {
	count := 0
	for _, request := range s.server.Requests() {
		if !request.At.Before(from) && !request.At.After(to) {
			count++
		}
	}
	return count
}
