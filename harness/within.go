package harness

import (
	"context"
	"slices"
	"time"

	"github.com/swcheck/swcheck/observation"
)

// VisitWithin visits in the session's tab; see [Tab.VisitWithin].
func (s *Session) VisitWithin(ctx context.Context, rawURL string, limit time.Duration) (observation.Visit, error) {
	return s.Tab().VisitWithin(ctx, rawURL, limit)
}

// VisitWithin is [Tab.Visit] with a limit of its own in place of the session's
// VisitLimit. On a wire that never answers it is the time that a visitor is
// supposed to wait.
func (t *Tab) VisitWithin(ctx context.Context, rawURL string, limit time.Duration) (observation.Visit, error) {
	t.limit = limit
	defer func() { t.limit = 0 }()
	return t.Visit(ctx, rawURL)
}

// visitLimit bounds the visit that is made now.
func (t *Tab) visitLimit() time.Duration {
	if t.limit > 0 {
		return t.limit
	}
	return t.session.options.VisitLimit
}

// silent reports whether no answer comes over the wire as it is now.
func (s *Session) silent() bool { return s.Network().Network == observation.LieFi }

// held returns the URLs of the exchanges that a silent wire holds back. They
// end only with the state of the wire, so a page that has loaded and shows
// something does not wait for them. Before that they are what it lacks.
func (t *Tab) held() []string {
	if !t.session.silent() || len(t.recorder.pending()) > 0 || !t.recorder.isShown() {
		return nil
	}
	return t.session.activity.inFlight()
}

func (r *recorder) isShown() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.shown
}

// without returns the URLs that are not among the others.
func without(urls, others []string) []string {
	return slices.DeleteFunc(urls, func(u string) bool { return slices.Contains(others, u) })
}

// painted turns a time after the navigation to the document that is shown into
// one after the start of the visit: a page that reloads itself has navigated
// before. It is 0 where that document was there before the visit, and where it
// was painted only because the visit was given up: what was missing counts as
// failed then. The caller holds the mutex.
func (r *recorder) painted(after float64) float64 {
	for _, q := range r.order {
		if !q.Document || q.loader != r.loader || after <= 0 {
			continue
		}
		if at := q.Started + after; r.stopped == 0 || at < r.stopped {
			return at
		}
	}
	return 0
}
