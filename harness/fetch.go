package harness

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"net/http"

	"github.com/chromedp/cdproto/runtime"

	"github.com/swcheck/swcheck/observation"
)

//go:embed fetch.js
var fetchScript string

// Fetch makes one request from the page that the session's first tab shows; see
// [Tab.Fetch].
func (s *Session) Fetch(ctx context.Context, url, destination string) (observation.Request, error) {
	return s.Tab().Fetch(ctx, url, destination)
}

// Fetch makes one request from the page that the tab shows, for one of the
// destinations image, script, style, font, iframe and fetch, and returns how it
// ended. One that is not answered within the session's VisitLimit, or offline
// within 3 s, ended with net::ERR_TIMED_OUT; one that the page's own policy did
// not let be made, with net::ERR_FAILED.
func (t *Tab) Fetch(ctx context.Context, rawURL, destination string) (observation.Request, error) {
	target, err := t.session.resolve(rawURL)
	if err != nil {
		return observation.Request{}, err
	}
	before := t.recorder.count()
	err = t.request(ctx, target, destination)
	if errors.As(err, new(*PageHungError)) {
		// Is it the page that does not answer, or only what it asked for?
		if _, err = t.inIsolation(ctx, "1"); err == nil {
			return unmade(target, destination, "net::ERR_TIMED_OUT"), nil
		}
	}
	if err != nil {
		return observation.Request{}, t.session.browser.explain(err, "the request for "+target)
	}
	return t.outcome(ctx, before, target, destination)
}

// request makes the request, and returns when the page knows how it ended.
func (t *Tab) request(ctx context.Context, target, destination string) error {
	limit := t.session.options.VisitLimit
	if t.session.Network().Network == observation.Offline {
		limit = ending // no answer is on its way
	}
	bounded, cancel := t.untilCrashed(ctx, limit)
	defer cancel()
	script := fmt.Sprintf("%s(%s, %s)", fetchScript, quote(target), quote(destination))
	var err error
	if destination == "fetch" {
		// Chrome lets fetch() of an isolated world go past the worker.
		// Source: FetchManager in third_party/blink/renderer/core/fetch/fetch_manager.cc
		_, err = t.evaluate(bounded, runtime.EvaluateParams{Expression: script})
	} else {
		_, err = t.evaluateInIsolation(bounded, script)
	}
	return err
}

// outcome finds how the request ended in what the tab recorded.
func (t *Tab) outcome(ctx context.Context, before int, target, destination string) (observation.Request, error) {
	var found observation.Request
	err := t.session.wait(ctx, "the request for "+target, func() ([]string, error) {
		request, begun, done := t.recorder.since(before, target)
		found = request
		switch {
		case done:
			return nil, nil
		case !begun && t.session.atRest():
			found = unmade(target, destination, "net::ERR_FAILED")
			return nil, nil
		}
		return []string{"its end"}, nil
	})
	return found, err
}

func unmade(target, destination, failure string) observation.Request {
	return observation.Request{
		URL: clip(target, maxURLBytes), Method: http.MethodGet, Destination: destination,
		ServedBy: observation.ByNobody, Error: failure,
	}
}

func (r *recorder) count() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.order)
}

// since returns the request for the URL among those that came after the first
// n, and whether it has begun and has ended.
func (r *recorder) since(n int, url string) (found observation.Request, begun, done bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, q := range r.order[min(n, len(r.order)):] {
		if !sameDocument(q.URL, url) {
			continue
		}
		if q.done {
			return q.Request, true, true
		}
		begun = true
	}
	return observation.Request{}, begun, false
}
