package harness

import (
	"context"
	_ "embed"
	"fmt"

	"github.com/swcheck/swcheck/observation"
)

//go:embed fetch.js
var fetchScript string

// Fetch makes one request from the page that the session's first tab shows; see
// [Tab.Fetch].
func (s *Session) Fetch(ctx context.Context, url, destination string) (observation.Request, error) {
	return s.first.Fetch(ctx, url, destination)
}

// Fetch makes one request from the page that the tab shows, for one of the
// destinations image, script, style, font, iframe and fetch, and returns how it
// ended.
func (t *Tab) Fetch(ctx context.Context, rawURL, destination string) (observation.Request, error) {
	target, err := t.session.resolve(rawURL)
	if err != nil {
		return observation.Request{}, err
	}
	before := t.recorder.count()
	if _, err := t.inIsolation(ctx, fmt.Sprintf("%s(%s, %s)", fetchScript, quote(target), quote(destination))); err != nil {
		return observation.Request{}, t.session.browser.explain(err, "the request for "+target)
	}
	var found observation.Request
	err = t.session.wait(ctx, "the request for "+target, func() ([]string, error) {
		request, done := t.recorder.since(before, target)
		found = request
		if !done {
			return []string{"its end"}, nil
		}
		return nil, nil
	})
	return found, err
}

func (r *recorder) count() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.order)
}

// since returns the request for the URL among those that came after the first n.
func (r *recorder) since(n int, url string) (observation.Request, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, q := range r.order[min(n, len(r.order)):] {
		if sameDocument(q.URL, url) && q.done {
			return q.Request, true
		}
	}
	return observation.Request{}, false
}
