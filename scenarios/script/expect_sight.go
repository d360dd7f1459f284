package script

import (
	"context"
	"slices"

	"github.com/swcheck/swcheck/observation"
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
		page := sinceThen(s.run.shown, look)
		s.page = &page
	}
	return *s.page, nil
}

// sinceThen returns a visit as it stands after what was done in the page since.
// A look at the visit itself is that already.
func sinceThen(visit, look observation.Visit) observation.Visit {
	if look.ID == visit.ID || len(look.Navigations) > 0 {
		return look
	}
	visit.Title, visit.Text, visit.VisibleMedia, visit.Links = look.Title, look.Text, look.VisibleMedia, look.Links
	visit.Controller, visit.Ready = look.Controller, look.Ready
	if look.Final != "" {
		visit.Final = look.Final
	}
	visit.Requests = slices.Concat(visit.Requests, look.Requests)
	visit.Console = slices.Concat(visit.Console, look.Console)
	return visit
}

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
