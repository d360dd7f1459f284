package harness

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"

	"github.com/swcheck/swcheck/observation"
)

// Visit navigates the session's tab; see [Tab.Visit].
func (s *Session) Visit(ctx context.Context, rawURL string) (observation.Visit, error) {
	return s.Tab().Visit(ctx, rawURL)
}

// Reload reloads the session's tab; see [Tab.Reload].
func (s *Session) Reload(ctx context.Context) (observation.Visit, error) { return s.Tab().Reload(ctx) }

// HardReload reloads the session's tab past the HTTP cache and the worker.
func (s *Session) HardReload(ctx context.Context) (observation.Visit, error) {
	return s.Tab().HardReload(ctx)
}

// Back goes back in the session's tab.
func (s *Session) Back(ctx context.Context) (observation.Visit, error) { return s.Tab().Back(ctx) }

// Visit navigates to the URL, which may be relative to the session's Base, and
// waits until the page has settled or the visit's limit is over.
//
// A page that cannot be reached is an observation, not an error: Visit.Error
// says net::ERR_…. Errors: [*BrowserGoneError], [*PageCrashedError],
// [*PageHungError], the context's. The visit holds what was seen until then.
func (t *Tab) Visit(ctx context.Context, rawURL string) (observation.Visit, error) {
	target, err := t.session.resolve(rawURL)
	if err != nil {
		return observation.Visit{}, err
	}
	return t.bring(ctx, observation.Navigate, target, func(ctx context.Context) (string, error) {
		result, err := cdp.Call(ctx, t.handle, page.Navigate, page.NavigateParams{URL: target})
		if err == nil && result.ErrorText == "" && result.LoaderID == "" {
			t.recorder.stayed()
		}
		return result.ErrorText, err
	})
}

// Reload reloads the page.
func (t *Tab) Reload(ctx context.Context) (observation.Visit, error) { return t.reload(ctx, false) }

// HardReload reloads the page past the HTTP cache and past the worker, as
// Shift+Reload does.
func (t *Tab) HardReload(ctx context.Context) (observation.Visit, error) { return t.reload(ctx, true) }

func (t *Tab) reload(ctx context.Context, hard bool) (observation.Visit, error) {
	kind := observation.Reload
	if hard {
		kind = observation.HardReload
	}
	return t.bring(ctx, kind, t.location(), func(ctx context.Context) (string, error) {
		_, err := cdp.Call(ctx, t.handle, page.Reload, page.ReloadParams{IgnoreCache: new(hard)})
		return "", err
	})
}

// Back goes back in the tab's history. Without a page to go back to it is
// [ErrNoPageBefore].
func (t *Tab) Back(ctx context.Context) (observation.Visit, error) {
	history, err := cdp.Call(ctx, t.handle, page.GetNavigationHistory, cdp.Empty{})
	if err != nil {
		return observation.Visit{}, t.session.browser.explain(err, "back")
	}
	if history.CurrentIndex < 1 {
		return observation.Visit{}, ErrNoPageBefore
	}
	entry := history.Entries[history.CurrentIndex-1]
	if history.CurrentIndex == 1 && entry.URL == blank {
		return observation.Visit{}, ErrNoPageBefore // it is what each tab begins with
	}
	return t.bring(ctx, observation.Back, entry.URL, func(ctx context.Context) (string, error) {
		_, err := cdp.Call(ctx, t.handle, page.NavigateToHistoryEntry, page.NavigateToHistoryEntryParams{EntryID: entry.ID})
		return "", err
	})
}

func (s *Session) resolve(rawURL string) (string, error) {
	u, err := s.base.Parse(rawURL)
	if err != nil {
		return "", err
	}
	return u.String(), nil
}

// location is the URL of the page that the tab shows.
func (t *Tab) location() string {
	t.recorder.mu.Lock()
	defer t.recorder.mu.Unlock()
	if t.recorder.visit.Final != "" {
		return t.recorder.visit.Final
	}
	return t.recorder.visit.URL
}

// bring brings up a page by the act and records what happens until it settles.
func (t *Tab) bring(ctx context.Context, kind observation.VisitKind, target string, act func(context.Context) (string, error)) (observation.Visit, error) {
	s := t.session
	s.mu.Lock()
	s.visits++
	visit := &observation.Visit{ID: s.visits, Kind: kind, URL: clip(target, maxURLBytes), Network: s.network.Network, Started: time.Now()}
	s.mu.Unlock()
	if visit.Network == "" {
		visit.Network = observation.Online
	}
	t.recorder.begin(visit)

	bounded, cancel := context.WithTimeout(ctx, t.visitLimit())
	defer cancel()
	navigation := t.start(bounded, act)
	end := untilSettled
	if s.options.UntilLoaded && kind != observation.Act {
		end = untilLoaded
	}
	waiting, err := t.settleAndRead(ctx, bounded, visit, end, navigation)
	done := t.recorder.finish(waiting)
	if err != nil && ctx.Err() != nil {
		err = ctx.Err()
	}
	return done, s.browser.explain(err, string(kind)+" "+visit.URL)
}

// readAgain is how often a page is read once more that loads anew when it was
// read: some do so for ever.
const readAgain = 2

