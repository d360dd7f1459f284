package experiments

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/harness/gateway"
	"github.com/swcheck/swcheck/observation"
)

// A fault is a state of the wire with its name. The limits are those of the
// visits in it, of the page and of one that was never visited; 0 is the
// session's.
type fault struct {
	name             observation.FaultName
	wire             harness.Network
	limit, unvisited time.Duration
}

// On lie-fi the page has its budget, twice the time that it takes by itself, as
// long as that is not too long, and a little more, so that one that comes a
// little too late is told from one that never comes. The page that was never visited
// is not judged, and must not keep the other waiting.
const (
	lieFiBeyondBudget = time.Second
	lieFiOwnTime      = 2 * time.Second
	lieFiUnvisited    = 1500 * time.Millisecond
)

// lieFi is the fault for a page that was painted offline after so many
// milliseconds.
func lieFi(budget, painted float64) fault {
	own := min(milliseconds(painted), lieFiOwnTime)
	return fault{observation.FaultLieFi, harness.LieFi, milliseconds(budget) + 2*own + lieFiBeyondBudget, lieFiUnvisited}
}

func milliseconds(n float64) time.Duration { return time.Duration(n * float64(time.Millisecond)) }

// A portal's host is in a domain that nobody has, so that no site's own page
// can be taken for the portal's.
// Source: https://www.rfc-editor.org/rfc/rfc2606#section-2
const portalURL = "http://portal.invalid/sign-in"

const portalPage = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Wireless network</title>
<h1>Welcome to our wireless network</h1><p>Please accept the terms of use to go online.</p></html>
`

// answering are the faults that answer each request at once.
var answering = []fault{
	{name: observation.FaultServerError, wire: gateway.Status(503)},
	{name: observation.FaultPortal, wire: gateway.CaptivePortal(gateway.Portal{Body: portalPage})},
	{name: observation.FaultPortalRedirect, wire: gateway.CaptivePortal(gateway.Portal{Body: portalPage, Redirect: portalURL})},
}

// meet makes the fault, visits the page and one that was never visited, and
// visits both again when it is over.
func (v *visitor) meet(ctx context.Context, f fault) error {
	v.step("meets the fault " + string(f.name))
	if err := v.begin(ctx, f); err != nil {
		return err
	}
	met := observation.Fault{Name: f.name, Network: f.wire.Network, FirstExchange: v.session.LastExchange() + 1}
	looks := []look{{v.neverVisited(), f.unvisited}, {v.seen.Page.URL, f.limit}}
	if f.name == observation.FaultPortalRedirect {
		// It takes the visitor of the page elsewhere, as it should; and caches
		// can be read from pages of the site only.
		looks = looks[:1]
	}
	visits, err := v.both(ctx, looks)
	if err != nil {
		return err
	}
	met.LastExchange = v.session.LastExchange()
	met.Unvisited, met.Visited = inTurn(visits)
	if f.name == observation.FaultLieFi {
		v.picture(ctx, v.session.Tab(), met.Visited)
	}

	if err := v.session.SetNetwork(ctx, harness.Online); err != nil {
		return err
	}
	if met.Stored, err = v.stored(ctx, met.FirstExchange); err != nil {
		return err
	}
	for i := range looks {
		looks[i].limit = 0
	}
	if visits, err = v.both(ctx, looks); err != nil {
		return err
	}
	met.AfterUnvisited, met.After = inTurn(visits)
	met.Kept, err = v.stored(ctx, met.FirstExchange)
	v.seen.Faults = append(v.seen.Faults, met)
	return err
}

func inTurn(visits []observation.Visit) (first, second *observation.Visit) {
	if len(visits) > 1 {
		second = &visits[1]
	}
	return &visits[0], second
}

// begin makes the fault, with nothing that would answer in the worker's place.
func (v *visitor) begin(ctx context.Context, f fault) error {
	if err := v.session.StopWorkers(ctx); err != nil {
		return err
	}
	if err := v.session.ClearHTTPCache(ctx); err != nil {
		return err
	}
	return v.session.SetNetwork(ctx, f.wire)
}

// neverVisited returns a page of the site that was not visited yet. Where no
// more links are known it is the visited page with a query that nobody has.
func (v *visitor) neverVisited() string {
	if next := v.found.next(1); len(next) > 0 {
		return next[0]
	}
	v.madeUp++
	return withQuery(v.seen.Page.URL, "swcheck="+strconv.Itoa(v.madeUp))
}

// stored returns what is stored since the exchange: caches are large, and what
// was there before the first fault is known. Of what the worker made itself,
// what was not there then.
func (v *visitor) stored(ctx context.Context, since int) ([]observation.Cache, error) {
	caches, err := v.session.Caches(ctx)
	before := map[storedAt]bool{}
	for _, c := range v.seen.Caches {
		for _, e := range c.Entries {
			before[placeOf(c, e)] = true
		}
	}
	for i, c := range caches {
		caches[i].Entries = slices.DeleteFunc(c.Entries, func(e observation.CacheEntry) bool {
			return e.Exchange != 0 && e.Exchange < since || before[placeOf(c, e)]
		})
	}
	return slices.DeleteFunc(caches, func(c observation.Cache) bool { return len(c.Entries) == 0 }), err
}

// storedAt is one response in one place: another one for the same URL is new.
type storedAt struct {
	cache, method, url string
	exchange           int
	responded          int64
}

func placeOf(c observation.Cache, e observation.CacheEntry) storedAt {
	return storedAt{c.Name, e.Method, e.URL, e.Exchange, e.Responded.UnixMicro()}
}

// thirdParties returns the hosts in the log that are not the target's, in the
// form of [gateway.Block].
func thirdParties(log []observation.Exchange, target string) []string {
	own, err := url.Parse(target)
	if err != nil {
		return nil
	}
	var hosts []string
	for _, e := range log {
		u, err := url.Parse(e.URL)
		switch {
		case err != nil || u.Hostname() == "":
		case u.Hostname() != own.Hostname():
			hosts = append(hosts, u.Hostname())
		case u.Port() != "" && u.Port() != own.Port(): // another server on the same machine
			hosts = append(hosts, u.Host)
		}
	}
	slices.Sort(hosts)
	return slices.Compact(hosts)
}

func blocking(hosts []string) harness.Network { return gateway.Block(hosts...) }
