package harness

import (
	"context"

	"github.com/swcheck/swcheck/observation"
)

// Look looks at the page of the session's tab; see [Tab.Look].
func (s *Session) Look(ctx context.Context) (observation.Visit, error) { return s.Tab().Look(ctx) }

// Look returns the last visit, or the last act, as it stands now: what the page
// shows at this moment, and all that it has asked for and written since. It
// waits for nothing. Errors: [*PageCrashedError], [*PageHungError],
// [*BrowserGoneError].
func (t *Tab) Look(ctx context.Context) (observation.Visit, error) {
	visit := t.Recorded()
	err := t.read(ctx, &visit, true)
	t.recorder.mu.Lock()
	t.recorder.document(&visit)
	t.recorder.recovered(&visit)
	t.recorder.mu.Unlock()
	return visit, t.session.browser.explain(err, "a look at "+t.location())
}

// Until waits until nothing is pending, looking again whenever something has
// happened in the session, and when it has come to rest. What names the wait in
// errors: [*TimeoutError] when the context or the session's VisitLimit ends it,
// [*BrowserGoneError], and those of pending.
func (s *Session) Until(ctx context.Context, what string, pending func() ([]string, error)) error {
	return s.wait(ctx, what, pending)
}

// document fills in which document is shown, and who served it.
func (r *recorder) document(v *observation.Visit) {
	for _, q := range r.order {
		if !q.Document || q.loader != r.loader && r.committed {
			continue
		}
		v.Status, v.MIMEType, v.ServedBy, v.Cache, v.Exchange = q.Status, q.MIMEType, q.ServedBy, q.Cache, q.Exchange
		if r.unreached && q.Error != "" {
			v.Error = q.Error
		}
	}
	if v.ServedBy == "" {
		v.ServedBy = observation.ByNobody
	}
	if v.Error == "" && r.unreached {
		v.Error = "net::ERR_FAILED"
	}
}

// Shows looks at the page of the session's tab; see [Tab.Shows].
func (s *Session) Shows(ctx context.Context, what Ready) (bool, error) {
	return s.Tab().Shows(ctx, what)
}

// Shows reports whether the page shows at this moment what is asked for, as
// [Tab.AwaitShown] does that waits for it. A page that is just leaving shows
// nothing.
func (t *Tab) Shows(ctx context.Context, what Ready) (bool, error) {
	raw, err := t.inIsolation(ctx, appearing(what, 0))
	if err != nil && isGone(err) {
		return false, nil
	}
	return err == nil && string(raw) == "true", t.session.browser.explain(err, "a look for "+what.String())
}

// Location returns the URL of the page that the session's tab shows; "" before
// the first visit.
func (s *Session) Location() string { return s.Tab().Location() }

// Location returns the URL of the page that the tab shows; "" before the first
// visit.
func (t *Tab) Location() string { return t.location() }
