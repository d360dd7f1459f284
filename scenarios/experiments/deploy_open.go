package experiments

import (
	"context"
	"time"

	"github.com/swcheck/swcheck/observation"
)

// openLimit is how long an open tab may take to come to rest when a new version
// has taken over.
const openLimit = 3 * time.Second

// watchOpenTab begins to look at the tab that stays open on the former build:
// the session's first.
func (r *round) watchOpenTab() {
	r.known = r.session.Versions()
	r.open = r.session.Tab()
	r.open.Record()
	r.seen.Open = &observation.OpenTab{URL: r.open.Recorded().Final}
}

// followOpenTab lets the open tab do what it does when a new version comes, such
// as to load itself anew.
func (r *round) followOpenTab(ctx context.Context) error {
	bounded, cancel := context.WithTimeout(ctx, openLimit)
	defer cancel()
	rested, err := r.open.AwaitRest(bounded)
	if err != nil && ctx.Err() == nil && isPageError(err) {
		return nil // what it did until then is recorded
	}
	r.readOpenTab()
	if !rested && len(r.seen.Open.Navigations) > manyReloads {
		r.hopeless = true
	}
	return err
}

func (r *round) readOpenTab() {
	recorded := r.open.Recorded()
	r.seen.Open.Navigations, r.seen.Open.Console = recorded.Navigations, recorded.Console
}

// useOpenTab lets the open tab ask for what its build has besides, and follow a
// link.
func (r *round) useOpenTab(ctx context.Context) error {
	r.step("uses the tab that stayed open")
	r.readOpenTab()
	if len(r.seen.Open.Navigations) == 0 { // else it shows the former build no more
		for _, a := range r.worthAsking(ctx) {
			request, err := r.open.Fetch(ctx, a.url, a.destination)
			if isPageError(err) || isLate(ctx, err) {
				return nil
			}
			if err != nil {
				return err
			}
			r.seen.Open.Lazy = append(r.seen.Open.Lazy, request)
		}
		r.readOpenTab()
	}
	if r.linked == "" {
		return nil
	}
	link, err := r.open.Follow(ctx, r.linked)
	if err != nil {
		if isPageError(err) {
			return nil
		}
		return err
	}
	if r.pictured && len(link.Navigations) > 0 {
		r.picture(ctx, r.open, &link)
	}
	r.seen.Open.Link = &link
	return nil
}
