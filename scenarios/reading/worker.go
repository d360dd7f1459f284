package reading

import (
	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/observation/likeness"
)

// StartPage returns the URL of the target's start page, as it is after its
// redirects.
func StartPage(o *observation.Observations) string {
	for _, v := range []*observation.Visit{firstLoad(o), firstReturn(o)} {
		if v != nil && v.Error == "" && v.Final != "" {
			return v.Final
		}
	}
	return o.Target
}

func firstLoad(o *observation.Observations) *observation.Visit {
	if o.FirstVisit == nil {
		return nil
	}
	return &o.FirstVisit.Visit
}

func firstReturn(o *observation.Observations) *observation.Visit {
	if o.ReturnVisit == nil {
		return nil
	}
	return &o.ReturnVisit.First
}

// Registrations returns what the session that saw most of the worker's life
// saw of registrations: the return visit, else the first visit, else the
// offline session.
func Registrations(o *observation.Observations) []observation.Registration {
	for _, log := range Logs(o) {
		if len(log.Registrations) > 0 {
			return log.Registrations
		}
	}
	return nil
}

// Logs returns the logs of the sessions in which workers were allowed: that of
// the return visit, which saw most of the worker's life, then the first
// visit's, then the offline session's.
func Logs(o *observation.Observations) []observation.SessionLog {
	var all []observation.SessionLog
	if o.ReturnVisit != nil {
		all = append(all, o.ReturnVisit.SessionLog)
	}
	if o.FirstVisit != nil {
		all = append(all, o.FirstVisit.SessionLog)
	}
	if o.Offline != nil {
		all = append(all, o.Offline.SessionLog)
	}
	return all
}

// Worker returns the registration in charge of the start page and the version
// that tells most about it: the active one, else the last one. Where no
// registration covers the start page it returns any that there is, one with an
// active version first.
func Worker(o *observation.Observations) (observation.Registration, observation.WorkerVersion, bool) {
	start := StartPage(o)
	var best observation.Registration
	rank := -1
	for _, r := range Registrations(o) {
		if len(r.Versions) == 0 {
			continue
		}
		// The longest scope that covers a page is in charge of it.
		// Source: https://w3c.github.io/ServiceWorker/#scope-match-algorithm
		points := 0
		if _, active := r.Active(); active {
			points = 1
		}
		if InScope(r.Scope, start) {
			points += 2 + len(r.Scope)
		}
		if points > rank {
			best, rank = r, points
		}
	}
	if rank < 0 {
		return observation.Registration{}, observation.WorkerVersion{}, false
	}
	version, active := best.Active()
	if !active {
		version = best.Versions[len(best.Versions)-1]
	}
	return best, version, true
}

// FetchHandler reports whether the worker handles fetch events, and whether
// that is known: it takes a page that a worker controlled from the start. A
// worker whose static routes answer is counted as one that does.
func FetchHandler(o *observation.Observations) (has, known bool) {
	for _, v := range Visits(o) {
		if v.WorkerStart {
			return true, true
		}
		for _, r := range v.Requests {
			if r.ThroughWorker || byWorker(r.ServedBy) {
				return true, true
			}
		}
	}
	// The first load of a session may be claimed only at its end, and a hard
	// reload is not controlled: only a second load shows what is missing.
	if o.ReturnVisit != nil && o.ReturnVisit.Second != nil && o.ReturnVisit.Second.Controller != "" {
		return false, true
	}
	if o.Offline != nil {
		for _, p := range o.Offline.Pages { // loaded with the worker in charge
			if _, ok := Usable(&p.Online); ok && p.Online.Controller != "" {
				return false, true
			}
		}
	}
	return false, false
}

func byWorker(s observation.ServedBy) bool { return likeness.ByWorker(s) }

// OnlyForwards reports whether the worker handles fetches and adds nothing to
// them: it has stored nothing in Cache Storage and answered nothing itself,
// online or offline.
func OnlyForwards(o *observation.Observations) bool {
	if has, _ := FetchHandler(o); !has || StoresAnything(o) {
		return false
	}
	for _, r := range Refusals(o) {
		if r.Kind == RefusedResponse || r.Kind == RefusedRedirected {
			return false // it tried to answer
		}
	}
	for _, v := range Visits(o) {
		if byWorker(v.ServedBy) {
			return false
		}
		for _, r := range v.Requests {
			if byWorker(r.ServedBy) {
				return false
			}
		}
	}
	return true
}

