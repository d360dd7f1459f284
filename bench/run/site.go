package main

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

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
		if s.heading, err = heading(s.url); err != nil {
			started.close()
			return nil, fmt.Errorf("read the heading of %s: %w", truth.name, err)
		}
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

// heading reads the text of the first h1 of a page, which is what the scripts
// assert.
func heading(url string) (string, error) {
	answer, err := http.Get(url)
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	return firstHeading(answer.Body)
}

func firstHeading(document io.Reader) (string, error) {
	root, err := html.Parse(document)
	if err != nil {
		return "", err
	}
	for node := range root.Descendants() {
		if node.DataAtom == atom.H1 {
			return strings.TrimSpace(text(node)), nil
		}
	}
	return "", fmt.Errorf("the page has no h1")
}

func text(node *html.Node) string {
	var all strings.Builder
	for child := range node.Descendants() {
		if child.Type == html.TextNode {
			all.WriteString(child.Data)
		}
	}
	return all.String()
}
