package experiments

import (
	"context"
	"slices"
	"strings"
	"sync"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
)

// Probes makes plain requests outside the browser, each URL once, however many
// experiments come to know of it.
type Probes struct {
	make func(ctx context.Context, url, purpose string) observation.Probe

	mu   sync.Mutex
	made map[string]*pendingProbe
}

type pendingProbe struct {
	done  chan struct{}
	probe observation.Probe
}

// NewProbes returns probes for the target.
func NewProbes(t Target) *Probes {
	options := harness.ProbeOptions{Insecure: t.Insecure, RootCAs: t.RootCAs}
	return newProbes(func(ctx context.Context, url, purpose string) observation.Probe {
		o := options
		if sameOrigin(url, t.URL) {
			// Only the target's own origin may see what the user sends it.
			o.Header = t.Header
		}
		return harness.Probe(ctx, url, purpose, o)
	})
}

func newProbes(probe func(context.Context, string, string) observation.Probe) *Probes {
	return &Probes{make: probe, made: map[string]*pendingProbe{}}
}

// Start begins a probe, unless the same was begun before, and does not wait
// for its end.
func (p *Probes) Start(ctx context.Context, url, purpose string) {
	p.pending(ctx, url, purpose)
}

// Get makes a probe, or takes the one that was made before.
func (p *Probes) Get(ctx context.Context, url, purpose string) observation.Probe {
	pending := p.pending(ctx, url, purpose)
	<-pending.done
	return pending.probe
}

func (p *Probes) pending(ctx context.Context, url, purpose string) *pendingProbe {
	p.mu.Lock()
	defer p.mu.Unlock()
	key := purpose + " " + url
	if pending, ok := p.made[key]; ok {
		return pending
	}
	pending := &pendingProbe{done: make(chan struct{})}
	p.made[key] = pending
	go func() {
		defer close(pending.done)
		pending.probe = p.make(ctx, url, purpose)
	}()
	return pending
}

// All waits for the probes that were begun and returns them, sorted.
func (p *Probes) All() []observation.Probe {
	p.mu.Lock()
	defer p.mu.Unlock()
	var all []observation.Probe
	for _, pending := range p.made {
		<-pending.done
		all = append(all, pending.probe)
	}
	slices.SortFunc(all, func(a, b observation.Probe) int {
		return strings.Compare(a.Purpose+" "+a.URL, b.Purpose+" "+b.URL)
	})
	return all
}
