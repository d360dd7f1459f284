package experiments

import (
	"context"
	"slices"
	"strings"

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
	atItsEnd := session.Registrations()
	if err := s.awaitWorker(ctx, session); err != nil {
		return first, err
	}
	if atRestButForWorker(first.Visit) && !sameLife(atItsEnd, session.Registrations()) {
		// The worker came when the page had been at rest for a while, or took longer
		// than a visit has, and the page may do something when it takes control.
		if first.Visit, err = session.Tab().Continue(ctx); err != nil {
			return first, err
		}
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

// atRestButForWorker reports whether nothing of the page itself was given up when
// the visit ended.
func atRestButForWorker(v observation.Visit) bool {
	return !slices.ContainsFunc(v.WaitingFor, func(what string) bool { return !strings.HasPrefix(what, "the worker ") })
}

// sameLife reports whether no worker has come to be, or has entered another
// state, between the two looks.
func sameLife(before, after []observation.Registration) bool {
	return slices.EqualFunc(before, after, func(a, b observation.Registration) bool {
		return slices.EqualFunc(a.Versions, b.Versions, func(a, b observation.WorkerVersion) bool {
			return a.ID == b.ID && a.State == b.State
		})
	})
}
