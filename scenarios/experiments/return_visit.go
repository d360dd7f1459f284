package experiments

import (
	"context"

	"github.com/swcheck/swcheck/observation"
)

func init() {
	Register(Experiment{
		Name:     "return-visit",
		Profiles: []string{"standard", "full"},
		Run: func(ctx context.Context, s Setup, o *observation.Observations) (err error) {
			o.ReturnVisit, err = ReturnVisit(ctx, s)
			return err
		},
	})
}

// ReturnVisit loads the start page a second time, online, in the profile of
// the first, and once more past worker and cache.
func ReturnVisit(ctx context.Context, s Setup) (*observation.ReturnVisit, error) {
	session, err := s.open(ctx)
	if err != nil {
		return nil, err
	}
	defer session.Close()
	again := &observation.ReturnVisit{}
	defer func() { again.SessionLog = session.Log() }()

	s.step("loads the page")
	if again.First, err = s.arrive(ctx, session); err != nil {
		return again, err
	}
	s.step("waits for the worker")
	if err := s.awaitWorker(ctx, session); err != nil {
		return again, err
	}
	s.step("loads the page a second time")
	second, err := session.Visit(ctx, s.Target.URL)
	if err != nil {
		return again, err
	}
	again.Second = &second
	if again.Caches, err = session.Caches(ctx); err != nil {
		return again, err
	}
	s.step("reloads past worker and cache")
	hard, err := session.HardReload(ctx)
	if err != nil {
		return again, err
	}
	again.HardReload = &hard
	return again, nil
}
