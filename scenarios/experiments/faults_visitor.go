package experiments

import (
	"context"
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
)

// A visitor has seen the start page, and perhaps others, with the worker in
// control, and then meets faults. It looks at two pages at once, in two tabs.
type visitor struct {
	*faulting
	session *harness.Session
	beside  *harness.Tab
	seen    *observation.FaultSession

	start  string // the start page, where it ended
	linked string // a page that it links to, or ""
	found  *frontier
	visits []observation.Visit // with the worker in control
	madeUp int                 // URLs of pages never visited
}

// comeToKnow visits the start page and awaits the worker. It reports whether
// one is in charge of the page. Where it returns no error, leave must be called.
func (v *visitor) comeToKnow(ctx context.Context) (inCharge bool, err error) {
	v.step("loads the page")
	if v.session, err = v.openForLoads(ctx); err != nil {
		return false, err
	}
	defer func() {
		if err != nil {
			v.leave()
		}
	}()
	first, err := v.arrive(ctx, v.session)
	if err != nil {
		return false, err
	}
	v.step("waits for the worker")
	if err := v.awaitWorker(ctx, v.session); err != nil {
		return false, err
	}
	v.start = withoutFragment(first.Final)
	if activeOn(v.session, v.start) == "" {
		return false, nil
	}
	v.find(first)
	v.beside, err = v.session.NewTab(ctx)
	return true, err
}

// leave ends the session and keeps its log.
func (v *visitor) leave() {
	v.seen.SessionLog = v.session.Log()
	v.session.Close()
}

// find chooses the pages: those of the configuration, then what the start page
// links to.
func (v *visitor) find(first observation.Visit) {
	v.found = newFrontier(scopeOn(v.session, v.start))
	v.found.visited(v.Target.URL)
	v.found.visited(first.Final)
	for _, ref := range v.Target.Pages {
		if url := resolve(v.Target.URL, ref); url != "" && sameOrigin(url, v.start) && !v.found.seen[url] {
			v.found.visited(url)
			v.found.queue = append(v.found.queue, url)
		}
	}
	v.found.add(first.Links)
	if next := v.found.next(1); len(next) > 0 {
		v.linked = next[0]
	}
}

// lookAround visits one or two pages with the worker in control.
func (v *visitor) lookAround(ctx context.Context, urls ...string) (err error) {
	v.step("visits the site")
	if v.visits, err = v.both(ctx, looks(urls)); err != nil {
		return err
	}
	v.seen.Caches, err = v.session.Caches(ctx)
	return err
}

// gives reports whether the worker has anything to give: if it stores and
// answers nothing, then bad networks are what they are without it.
func (v *visitor) gives() bool {
	for _, c := range v.seen.Caches {
		if len(c.Entries) > 0 {
			return true
		}
	}
	for _, visit := range v.visits {
		for _, q := range visit.Requests {
			if q.ServedBy == observation.ByWorker || q.ServedBy == observation.ByRouter {
				return true
			}
		}
	}
	return false
}

// A look is a visit to a URL, with a limit of its own or the session's.
type look struct {
	url   string
	limit time.Duration
}

func looks(urls []string) []look {
	var all []look
	for _, url := range urls {
		if url != "" {
			all = append(all, look{url: url})
		}
	}
	return all
}

// both makes one or two visits side by side.
func (v *visitor) both(ctx context.Context, looks []look) ([]observation.Visit, error) {
	tabs := []*harness.Tab{v.beside, v.session.Tab()}
	visits := make([]observation.Visit, len(looks))
	group, ctx := errgroup.WithContext(ctx)
	for i, l := range looks {
		group.Go(func() (err error) {
			if visits[i], err = tabs[i].VisitWithin(ctx, l.url, l.limit); err != nil {
				return fmt.Errorf("visit %s: %w", l.url, err)
			}
			return nil
		})
	}
	return visits, group.Wait()
}

// tryOffline visits the same pages without the wire.
func (v *visitor) tryOffline(ctx context.Context) ([]observation.Visit, error) {
	v.step("visits the site offline")
	if err := cut(ctx, v.session); err != nil {
		return nil, err
	}
	var urls []string
	for _, visit := range v.visits {
		urls = append(urls, visit.URL)
	}
	return v.both(ctx, looks(urls))
}
