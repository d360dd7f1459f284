package experiments

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
)

// crewSize is how many tabs work side by side. Most of a visit is waiting for
// the page to stay quiet, so there may be more of them than cores; but each is
// a renderer process to start, and with more than six that costs more than it
// saves.
const crewSize = 6

// A job is one visit. What to do with it is told by done, while the tab still
// shows it.
type job struct {
	url  string
	done func(context.Context, *harness.Tab, observation.Visit) error
}

// keep returns what puts a visit in its place.
func keep(in **observation.Visit) func(context.Context, *harness.Tab, observation.Visit) error {
	return func(_ context.Context, _ *harness.Tab, v observation.Visit) error {
		*in = &v
		return nil
	}
}

// A crew is some tabs of one session that work side by side.
type crew struct {
	session *harness.Session

	mu       sync.Mutex
	tabs     []*harness.Tab
	shows    map[*harness.Tab]string // the URL that the tab visited last
	problems []error                 // of single pages
}

func newCrew(session *harness.Session) *crew {
	return &crew{session: session, tabs: []*harness.Tab{session.Tab()}, shows: map[*harness.Tab]string{}}
}

// work makes the visits, in order, as far as tabs that work side by side keep
// one. A page that crashes or hangs is a problem of that page; other errors end
// the work. Whoever shows the progress is told by the count, which may be nil.
func (c *crew) work(ctx context.Context, count *pageCount, jobs []job) error {
	var next atomic.Int64
	size := min(crewSize, len(jobs))
	next.Store(int64(size))
	group, ctx := errgroup.WithContext(ctx)
	for i := range size {
		group.Go(func() error {
			for at := i; at < len(jobs); at = int(next.Add(1)) - 1 {
				count.begins(jobs[at].url)
				if err := c.do(ctx, i, jobs[at]); err != nil {
					return err
				}
				count.ends()
			}
			return nil
		})
	}
	return group.Wait()
}

func (c *crew) do(ctx context.Context, i int, j job) error {
	tab, err := c.tab(ctx, i)
	if err != nil {
		return err
	}
	c.show(tab, j.url)
	visit, err := tab.Visit(ctx, j.url)
	if isPageError(err) {
		c.problem(fmt.Errorf("visit %s: %w", j.url, err))
		return c.replace(ctx, i)
	}
	if err != nil {
		return err
	}
	return j.done(ctx, tab, visit)
}

// tab returns the i-th tab, which it opens where there is none.
func (c *crew) tab(ctx context.Context, i int) (*harness.Tab, error) {
	c.mu.Lock()
	for len(c.tabs) <= i {
		c.tabs = append(c.tabs, nil)
	}
	tab := c.tabs[i]
	c.mu.Unlock()
	if tab != nil {
		return tab, nil
	}
	tab, err := c.session.NewTab(ctx)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.tabs[i] = tab
	return tab, nil
}

// replace gives up a tab whose page does not answer any more.
func (c *crew) replace(ctx context.Context, i int) error {
	c.mu.Lock()
	tab := c.tabs[i]
	c.tabs[i] = nil
	delete(c.shows, tab)
	c.mu.Unlock()
	_ = tab.Close()
	_, err := c.tab(ctx, i)
	return err
}

func (c *crew) show(tab *harness.Tab, url string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.shows[tab] = url
}

// showing returns the tab that visited the URL last, or nil.
func (c *crew) showing(url string) *harness.Tab {
	c.mu.Lock()
	defer c.mu.Unlock()
	for tab, shown := range c.shows {
		if shown == url {
			return tab
		}
	}
	return nil
}

func (c *crew) problem(err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.problems = append(c.problems, err)
}

// isPageError reports whether the error is about one page, and not about the
// session or the browser.
func isPageError(err error) bool {
	var crashed *harness.PageCrashedError
	var hung *harness.PageHungError
	return errors.As(err, &crashed) || errors.As(err, &hung)
}
