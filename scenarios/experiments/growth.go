package experiments

import (
	"context"
	"errors"
	"strconv"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
)

func init() {
	Register(Experiment{
		Name:     "growth",
		Profiles: []string{"full"},
		Apart:    true,
		Run: func(ctx context.Context, s Setup, o *observation.Observations) (err error) {
			o.Growth, err = Growth(ctx, s)
			return err
		},
	})
}

// growthMarks are the numbers of URLs after which a look is taken. Limits that
// workers set themselves are mostly 50 or 100 entries; so the last mark is
// beyond them, and most sites are done at the first.
var growthMarks = []int{10, 20, 40, 80, 120}

// growing is the experiment while it runs.
type growing struct {
	Setup
	session *harness.Session
	crew    *crew
	seen    *observation.Growth

	start string
	pages []string // that the start page links to
	next  func(n int) (urls []string)
	ask   func(ctx context.Context, urls []string) error
}

// Growth visits URL after URL of a site, and looks what is stored meanwhile:
// a page with ever new queries, or data with them, or the pages that it links
// to. It ends as soon as visits store no more than before. Where no worker is
// in charge there are no marks.
func Growth(ctx context.Context, s Setup) (*observation.Growth, error) {
	session, err := s.open(ctx, func(o *harness.SessionOptions) { o.UntilLoaded = true })
	if err != nil {
		return nil, err
	}
	defer session.Close()
	g := &growing{Setup: s, session: session, crew: newCrew(session), seen: &observation.Growth{}}
	defer func() { g.seen.SessionLog = session.Log() }()

	inCharge, err := g.comeToKnow(ctx)
	if err != nil || !inCharge {
		return g.seen, err
	}
	if found, err := g.choose(ctx); err != nil || !found {
		return g.seen, err
	}
	return g.seen, errors.Join(append(g.crew.problems, g.grow(ctx))...)
}

// comeToKnow visits the start page, and once more with the worker in charge.
func (g *growing) comeToKnow(ctx context.Context) (inCharge bool, err error) {
	g.step("loads the page")
	first, err := g.arrive(ctx, g.session)
	if err != nil {
		return false, err
	}
	g.step("waits for the worker")
	if err := g.awaitWorker(ctx, g.session); err != nil {
		return false, err
	}
	g.probeImports(ctx)
	g.start = withoutFragment(first.Final)
	if activeOn(g.session, g.start) == "" {
		return false, nil
	}
	if err := g.navigate(ctx, []string{g.start}); err != nil {
		return false, err
	}
	found := newFrontier(scopeOn(g.session, g.start))
	found.visited(g.start)
	found.visited(g.Target.URL)
	found.add(first.Links)
	g.pages = found.next(growthMarks[len(growthMarks)-1])
	return true, nil
}

// grow asks for URLs and takes marks until there is no more to see.
func (g *growing) grow(ctx context.Context) (err error) {
	if err := g.mark(ctx, 0); err != nil {
		return err
	}
	for _, mark := range growthMarks {
		before := g.seen.Points[len(g.seen.Points)-1]
		g.tell(Doing{Step: "asks for distinct URLs", Done: before.URLs, Total: growthMarks[len(growthMarks)-1]})
		urls := g.next(mark - before.URLs)
		if len(urls) == 0 {
			break
		}
		if err := g.ask(ctx, urls); err != nil {
			return err
		}
		if err := g.mark(ctx, before.URLs+len(urls)); err != nil {
			return err
		}
		if after := g.seen.Points[len(g.seen.Points)-1]; after.Entries-before.Entries < len(urls)/2 {
			break
		}
	}
	g.seen.Caches, err = g.session.Caches(ctx)
	return err
}

// mark notes what is stored when all is at rest.
func (g *growing) mark(ctx context.Context, urls int) error {
	caches, err := g.atRest(ctx)
	if err != nil {
		return err
	}
	point := observation.GrowthMark{URLs: urls}
	for _, c := range caches {
		point.Entries += len(c.Entries) + c.Truncated
		for _, e := range c.Entries {
			point.Bytes += max(0, e.Bytes)
		}
	}
	if point.Storage, err = g.session.Storage(ctx); err != nil {
		return err
	}
	g.seen.Points = append(g.seen.Points, point)
	return nil
}

func (g *growing) atRest(ctx context.Context) ([]observation.Cache, error) {
	if err := within(ctx, workerLimit, g.session, harness.Idle); err != nil && !isTimeout(err) {
		return nil, err
	}
	return g.session.Caches(ctx)
}

// withQueries makes URLs of one by queries that it never had.
func withQueries(url string) func(int) []string {
	made := 0
	return func(n int) []string {
		urls := make([]string, n)
		for i := range urls {
			made++
			urls[i] = withQuery(url, "swcheck="+strconv.Itoa(made))
		}
		return urls
	}
}

// inOrder gives the URLs of a list.
func inOrder(list []string) func(int) []string {
	return func(n int) []string {
		n = min(n, len(list))
		taken := list[:n:n]
		list = list[n:]
		return taken
	}
}
