package reading

import (
	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
)

// Strategy tells how the worker was seen to answer for a URL, from the return
// visit and from what the offline session asked online and offline. It is ""
// where no page that a worker controlled asked for the URL.
//
// Cache-only cannot be told from cache-first while the entry is there, and is
// not guessed.
func Strategy(o *observation.Observations, address string) finding.Strategy {
	online, ok := onlineAnswer(o, address)
	if !ok {
		return ""
	}
	switch online.request.ServedBy {
	case observation.ByCacheStorage:
		if refreshed(online, address) {
			return finding.StaleWhileRevalidate
		}
		return finding.CacheFirst
	case observation.ByRouter:
		if online.request.Cache != "" {
			return finding.CacheFirst
		}
		return finding.NetworkOnly
	case observation.ByWorker:
		return finding.Generated
	}
	if !online.request.ThroughWorker {
		return finding.Unhandled
	}
	strategy := networkStrategy(o, address)
	if strategy == finding.NetworkFirst && online.request.Document {
		return askedAgain(o, address, strategy)
	}
	return strategy
}

// askedAgain corrects the strategy of a page that came from the network: a
// worker that looks into its cache first does so, too, as long as it has no
// copy. The page that is reloaded when the network is back has one by then.
// What is true of it is taken to be true of all pages that are answered like it.
func askedAgain(o *observation.Observations, address string, asSeen finding.Strategy) finding.Strategy {
	if o.Offline == nil || o.Offline.Recovery == nil {
		return asSeen
	}
	back := o.Offline.Recovery
	if back.Network != observation.Online || !sameKind(o, back.URL, asSeen) {
		return asSeen
	}
	for _, r := range back.Requests {
		if !r.Document || r.ServedBy != observation.ByCacheStorage || fallbackAnswers(o, r) {
			continue
		}
		if refreshed(answer{r, *back, o.Offline.SessionLog}, back.URL) {
			return finding.StaleWhileRevalidate
		}
		return finding.CacheFirst
	}
	return asSeen
}

// sameKind reports whether the URL, too, was answered from the network online
// and from a cache offline.
func sameKind(o *observation.Observations, address string, asSeen finding.Strategy) bool {
	online, ok := onlineAnswer(o, address)
	return ok && online.request.ThroughWorker && online.request.ServedBy != observation.ByCacheStorage &&
		networkStrategy(o, address) == asSeen
}

// networkStrategy tells apart, by what was answered offline, the strategies
// that all go to the network while there is one.
func networkStrategy(o *observation.Observations, address string) finding.Strategy {
	if offline, asked := offlineAnswer(o, address); asked && byWorker(offline.ServedBy) && !offline.Failed() && !fallbackAnswers(o, offline) {
		return finding.NetworkFirst
	}
	if OnlyForwards(o) || (!Stored(o, address) && !hasFallback(o)) {
		return finding.PassThrough
	}
	return finding.NetworkOnly
}

// An answer is a request with the visit and the session that it belongs to.
type answer struct {
	request observation.Request
	visit   observation.Visit
	log     observation.SessionLog
}

// onlineAnswer returns the last request for the URL made online by a page that
// a worker controlled.
func onlineAnswer(o *observation.Observations, address string) (answer, bool) {
	var found answer
	ok := false
	look := func(v observation.Visit, log observation.SessionLog, loadedBefore bool) {
		if v.Network != observation.Online || v.Kind == observation.HardReload {
			return
		}
		for _, r := range v.Requests {
			// Without control nobody asks the worker. A page that is claimed
			// while it loads is controlled at its end only; that its document
			// passed the worker shows otherwise.
			controlled := r.ThroughWorker || v.WorkerStart || (loadedBefore && v.Controller != "")
			if SameURL(r.URL, address) && controlled && !r.Canceled && r.Error == "" {
				found, ok = answer{r, v, log}, true
			}
		}
	}
	if off := o.Offline; off != nil {
		for i, p := range off.Pages {
			look(p.Online, off.SessionLog, i > 0)
		}
	}
	if ret := o.ReturnVisit; ret != nil && ret.Second != nil {
		look(*ret.Second, ret.SessionLog, true)
	}
	return found, ok
}

// refreshed reports whether the worker asked the network for what it had just
// answered from a cache, during the same visit.
func refreshed(a answer, address string) bool {
	for _, e := range a.log.Exchanges {
		after := e.Started.Sub(a.visit.Started).Seconds() * 1000
		if SameURL(e.URL, address) && !e.IsWorkerScript() && e.ID != a.request.Exchange && after >= 0 && after <= a.visit.Duration {
			return true
		}
	}
	return false
}

// offlineAnswer returns a request for the URL made offline, an answered one
// where there are several.
func offlineAnswer(o *observation.Observations, address string) (found observation.Request, asked bool) {
	for _, v := range Visits(o) {
		if v.Network != observation.Offline {
			continue
		}
		for _, r := range v.Requests {
			if SameURL(r.URL, address) && (!asked || !r.Failed()) {
				found, asked = r, true
			}
		}
	}
	return found, asked
}

func fallbackAnswers(o *observation.Observations, r observation.Request) bool {
	_, v := Fallback(o)
	if v == nil || !r.Document {
		return false
	}
	if r.Exchange == 0 {
		return v.Exchange == 0 && v.ServedBy == r.ServedBy
	}
	from, _ := o.Offline.Exchange(r.Exchange)
	return r.Exchange == v.Exchange && !SamePage(from.URL, r.URL)
}

func hasFallback(o *observation.Observations) bool {
	fallback, _ := Fallback(o)
	return fallback.Present
}

// Stored reports whether any cache holds an entry for the URL.
func Stored(o *observation.Observations, address string) bool {
	_, _, ok := Entry(Caches(o), address)
	return ok
}

// Entry returns the first entry for the URL and the name of its cache. What
// precaches add to the URLs that they store under does not count.
func Entry(caches []observation.Cache, address string) (observation.CacheEntry, string, bool) {
	for _, c := range caches {
		for _, e := range c.Entries {
			if Plain(e.URL) == Plain(address) {
				return e, c.Name, true
			}
		}
	}
	return observation.CacheEntry{}, "", false
}
