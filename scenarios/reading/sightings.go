package reading

import (
	"net/http"
	"slices"
	"time"

	"github.com/swcheck/swcheck/observation"
)

// A sighting is one request made online by a page that a worker controlled.
type sighting struct {
	request observation.Request
	visit   observation.Visit
	log     *observation.SessionLog

	// again tells that the worker was asked for it before in this session, or
	// had fetched it on its own account, so that it could have kept a copy.
	again bool

	// renewed tells that a new version may be in charge, whose caches are empty.
	renewed bool

	// installing tells that a version may have been installed meanwhile.
	installing bool
}

// mostTelling returns the sighting that says most of how the worker answers: the
// last one that was made again, with no new version at work, else the last one.
// What a page took from the memory of the browser past the worker says nothing
// where the worker answered as well.
func mostTelling(all []sighting) sighting {
	best, rank := all[0], -1
	for _, a := range all {
		points := 0
		if a.request.Error == "" {
			points += 16
		}
		if a.request.ThroughWorker || byWorker(a.request.ServedBy) {
			points += 8
		}
		switch {
		case !a.renewed:
			points += 4
		case a.again && a.request.ServedBy == observation.ByCacheStorage:
			// A new version may have nothing to answer with yet. One that
			// answers from a cache says more than a first time from the network.
			points += 3
		}
		if a.again {
			points += 2
		}
		if points >= rank {
			best, rank = a, points
		}
	}
	return best
}

// refreshed reports whether the worker asked the network for what it had just
// answered from a cache, during the same visit.
func (a sighting) refreshed() bool {
	return slices.ContainsFunc(a.exchanges(), func(e observation.Exchange) bool { return e.ID != a.request.Exchange })
}

// missedWithoutAsking reports whether the worker had no copy to answer with and
// did not ask the network either.
func (a sighting) missedWithoutAsking() bool {
	q := a.request
	failed := q.Error == "net::ERR_FAILED" || q.ServedBy == observation.ByWorker && q.Status >= 400
	return failed && a.visit.Controller != "" && len(a.exchanges()) == 0
}

// exchanges returns those for the URL during the visit.
func (a sighting) exchanges() []observation.Exchange {
	var during []observation.Exchange
	for _, e := range a.log.Exchanges {
		after := e.Started.Sub(a.visit.Started).Seconds() * 1000
		if after >= 0 && after <= a.visit.Duration && SameURL(e.URL, a.request.URL) && !e.IsWorkerScript() {
			during = append(during, e)
		}
	}
	return during
}

// telltale is a session's online loads, in order, of which so many came before
// a new version could take over.
type telltale struct {
	log   *observation.SessionLog
	loads []observation.Visit
	old   int
}

// telltaleLoads returns what tells of strategies: the offline session first,
// then the return visit, then the deploy.
func telltaleLoads(o *observation.Observations) []telltale {
	var all []telltale
	if off := o.Offline; off != nil {
		t := telltale{log: &off.SessionLog}
		for _, p := range off.Pages {
			t.loads = append(t.loads, p.Online)
		}
		if off.Recovery != nil {
			t.loads = append(t.loads, *off.Recovery)
		}
		t.old = len(t.loads)
		all = append(all, t)
	}
	if ret := o.ReturnVisit; ret != nil && ret.Second != nil {
		all = append(all, telltale{log: &ret.SessionLog, loads: []observation.Visit{ret.First, *ret.Second}, old: 2})
	}
	if o.Deploy != nil {
		all = append(all, deployLoads(o.Deploy))
	}
	return all
}

// deployLoads returns what was loaded before the deploy and after it. The first
// load after it is still answered by the old version.
func deployLoads(d *observation.Deploy) telltale {
	t := telltale{log: &d.SessionLog, loads: slices.Clone(d.Before), old: len(d.Before) + 1}
	for _, round := range d.Rounds {
		for _, load := range slices.Concat(round.Loads, round.Reopened) {
			t.loads = append(t.loads, load.Visit)
		}
	}
	return t
}

func (t telltale) sightings() []sighting {
	var found []sighting
	asked, own := map[string]bool{}, t.fetchedByWorker()
	for i, v := range t.loads {
		if v.Network != observation.Online {
			continue
		}
		for _, r := range v.Requests {
			// Without control nobody asks the worker. A page that is claimed
			// while it loads is controlled at its end only; that its document
			// passed the worker shows otherwise.
			controlled := r.ThroughWorker || v.WorkerStart || i > 0 && v.Controller != ""
			key := WithoutFragment(r.URL)
			before, fetched := own[key]
			a := sighting{
				request: r, visit: v, log: t.log, again: asked[key] || fetched && before.Before(v.Started),
				renewed: i >= t.old, installing: i == 0 && !v.WorkerStart || i >= t.old-1 && t.old < len(t.loads),
			}
			// What the page's process still has says nothing: nobody was asked.
			if controlled && !r.Canceled && !r.Memory && (r.Error == "" || a.missedWithoutAsking()) {
				found = append(found, a)
				asked[key] = true
			}
		}
	}
	return found
}

// fetchedByWorker returns when the worker first fetched each URL on its own
// account, such as at install. What a page asks for has a destination, unless
// its script fetched it.
func (t telltale) fetchedByWorker() map[string]time.Time {
	byPages := map[int]bool{}
	for _, v := range t.loads {
		for _, r := range v.Requests {
			if r.ServedBy == observation.ByNetwork {
				byPages[r.Exchange] = true
			}
		}
	}
	own := map[string]time.Time{}
	for _, e := range t.log.Exchanges {
		key, destination := WithoutFragment(e.URL), e.Destination()
		if _, known := own[key]; known || byPages[e.ID] || e.Status != http.StatusOK || destination != "" && destination != "empty" {
			continue
		}
		own[key] = e.Started
	}
	return own
}

// offlineAnswers returns a request made offline for each URL, an answered one
// where there are several. What a redirect led to was asked for, too.
func offlineAnswers(o *observation.Observations) map[string]observation.Request {
	found := map[string]observation.Request{}
	for _, v := range Visits(o) {
		if v.Network != observation.Offline {
			continue
		}
		for _, r := range v.Requests {
			for _, url := range []string{r.URL, r.Final} {
				key := WithoutFragment(url)
				if _, asked := found[key]; url != "" && !r.Memory && (!asked || !r.Failed() && !r.Canceled) {
					found[key] = r
				}
			}
		}
	}
	return found
}
