package script

import (
	"context"

	"github.com/swcheck/swcheck/harness/matchers"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/observation/likeness"
)

// A Sight is one look at a session. What several keys look at is read once.
type Sight struct {
	run *Run

	page   *observation.Visit
	caches *[]observation.Cache
}

// Page returns the page of the session's tab as it is now: the document as it
// was visited, with what it shows at this moment.
func (s *Sight) Page(ctx context.Context) (observation.Visit, error) {
	if s.page == nil {
		look, err := s.run.Session.Look(ctx)
		if err != nil {
			return look, err
		}
		page := s.run.sinceThen(look)
		s.page = &page
	}
	return *s.page, nil
}

// isErrorPage reports whether the browser's own page was looked at, to which
// nothing comes any more.
func (s *Sight) isErrorPage() bool { return s.page != nil && s.page.Error != "" }

// Caches returns what Cache Storage holds now.
func (s *Sight) Caches(ctx context.Context) ([]observation.Cache, error) {
	if s.caches == nil {
		caches, err := s.run.Session.Caches(ctx)
		if err != nil {
			return nil, err
		}
		s.caches = &caches
	}
	return *s.caches, nil
}

// Asked returns the exchanges since the last step that acted began.
func (s *Sight) Asked() []observation.Exchange { return s.run.Session.ExchangesSince(s.run.asked) }

// known tells what the run knows of the site beside the page: what was seen
// online, of this page and of others, and what crossed the wire.
func (s *Sight) known(page observation.Visit) []matchers.Knowledge {
	online, others := s.run.onlineLooks(page)
	of := []matchers.Knowledge{matchers.KnownLog(s.run.Session), matchers.KnownPages(others...)}
	if online != nil {
		of = append(of, matchers.KnownOnline(*online))
	}
	return of
}

// onlineLooks returns what the page of a visit shows online, nil where that is
// not known, and what other pages show.
func (r *Run) onlineLooks(page observation.Visit) (online *observation.Visit, others []observation.Visit) {
	looks := map[string]observation.Visit{}
	for url, v := range r.World.Online {
		v.Exchange = 0 // numbers of another session mean nothing in this one
		looks[likeness.WithoutFragment(url)] = v
	}
	for _, v := range r.done.Visits {
		url := likeness.WithoutFragment(v.URL)
		before, known := looks[url]
		if v.ID == page.ID || !isOnlineLook(v) || known && before.ID != 0 && isFromSite(before) && !isFromSite(v) {
			continue
		}
		looks[url] = v
	}
	for url, v := range looks {
		if likeness.SameURL(url, page.URL) {
			online = &v
		} else {
			others = append(others, v)
		}
	}
	return online, others
}

func isOnlineLook(v observation.Visit) bool {
	return v.Network == observation.Online && v.Error == "" && v.Loaded && len(v.Downloads) == 0
}

// isFromSite reports whether a visit shows what the site says, and not what a
// worker makes of it.
func isFromSite(v observation.Visit) bool { return !likeness.ByWorker(v.ServedBy) }
