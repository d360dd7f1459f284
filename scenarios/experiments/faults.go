package experiments

import (
	"context"
	"errors"
	"sync"

	"github.com/swcheck/swcheck/observation"
)

func init() {
	Register(Experiment{
		Name:     "faults",
		Profiles: []string{"standard", "full"},
		Apart:    true,
		Run: func(ctx context.Context, s Setup, o *observation.Observations) (err error) {
			o.Faults, err = Faults(ctx, s)
			return err
		},
	})
}

// faulting is the experiment while it runs. Lie-fi takes long and the other
// faults are many, so they have a visitor each, side by side; and what one of
// them comes to know is shared.
type faulting struct {
	Setup
	page  *shared[string]   // the page to visit under faults; "" where no fault is worth meeting
	hosts *shared[[]string] // of third parties, as [gateway.Block] takes them
}

// Faults lets visitors who know the site meet bad networks, and lets another
// one come while the hosts of third parties are out of reach. Where no worker is
// in charge of the start page, or where it neither stores nor answers anything,
// there are no faults in what it returns.
func Faults(ctx context.Context, s Setup) (*observation.Faults, error) {
	f := &faulting{Setup: s, page: newShared[string](), hosts: newShared[[]string]()}
	waiting, others := &observation.FaultSession{}, &observation.FaultSession{}
	seen := &observation.Faults{}
	err := sideBySide(
		func() error { return f.visitor(waiting).waitInVain(ctx) },
		func() error { return f.visitor(others).meetOthers(ctx) },
		func() (err error) {
			seen.Blocked, err = f.withoutThirdParties(ctx)
			return err
		},
	)
	for _, visitor := range []*observation.FaultSession{waiting, others} {
		if visitor.Page.URL != "" {
			seen.Sessions = append(seen.Sessions, *visitor)
		}
	}
	return seen, err
}

// sideBySide runs the parts to their ends, and joins their errors.
func sideBySide(parts ...func() error) error {
	failed := make([]error, len(parts))
	var group sync.WaitGroup
	for i, part := range parts {
		group.Go(func() { failed[i] = part() })
	}
	group.Wait()
	return errors.Join(failed...)
}

// shared is something that one part of an experiment finds out and others wait
// for.
type shared[T any] struct {
	known chan struct{}
	once  sync.Once
	value T
}

func newShared[T any]() *shared[T] { return &shared[T]{known: make(chan struct{})} }

// tell makes it known; only the first call counts.
func (s *shared[T]) tell(value T) {
	s.once.Do(func() {
		s.value = value
		close(s.known)
	})
}

func (s *shared[T]) get(ctx context.Context) (T, error) {
	select {
	case <-s.known:
		return s.value, nil
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}

func (f *faulting) visitor(seen *observation.FaultSession) *visitor {
	return &visitor{faulting: f, seen: seen}
}

// waitInVain visits the site offline, to see what there is to be shown, and
// then on lie-fi. Its page is the one that opens offline, and the linked one
// where both do: workers often have the start page in store.
func (v *visitor) waitInVain(ctx context.Context) error {
	defer v.page.tell("")
	defer v.hosts.tell(nil)
	inCharge, err := v.comeToKnow(ctx)
	if err != nil {
		return err
	}
	defer v.leave()
	v.hosts.tell(thirdParties(v.session.Exchanges(), v.Target.URL))
	if !inCharge {
		return nil
	}
	if err := v.lookAround(ctx, v.start, v.linked); err != nil || !v.gives() {
		return err
	}
	offline, err := v.tryOffline(ctx)
	if err != nil {
		return err
	}
	v.choose(offline)
	v.page.tell(v.seen.Page.URL)
	if !opensOffline(observation.PageUse{Online: v.seen.Page, Offline: v.seen.Offline}) {
		return nil // what cannot be shown without the network cannot be shown on lie-fi, after whatever time
	}
	return v.meet(ctx, lieFi(v.Budgets.FirstContent, v.seen.Offline.Painted))
}

// choose takes the page that opens offline, the later one where several do.
func (v *visitor) choose(offline []observation.Visit) {
	for i := range v.visits {
		use := observation.PageUse{Online: v.visits[i], Offline: &offline[i]}
		if i == 0 || opensOffline(use) {
			v.seen.Page, v.seen.Offline = use.Online, use.Offline
		}
	}
}

// opensOffline reports whether the page is shown offline by itself or by the
// same shell as online, and not by a page that stands in for it.
func opensOffline(page observation.PageUse) bool {
	if !soundOnline(page) {
		return false
	}
	return opened(page) || page.Offline.Exchange != 0 && page.Offline.Exchange == page.Online.Exchange
}

// meetOthers meets the faults that answer at once.
func (v *visitor) meetOthers(ctx context.Context) error {
	inCharge, err := v.comeToKnow(ctx)
	if err != nil {
		return err
	}
	defer v.leave()
	if !inCharge {
		return nil
	}
	page, err := v.page.get(ctx)
	if err != nil || page == "" {
		return err
	}
	if err := v.lookAround(ctx, page); err != nil {
		return err
	}
	v.seen.Page = v.visits[0]
	for _, f := range answering {
		if err := v.meet(ctx, f); err != nil {
			return err
		}
	}
	return nil
}

// withoutThirdParties visits the site in a fresh profile while the hosts of
// third parties are refused. It returns nil where there are none.
func (f *faulting) withoutThirdParties(ctx context.Context) (*observation.BlockedHosts, error) {
	hosts, err := f.hosts.get(ctx)
	if err != nil || len(hosts) == 0 {
		return nil, err
	}
	session, err := f.openForLoads(ctx)
	if err != nil {
		return nil, err
	}
	defer session.Close()
	blocked := &observation.BlockedHosts{Hosts: hosts}
	defer func() { blocked.SessionLog = session.Log() }()
	if err := session.SetNetwork(ctx, blocking(hosts)); err != nil {
		return blocked, err
	}
	f.step("loads the page without the hosts of third parties")
	if blocked.Visit, err = session.Visit(ctx, f.Target.URL); err != nil {
		return blocked, err
	}
	return blocked, f.awaitWorker(ctx, session)
}
