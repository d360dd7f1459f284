package harness

import (
	"context"

	"github.com/chromedp/cdproto/network"

	"github.com/swcheck/swcheck/observation"
)

// Act does something in the session's tab; see [Tab.Act].
func (s *Session) Act(ctx context.Context, act func(context.Context) error) (observation.Visit, error) {
	return s.Tab().Act(ctx, act)
}

// Act does something in the page, such as a click, and waits until what
// follows has settled: the page that it leads to, or what the page fetches. The
// wait is bounded by the session's VisitLimit, and so is the context that act
// is given; act must end with it.
//
// Where no navigation began, the visit's Navigations are empty, and its Status
// is 0: it tells what the page shows afterwards, and what it asked for. Else
// URL is what the first navigation asked for. Errors: that of act as it is, and
// those of [Tab.Visit].
func (t *Tab) Act(ctx context.Context, act func(context.Context) error) (observation.Visit, error) {
	acted := make(chan error, 1)
	visit, err := t.bring(ctx, observation.Act, t.location(), func(ctx context.Context) (string, error) {
		err := act(ctx)
		t.recorder.acted()
		t.session.activity.touch(t) // a navigation may begin a moment after what caused it
		acted <- err
		return "", err
	})
	if failure := <-acted; failure != nil && ctx.Err() == nil {
		return visit, failure
	}
	for _, q := range visit.Requests {
		if q.Document {
			visit.URL = q.URL
			break
		}
	}
	return visit, err
}

// resume starts the record of what happens next in the page that is shown.
func (r *recorder) resume(v *observation.Visit) {
	r.visit, r.began = v, v.Started
	r.requests = map[network.RequestID]*request{}
	r.order = nil
	r.acting, r.asked, r.loading = true, false, false
	r.loaded = r.committed // one that never fired was waited for before
}

// acted notes that the act is done.
func (r *recorder) acted() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.acting = false
}
