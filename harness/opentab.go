package harness

import (
	"context"
	"fmt"
	"time"

	"github.com/swcheck/swcheck/observation"
)

// Record begins a new record of what the page does by itself from now on:
// navigations, requests, console. A visit ends it.
func (t *Tab) Record() {
	s := t.session
	at := t.location()
	s.mu.Lock()
	visit := &observation.Visit{Kind: observation.Act, URL: at, Final: at, Network: s.network.Network, Started: time.Now()}
	s.mu.Unlock()
	t.recorder.begin(visit)
	t.recorder.acted() // nothing is done to the page
}

// Recorded returns what the page has done since [Tab.Record].
func (t *Tab) Recorded() observation.Visit {
	r := t.recorder
	r.mu.Lock()
	defer r.mu.Unlock()
	copied := *r.visit
	copied.Duration = r.now()
	copied.Requests = nil
	for _, q := range r.order {
		copied.Requests = append(copied.Requests, q.Request)
	}
	return copied
}

// AwaitRest waits until the page has settled, and reports whether it did so
// before the context or the session's VisitLimit ended the wait.
func (t *Tab) AwaitRest(ctx context.Context) (bool, error) {
	bounded, cancel := context.WithTimeout(ctx, t.session.options.VisitLimit)
	defer cancel()
	waiting, err := t.settle(bounded, untilSettled, nil)
	return err == nil && len(waiting) == 0, t.session.browser.explain(err, "the rest of "+t.location())
}

// followLink clicks a link to the URL as a script does, so that it need not be
// in view, and goes there by hand where the page has none, or one that opens
// another window.
const followLink = `(url => {
	const bare = href => href.replace(/#.*/, '');
	const link = [...document.querySelectorAll('a[href]')].find(a => bare(a.href) === url && (a.target || '_self') === '_self');
	if (link) link.click(); else location.assign(url);
})(%s)`

// Follow follows a link of the page to the URL and waits as [Tab.Act] does. A
// page may show another one without loading a document: then Navigations are
// empty.
func (t *Tab) Follow(ctx context.Context, rawURL string) (observation.Visit, error) {
	target, err := t.session.resolve(rawURL)
	if err != nil {
		return observation.Visit{}, err
	}
	return t.Act(ctx, func(ctx context.Context) error {
		_, err := t.inIsolation(ctx, fmt.Sprintf(followLink, quote(target)))
		if err != nil && isGone(err) {
			return nil
		}
		return err
	})
}