// settleAndRead waits until the page has settled, reads it, and returns what was
// still going on when the limit ended the wait. A page that leaves while it is
// read, as one does that loads itself again and again, had not settled. Nor had
// one that begins something meanwhile: to be read takes its turn behind what the
// page had still to do, which on a busy machine can be longer than the quiet.
func (t *Tab) settleAndRead(ctx, bounded context.Context, visit *observation.Visit, end until, navigation <-chan error) ([]string, error) {
	for again := 0; ; {
		waiting, err := t.settle(bounded, end, navigation)
		if len(waiting) > 0 {
			t.giveUp(ctx, waiting)
		}
		if err == nil {
			err = t.read(ctx, visit, len(waiting) > 0)
		}
		if err == nil && len(waiting) == 0 && end == untilSettled && again < readAgain && bounded.Err() == nil && len(t.recorder.pending()) > 0 {
			again++
			continue
		}
		if err == nil || !isGone(err) || len(waiting) > 0 || bounded.Err() != nil {
			return waiting, err
		}
	}
}

// start begins the navigation. Page.navigate answers only when the page
// commits, so it runs beside the wait.
func (t *Tab) start(ctx context.Context, act func(context.Context) (string, error)) <-chan error {
	navigation := make(chan error, 1)
	go func() {
		failure, err := act(ctx)
		if err == nil && failure != "" {
			t.recorder.refused(failure)
		}
		navigation <- err
		t.session.activity.notify()
	}()
	return navigation
}

// refused notes that the browser gave the navigation up. A net error brings its
// error page, an abort brings nothing.
func (r *recorder) refused(failure string) {
	r.mu.Lock()
	r.visit.Error = failure
	r.mu.Unlock()
	if failure == "net::ERR_ABORTED" {
		r.aborted()
	}
}

// until tells how long a visit waits.
type until bool

const (
	untilSettled until = false
	untilLoaded  until = true
)

// quiet is how long nothing may happen until a page counts as settled.
func (s *Session) quiet() time.Duration {
	if s.Network().Network == observation.Offline {
		return s.options.Quiet / 2
	}
	return s.options.Quiet
}

// settle waits until the page has settled, and returns what was still going on
// when the limit ended the wait.
func (t *Tab) settle(ctx context.Context, until until, navigation <-chan error) ([]string, error) {
	s := t.session
	for {
		changed := s.activity.changed()
		pending := t.pending()
		if until == untilLoaded && len(t.recorder.pending()) == 0 {
			return nil, nil
		}
		var quiet <-chan time.Time
		if len(pending) == 0 {
			rest := s.quiet() - time.Since(s.activity.quietSince(t))
			if rest <= 0 {
				return nil, nil
			}
			quiet = time.After(rest)
		}
		select {
		case <-changed:
		case <-quiet:
		case err := <-navigation:
			if err != nil {
				return nil, t.ended(ctx, err)
			}
			navigation = nil
		case <-t.crashed:
			return nil, &PageCrashedError{URL: t.location()}
		case <-s.browser.gone:
			return nil, &BrowserGoneError{During: "the load of " + t.location()}
		case <-ctx.Done():
			if !errors.Is(ctx.Err(), context.DeadlineExceeded) {
				return nil, ctx.Err()
			}
			if len(pending) == 0 {
				pending = []string{"the page to come to rest"}
			}
			return pending, nil
		}
	}
}

// ended tells why a navigation could not be made: the limit is no error here,
// it is told by what is pending.
func (t *Tab) ended(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// pending tells what a visit in the tab still waits for.
func (t *Tab) pending() []string {
	pending := t.recorder.pending()
	held := t.held()
	for _, u := range without(t.session.activity.inFlight(), held) {
		if owner := t.session.ownerOf(u); owner == nil || owner == t {
			pending = append(pending, "an answer for "+u)
		}
	}
	for _, u := range without(t.recorder.unanswered(), held) {
		if !t.session.activity.isIgnored(u) {
			pending = append(pending, "an answer for "+u)
		}
	}
	pending = append(pending, t.session.workers.busy()...)
	slices.Sort(pending)
	return slices.Compact(pending)
}

// giveUp stops what is still loading, and lets later waits pass over what
// never ended. What a silent wire held back is worth waiting for on another.
func (t *Tab) giveUp(ctx context.Context, waiting []string) {
	if !t.session.silent() {
		t.passOver(waiting)
	}
	bounded, cancel := context.WithTimeout(ctx, ending)
	defer cancel()
	t.recorder.stop()
	// A page that does not answer is told by the reading of it.
	_, _ = cdp.Call(bounded, t.handle, page.StopLoading, cdp.Empty{})
	t.recorder.aborted()
}

// stop notes that the visit is given up.
func (r *recorder) stop() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.stopped = r.now()
}

func (t *Tab) passOver(waiting []string) {
	for _, w := range waiting {
		if u, ok := strings.CutPrefix(w, "an answer for "); ok && u != t.location() {
			t.session.activity.giveUpOn(u)
		}
	}
	t.session.workers.giveUp()
}

// finish completes the record with what only the end can tell.
func (r *recorder) finish(waiting []string) observation.Visit {
	r.mu.Lock()
	defer r.mu.Unlock()
	v := r.visit
	v.Loaded, v.Settled, v.WaitingFor = r.loaded, len(waiting) == 0, waiting
	v.Duration = r.now()
	v.Requests = make([]observation.Request, 0, len(r.order))
	for _, q := range r.order {
		if !q.done && q.Status == 0 {
			q.Canceled = true // cut off by the end of the visit
		}
		v.Requests = append(v.Requests, q.Request)
	}
	r.document(v)
	copied := *v
	return copied
}

// sameDocument reports whether two URLs differ in their fragment only.
func sameDocument(a, b string) bool {
	ua, errA := url.Parse(a)
	ub, errB := url.Parse(b)
	if errA != nil || errB != nil {
		return a == b
	}
	ua.Fragment, ub.Fragment = "", ""
	return ua.String() == ub.String()
}
