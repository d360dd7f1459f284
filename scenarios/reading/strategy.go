package reading

import (
	"slices"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
)

// Strategy tells how the worker was seen to answer for one URL; see
// [Strategies.Of].
func Strategy(o *observation.Observations, address string) finding.Strategy {
	return NewStrategies(o).Of(address)
}

// Strategies tells how the worker was seen to answer for each URL: from the
// return visit, from what the offline session asked online and offline, and
// from the session with the deploy.
type Strategies struct {
	o       *observation.Observations
	online  map[string][]sighting
	offline map[string]observation.Request
	stored  map[string]bool
	final   map[string]string                         // where the server redirected to online
	alike   map[finding.ResourceKind]finding.Strategy // of what was asked for again

	fallback      *observation.Visit // nil where there is none
	onlyForwards  bool
	lookedOffline bool
}

// NewStrategies reads the observations once, for any number of URLs.
func NewStrategies(o *observation.Observations) *Strategies {
	_, fallback := Fallback(o)
	s := &Strategies{
		o: o, online: map[string][]sighting{}, offline: offlineAnswers(o),
		stored: map[string]bool{}, final: map[string]string{}, fallback: fallback, onlyForwards: OnlyForwards(o),
		lookedOffline: lookedOffline(o),
	}
	for _, loads := range telltaleLoads(o) {
		s.noteRedirects(loads.loads)
		for _, a := range loads.sightings() {
			// Numbers of exchanges belong to their session.
			if o.Offline == nil || loads.log != &o.Offline.SessionLog || !s.isFallback(a.request, a.request.URL) {
				key := WithoutFragment(a.request.URL)
				s.online[key] = append(s.online[key], a)
			}
		}
	}
	for _, c := range Caches(o) {
		for _, e := range c.Entries {
			s.stored[Plain(e.URL)] = true
		}
	}
	s.alike = s.readAlike()
	return s
}

// noteRedirects notes where the server leads to in place of what was asked for.
func (s *Strategies) noteRedirects(online []observation.Visit) {
	for _, v := range online {
		for _, r := range v.Requests {
			if r.Document && r.Final != "" && v.Network == observation.Online && !byWorker(r.ServedBy) {
				s.final[WithoutFragment(r.URL)] = r.Final
			}
		}
	}
}

// Of tells how the worker was seen to answer for the URL. It is "" where no
// page that a worker controlled asked for it, where it came from the network and
// the pages were not looked at offline, or where what was seen fits more than one
// strategy: a worker that looks into its cache first asks the network,
// too, as long as it has no copy, and only who asks again sees the difference.
//
// A page that was not asked for again is told from those that were and are
// answered like it, and else is taken to come from the network first.
func (s *Strategies) Of(address string) finding.Strategy {
	told, doubtful := s.seen(address)
	if !doubtful {
		return told
	}
	kind := s.kindOf(address)
	if like := s.alike[kind]; like != "" {
		return like
	}
	if kind == finding.KindDocument {
		return finding.NetworkFirst
	}
	return ""
}

// seen tells the strategy from the answers for this URL alone. It is doubtful
// where the network answered online and a cache offline, and nobody asked again.
func (s *Strategies) seen(address string) (told finding.Strategy, doubtful bool) {
	all := s.online[WithoutFragment(address)]
	if len(all) == 0 {
		return "", false
	}
	last := mostTelling(all)
	switch last.request.ServedBy {
	case observation.ByCacheStorage:
		return s.fromCache(last, all), false
	case observation.ByRouter:
		if last.request.Cache != "" {
			return finding.CacheFirst, false
		}
		return finding.NetworkOnly, false
	case observation.ByWorker:
		return finding.Generated, false
	}
	if !last.request.ThroughWorker {
		return finding.Unhandled, false
	}
	told = s.fromNetwork(address)
	return told, told == finding.NetworkFirst && !last.again
}

// fromCache tells apart the strategies that answer from a cache while there is
// a network.
func (s *Strategies) fromCache(last sighting, all []sighting) finding.Strategy {
	switch {
	case slices.ContainsFunc(all, sighting.missedWithoutAsking):
		return finding.CacheOnly
	case undisturbed(last, all).refreshed():
		return finding.StaleWhileRevalidate
	}
	return finding.CacheFirst
}

// undisturbed returns an answer from a cache that no install went on beside,
// because what an install fetches looks as if the worker had refreshed its copy.
func undisturbed(last sighting, all []sighting) sighting {
	for _, a := range slices.Backward(all) {
		if a.request.ServedBy == observation.ByCacheStorage && !a.installing {
			return a
		}
	}
	return last
}

// fromNetwork tells apart, by what was answered offline, the strategies that
// all go to the network while there is one.
func (s *Strategies) fromNetwork(address string) finding.Strategy {
	offline, asked := s.offline[WithoutFragment(address)]
	answered := asked && byWorker(offline.ServedBy) && !offline.Failed()
	switch {
	case s.lookedOffline || s.fallback != nil && asked:
	case answered && (!offline.Document || s.isOwn(offline, address)):
	default:
		return "" // a copy may be there, and what was shown may be the fallback
	}
	if answered && !s.isFallback(offline, address) {
		return finding.NetworkFirst
	}
	if s.onlyForwards || (!s.stored[Plain(address)] && s.fallback == nil) {
		return finding.PassThrough
	}
	return finding.NetworkOnly
}

// lookedOffline reports whether every page was asked for offline, and what there is
// for others was seen: an audit may be stopped before that.
func lookedOffline(o *observation.Observations) bool {
	if o.Offline == nil {
		return false
	}
	_, stopped := unfinished(o, "offline")
	return !stopped || o.Offline.Unknown != nil && !slices.ContainsFunc(o.Offline.Pages, func(p observation.PageUse) bool { return p.Offline == nil })
}

// readAlike tells, by kind, how those were answered that came from the network
// at first and were asked for again. Where they differ nothing is said.
func (s *Strategies) readAlike() map[finding.ResourceKind]finding.Strategy {
	alike := map[finding.ResourceKind]finding.Strategy{}
	for address, all := range s.online {
		first, again := all[0], slices.ContainsFunc(all, func(a sighting) bool { return a.again })
		if !again || byWorker(first.request.ServedBy) || !first.request.ThroughWorker || s.fromNetwork(address) != finding.NetworkFirst {
			continue
		}
		kind := s.kindOf(address)
		told, _ := s.seen(address)
		if before, known := alike[kind]; known && before != told {
			told = "" // for good: it is known from now on
		}
		alike[kind] = told
	}
	return alike
}

func (s *Strategies) kindOf(address string) finding.ResourceKind {
	return kindOf(s.online[WithoutFragment(address)][0].request)
}

// isFallback reports whether a document of the offline session, shown at the
// address, is the fallback, and not the page itself that others may fall back to.
func (s *Strategies) isFallback(r observation.Request, address string) bool {
	v := s.fallback
	if v == nil || !r.Document {
		return false
	}
	if r.Exchange == 0 {
		return v.Exchange == 0 && v.ServedBy == r.ServedBy
	}
	return r.Exchange == v.Exchange && !s.isOwn(r, address)
}

// isOwn reports whether a document of the offline session is the one that the
// server once gave for the address.
func (s *Strategies) isOwn(r observation.Request, address string) bool {
	if s.o.Offline == nil {
		return false
	}
	from, _ := s.o.Offline.Exchange(r.Exchange)
	final, redirected := s.final[WithoutFragment(address)]
	return SamePage(from.URL, address) || redirected && SamePage(from.URL, final)
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
