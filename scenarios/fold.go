package scenarios

import (
	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
)

// maxEntries is how many entries the report lists, of all caches together, and
// maxCaches how many caches.
const (
	maxEntries = 5000
	maxCaches  = 200
)

func foldWorker(o *observation.Observations) finding.Worker {
	registration, version, known := reading.Worker(o)
	if !known {
		return noWorkerSeen(o)
	}
	handles, handlesKnown := reading.FetchHandler(o)
	controls, controlsKnown := controlsFirstVisit(o)
	folded := finding.Worker{
		Registered: !registration.Unregistered && version.State != observation.Redundant,
		Scope:      registration.Scope, ScriptURL: version.ScriptURL, State: string(version.State),
		ControlsFirstVisit: controls,
		FetchHandler:       handles,
	}
	if !controlsKnown {
		folded.Unknown = append(folded.Unknown, finding.WorkerControlsFirstVisit)
	}
	if !handlesKnown {
		folded.Unknown = append(folded.Unknown, finding.WorkerFetchHandler)
	}
	return folded
}

// noWorkerSeen tells that there is no worker where a page came to rest without
// one, and else nothing.
func noWorkerSeen(o *observation.Observations) finding.Worker {
	for _, v := range reading.Visits(o) {
		if _, ok := reading.Usable(&v); ok {
			return finding.Worker{}
		}
	}
	return finding.Worker{Unknown: []string{finding.WorkerRegistered, finding.WorkerControlsFirstVisit, finding.WorkerFetchHandler}}
}

// controlsFirstVisit reports whether the worker took control of the first page
// while it was open. A visit that was broken off cannot tell that it would not
// have.
func controlsFirstVisit(o *observation.Observations) (controls, known bool) {
	if o.FirstVisit == nil {
		return false, false
	}
	controls = o.FirstVisit.Visit.Controller != ""
	_, brokenOff := reading.FirstVisitBrokenOff(o)
	_, usable := reading.Usable(&o.FirstVisit.Visit)
	return controls, controls || usable && !brokenOff
}

// foldCaches lists what was stored in a session with the log. The caches that
// come first, by number, leave the others their share of the room.
func foldCaches(caches []observation.Cache, log observation.SessionLog) (folded []finding.Cache, more int) {
	folded = []finding.Cache{}
	left, caches, more := maxEntries, caches[:min(len(caches), maxCaches)], max(len(caches)-maxCaches, 0)
	for i, c := range caches {
		listed := c.Entries[:min(len(c.Entries), max(left-shares(caches[i+1:]), 0))]
		left -= len(listed)
		one := finding.Cache{Name: c.Name, Entries: []finding.CacheEntry{}, Truncated: c.Truncated + len(c.Entries) - len(listed)}
		for _, e := range listed {
			one.Entries = append(one.Entries, foldEntry(e, log))
		}
		folded = append(folded, one)
	}
	return folded, more
}

// shares is the room that is kept for the caches: what they need, and at most an
// equal part for each.
func shares(caches []observation.Cache) (entries int) {
	for _, c := range caches {
		entries += min(len(c.Entries), maxEntries/maxCaches)
	}
	return entries
}

func foldEntry(e observation.CacheEntry, log observation.SessionLog) finding.CacheEntry {
	entry := finding.CacheEntry{
		URL: e.URL, Method: e.Method, Status: e.Status, Type: e.Type, Bytes: e.Bytes, Exchange: e.Exchange,
	}
	if x, ok := log.Source(e.Exchange); ok {
		entry.Build, entry.User = x.Build, x.User
	}
	return entry
}

// foldUserCaches lists what the first user has left behind.
func foldUserCaches(o *observation.Observations) []finding.Cache {
	if o.Users == nil {
		return nil
	}
	out, made := o.Users.Phase(observation.PhaseOutOffline)
	if !made || out.Caches == nil {
		return nil
	}
	folded, _ := foldCaches(out.Caches, o.Users.SessionLog)
	return folded
}

// storedCaches returns what was stored in the end, by the experiment that
// visited most, and the log of its session.
func storedCaches(o *observation.Observations) ([]observation.Cache, observation.SessionLog) {
	switch {
	case o.Offline != nil && o.Offline.Caches != nil:
		return o.Offline.Caches, o.Offline.SessionLog
	case o.ReturnVisit != nil && o.ReturnVisit.Caches != nil:
		return o.ReturnVisit.Caches, o.ReturnVisit.SessionLog
	case o.FirstVisit != nil:
		return o.FirstVisit.Caches, o.FirstVisit.SessionLog
	}
	return nil, observation.SessionLog{}
}

func foldOffline(o *observation.Observations) finding.Offline {
	leaked := 0
	for _, session := range reading.Sessions(o) {
		for _, e := range session.Log.Exchanges {
			if e.Network == observation.Offline && e.LeftBrowser() {
				leaked++
			}
		}
	}
	fallback, _ := reading.Fallback(o)
	return finding.Offline{RequestsLeaked: leaked, Fallback: fallback}
}

// maxResources is how many URLs the report lists with their strategies, and
// maxUsers how many pages with each of them.
const (
	maxResources = 500
	maxUsers     = 10
)

func foldResources(o *observation.Observations, strategies *reading.Strategies) (listed []finding.Resource, more int) {
	all := reading.Resources(o, strategies)
	more = max(len(all)-maxResources, 0)
	listed = all[:len(all)-more]
	for i := range listed {
		used := &listed[i]
		used.MorePages = max(len(used.Pages)-maxUsers, 0)
		used.Pages = used.Pages[:len(used.Pages)-used.MorePages]
	}
	return listed, more
}
