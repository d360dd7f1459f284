package experiments

import (
	"context"

	"github.com/swcheck/swcheck/observation"
)

func init() {
	Register(Experiment{
		Name:     "first-visit",
		Profiles: []string{"quick", "standard", "full"},
		Run: func(ctx context.Context, s Setup, o *observation.Observations) (err error) {
			o.FirstVisit, err = FirstVisit(ctx, s)
			return err
		},
	})
}

// FirstVisit loads the start page once in a fresh profile, and then again
// without the wire.
func FirstVisit(ctx context.Context, s Setup) (*observation.FirstVisit, error) {
	session, err := s.open(ctx)
	if err != nil {
		return nil, err
	}
	defer session.Close()
	first := &observation.FirstVisit{}
	defer func() { first.SessionLog = session.Log() }()

	s.step("loads the page for the first time")
	if first.Visit, err = s.arrive(ctx, session); err != nil {
		return first, err
	}
	s.step("waits for the worker")
	if err := s.awaitWorker(ctx, session); err != nil {
		return first, err
	}
	if first.Caches, err = session.Caches(ctx); err != nil {
		return first, err
	}
	if first.Storage, err = session.Storage(ctx); err != nil {
		return first, err
	}
	if err := cut(ctx, session); err != nil {
		return first, err
	}
	s.step("loads the page again, offline")
	after, err := session.Visit(ctx, s.Target.URL)
	if err != nil {
		return first, err
	}
	first.OfflineAfter = &after
	return first, nil
}
