package main

import (
	"fmt"

	"github.com/swcheck/swcheck/bench/page"
	"github.com/swcheck/swcheck/testsite"
)

// Fixtures of the test site: on the first every scenario holds, and it is the
// one that is timed; on the second, whose worker only forwards, none does.
const (
	holdsOn  = "precache"
	failsOn  = "no-op"
	controls = 1 // scenarios on the second: one shows that they can fail
)

// site is a fixture that is served, and what it shows.
type site struct {
	*testsite.Site
	page.Words
}

func startSite(fixture string) (site, error) {
	server, err := testsite.Start(fixture)
	if err != nil {
		return site{}, err
	}
	words, err := page.Read(server.URL())
	if err != nil {
		server.Close()
		return site{}, fmt.Errorf("read the page of %s: %w", fixture, err)
	}
	return site{Site: server, Words: words}, nil
}
