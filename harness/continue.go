package harness

import (
	"context"
	"time"

	"github.com/swcheck/swcheck/observation"
)

// Continue goes on with the tab's last visit: what the page has done since then,
// such as to load itself anew when a worker took control, belongs to it too. It
// waits until the page has settled once more, and reads it again. Errors: those
// of [Tab.Visit].
func (t *Tab) Continue(ctx context.Context) (observation.Visit, error) {
	visit := t.recorder.goOn()
	bounded, cancel := context.WithTimeout(ctx, t.visitLimit())
	defer cancel()
	t.learnOfWorker(bounded)
	waiting, err := t.settleAndRead(ctx, bounded, visit, untilSettled, nil)
	done := t.recorder.finish(waiting)
	if err != nil && ctx.Err() != nil {
		err = ctx.Err()
	}
	return done, t.session.browser.explain(err, "the rest of "+visit.URL)
}

// goOn returns the visit that is recorded, and is no longer given up.
func (r *recorder) goOn() *observation.Visit {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.stopped = 0
	return r.visit
}

// controlLimit bounds how long a page is given to learn of a worker that has
// taken control of it. It takes no time of its own, only the page's turn.
const controlLimit = 2 * time.Second

// learnOfWorker waits until the page knows of the worker that the browser gave
// control of it, and has had its turn to do something about that. A page that
// leaves or does not answer is told of by the reading of it.
func (t *Tab) learnOfWorker(ctx context.Context) {
	if !t.session.workers.controls(string(t.id)) {
		return
	}
	bounded, cancel := t.untilCrashed(ctx, controlLimit)
	defer cancel()
	_, _ = t.evaluateInIsolation(bounded, `new Promise(done => {
		const workers = navigator.serviceWorker;
		if (!workers || workers.controller) return done();
		workers.addEventListener('controllerchange', () => done(), {once: true});
	})`)
}

// controls reports whether an active version controls the page.
func (w *workers) controls(page string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, v := range w.byVersion {
		if v.satisfies(Controlled, page) {
			return true
		}
	}
	return false
}
