package experiments

import (
	"context"
	"slices"
	"strings"

	"github.com/swcheck/swcheck/observation"
)

// browse visits the start page, awaits the worker, and then visits the pages
// with the worker in charge, the start page among them.
func (use *offlineUse) browse(ctx context.Context) error {
	use.step("loads the page")
	first, err := use.arrive(ctx, use.session)
	if err != nil {
		return err
	}
	use.first = first
	use.step("waits for the worker")
	if err := use.awaitWorker(ctx, use.session); err != nil {
		return err
	}
	use.scope = use.scopeOf(first.Final)
	use.startURL = use.manifestStart(ctx, first.Manifest)

	found := newFrontier(use.scope)
	found.visited(use.Target.URL)
	found.visited(first.Final)
	found.add(first.Links)
	if err := use.browsePages(ctx, found); err != nil {
		return err
	}
	use.itemOf, use.item = found.pair.visited, found.pair.kept
	if rest := found.next(1); len(rest) > 0 {
		use.unvisited = rest[0]
	}
	return nil
}

// browsePages visits the start page and the pages that are given, or found,
// breadth first.
func (use *offlineUse) browsePages(ctx context.Context, found *frontier) error {
	batch := []string{use.Target.URL}
	if len(use.Target.Pages) > 0 {
		given := use.given()
		for _, url := range given {
			found.visited(url)
		}
		_, err := use.visitOnline(ctx, append(batch, given...))
		return err
	}
	batch = append(batch, found.next(use.MaxPages-1)...)
	for len(batch) > 0 {
		visits, err := use.visitOnline(ctx, batch)
		if err != nil {
			return err
		}
		for _, v := range visits {
			found.visited(v.Final)
			found.add(v.Links)
		}
		batch = found.next(use.MaxPages - len(use.seen.Pages))
	}
	return nil
}

// given returns the pages of the configuration, absolute, without the start
// page.
func (use *offlineUse) given() []string {
	var pages []string
	known := map[string]bool{withoutFragment(use.Target.URL): true}
	for _, ref := range use.Target.Pages {
		if url := resolve(use.Target.URL, ref); url != "" && !known[url] {
			known[url] = true
			pages = append(pages, url)
		}
	}
	return pages
}

// visitOnline visits the URLs side by side and keeps those that are pages of
// the site, in the order of the URLs.
func (use *offlineUse) visitOnline(ctx context.Context, urls []string) ([]observation.Visit, error) {
	count := use.counting("visits pages", len(use.seen.Pages), use.MaxPages)
	visits := make([]*observation.Visit, len(urls))
	jobs := make([]job, len(urls))
	for i, url := range urls {
		jobs[i] = job{url, use.keepWithPicture(&visits[i])}
	}
	err := use.crew.work(ctx, count, jobs)
	var kept []observation.Visit
	finals := use.finals()
	for i, v := range visits {
		isStart := len(use.seen.Pages) == 0
		if isStart && v == nil {
			v = &use.first // the page crashed or hung when it was loaded again
		}
		if v == nil || !isStart && (!isPage(*v, use.scope) || finals[withoutFragment(v.Final)]) {
			continue
		}
		finals[withoutFragment(v.Final)] = true
		use.seen.Pages = append(use.seen.Pages, observation.PageUse{URL: urls[i], Online: *v})
		kept = append(kept, *v)
	}
	return kept, err
}

// finals returns where the pages ended that were kept. Two addresses that lead
// to one page are one page.
func (use *offlineUse) finals() map[string]bool {
	set := map[string]bool{}
	for _, p := range use.seen.Pages {
		set[withoutFragment(p.Online.Final)] = true
	}
	return set
}

// isPage reports whether what a link led to is a page of the site. A dead link
// is none, but a page that the worker itself broke is.
func isPage(v observation.Visit, scope string) bool {
	if len(v.Downloads) > 0 || !strings.HasPrefix(v.Final, scope) {
		return false
	}
	if v.WorkerStart && v.ServedBy != observation.ByNetwork {
		return true
	}
	return v.Error == "" && v.Status < 400 && observation.IsHTML(v.MIMEType)
}

// scopeOf returns the scope that is in charge of the page, and where none is,
// the whole origin: a worker that does not cover the page may cover others.
func (use *offlineUse) scopeOf(page string) string {
	for _, scope := range use.scopes() {
		if strings.HasPrefix(page, scope) {
			return scope
		}
	}
	return resolve(page, "/")
}

// scopes returns the scopes with an active worker, the longest first, because
// that is the one in charge where several cover a page.
//
// Source: https://w3c.github.io/ServiceWorker/#scope-match-algorithm
func (use *offlineUse) scopes() []string {
	var scopes []string
	for _, r := range use.session.Registrations() {
		if _, active := r.Active(); active && !r.Unregistered {
			scopes = append(scopes, r.Scope)
		}
	}
	slices.SortFunc(scopes, func(a, b string) int { return len(b) - len(a) })
	return scopes
}