// StoresAnything reports whether any session found an entry in Cache Storage.
func StoresAnything(o *observation.Observations) bool {
	for _, c := range Caches(o) {
		if len(c.Entries) > 0 || c.Truncated > 0 {
			return true
		}
	}
	return false
}

// Caches returns what all sessions found in Cache Storage, the offline session
// first. The numbers of exchanges in it belong to different sessions.
func Caches(o *observation.Observations) []observation.Cache {
	var all []observation.Cache
	if o.Offline != nil {
		all = append(all, o.Offline.Caches...)
	}
	if o.ReturnVisit != nil {
		all = append(all, o.ReturnVisit.Caches...)
	}
	if o.FirstVisit != nil {
		all = append(all, o.FirstVisit.Caches...)
	}
	return all
}

// NoVisit returns the verdict of a rule where no page could be visited at all.
func NoVisit(unknown string) finding.Verdict {
	return finding.CannotTell("no visit could be made, so nothing is known of " + unknown)
}

// NoBenefit returns the verdict of rules on offline behaviour about a site
// whose worker gives none, for a reason that another rule tells: there is no
// worker, its install failed, it has no fetch handler, it only forwards, or it
// does not cover the pages. It returns false where the worker does something
// that can be judged.
func NoBenefit(o *observation.Observations) (finding.Verdict, bool) {
	registration, version, ok := Worker(o)
	_, active := registration.Active()
	switch {
	case !ok && len(Logs(o)) == 0:
		return NoVisit("a worker"), true
	case !ok:
		return finding.DoesNotApply("no service worker is registered, see registration/no-worker"), true
	case !active && version.State == observation.Redundant && !version.Reached(observation.Activating):
		return finding.DoesNotApply("the worker " + version.ScriptURL + " was not installed, see " + installRule(o, version.ScriptURL)), true
	case version.State == observation.New && !scriptInFlight(o, version.ScriptURL):
		// The browser forgets a registration whose script it refuses without
		// another word: the version is the last that is heard of it.
		return finding.DoesNotApply("browsers refuse the script " + version.ScriptURL + ", see script/mime-type, script/redirect and registration/scope"), true
	case !active && version.State == observation.New && !version.Reached(observation.Installing):
		return finding.DoesNotApply("the browser did not register " + version.ScriptURL + ", see registration/no-worker and registration/scope"), true
	case !active && version.State != observation.Redundant:
		return finding.CannotTell("the worker " + version.ScriptURL + " was still " + string(version.State) + " when the visits ended"), true
	case !active:
		return finding.DoesNotApply("the worker " + version.ScriptURL + " was removed again, no worker is active"), true
	}
	if has, known := FetchHandler(o); known && !has {
		return finding.DoesNotApply("the worker handles no fetches, see registration/no-fetch-handler"), true
	}
	if OnlyForwards(o) {
		return finding.DoesNotApply("the worker only forwards, see registration/pass-through"), true
	}
	if !coversAny(o) {
		return finding.DoesNotApply("the worker's scope " + registration.Scope + " covers no page that was visited, see registration/scope"), true
	}
	return finding.Verdict{}, false
}

// scriptInFlight reports whether the answer for a worker's script was still
// awaited when a session ended.
func scriptInFlight(o *observation.Observations, script string) bool {
	for _, log := range Logs(o) {
		for _, e := range log.Exchanges {
			if e.Outcome == observation.InFlight && e.IsWorkerScript() && SameURL(e.URL, script) {
				return true
			}
		}
	}
	return false
}

// coversAny reports whether any registration covers the start page or any
// other page that was visited.
func coversAny(o *observation.Observations) bool {
	if Covered(o, StartPage(o)) {
		return true
	}
	if o.Offline != nil {
		for _, p := range o.Offline.Pages {
			if Covered(o, p.URL) {
				return true
			}
		}
	}
	return false
}

// Covered reports whether a registration with an active worker covers the URL.
func Covered(o *observation.Observations, address string) bool {
	for _, log := range Logs(o) {
		for _, r := range log.Registrations {
			if _, active := r.Active(); active && InScope(r.Scope, address) {
				return true
			}
		}
	}
	return false
}
