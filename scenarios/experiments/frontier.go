package experiments

import (
	"slices"

	"github.com/swcheck/swcheck/observation"
)

// A frontier holds the links that were found and not yet visited, in the order
// in which they were found.
type frontier struct {
	scope string // prefix of the URLs that count
	seen  map[string]bool
	paths map[string]string // path → the first URL with it that was taken
	queue []string

	// pair is a page that is visited and a link that differs from it in its
	// query only and never is.
	pair struct{ visited, kept string }
}

func newFrontier(scope string) *frontier {
	return &frontier{scope: scope, seen: map[string]bool{}, paths: map[string]string{}}
}

// visited tells that the URL is known and need not be visited.
func (f *frontier) visited(url string) {
	url = withoutFragment(url)
	f.seen[url] = true
	path, _ := splitQuery(url)
	if f.paths[path] == "" {
		f.paths[path] = url
	}
}

// add takes the links that may be followed.
func (f *frontier) add(links []observation.Link) {
	for _, link := range links {
		link.URL = withoutFragment(link.URL)
		if f.seen[link.URL] {
			continue
		}
		if ok, _ := followable(link, f.scope); !ok {
			continue
		}
		f.seen[link.URL] = true
		f.take(link.URL)
	}
}

func (f *frontier) take(url string) {
	path, query := splitQuery(url)
	first, known := f.paths[path]
	switch {
	case !known:
		f.paths[path] = url
	case f.pair.kept == "" && query != "" && hasQuery(first):
		// The first two items of a kind: one is visited, the other shows
		// whether the worker can tell them apart.
		f.pair.visited, f.pair.kept = first, url
		return
	}
	f.queue = append(f.queue, url)
}

func hasQuery(url string) bool {
	_, query := splitQuery(url)
	return query != ""
}

// next takes up to n links to visit: the visited one of the pair, then those
// with a path of their own, then the others.
func (f *frontier) next(n int) []string {
	slices.SortStableFunc(f.queue, func(a, b string) int { return f.rank(a) - f.rank(b) })
	n = min(n, len(f.queue))
	batch := f.queue[:n:n]
	f.queue = f.queue[n:]
	return batch
}

func (f *frontier) rank(url string) int {
	path, _ := splitQuery(url)
	switch {
	case url == f.pair.visited:
		return 0
	case f.paths[path] == url:
		return 1
	}
	return 2
}
