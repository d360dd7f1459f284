package registration

import (
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
)

// A session is the log of a session in which workers were allowed, with the
// visits made in it online.
type session struct {
	observation.SessionLog
	visits []observation.Visit
	cut    bool // the wire was cut later on
}

// sessions returns the sessions, the one whose wire was never cut first:
// what went wrong in it, no cut of ours was to blame for.
func sessions(o *observation.Observations) []session {
	var all []session
	if r := o.ReturnVisit; r != nil {
		s := session{SessionLog: r.SessionLog, visits: []observation.Visit{r.First}}
		for _, v := range []*observation.Visit{r.Second, r.HardReload} {
			if v != nil {
				s.visits = append(s.visits, *v)
			}
		}
		all = append(all, s)
	}
	if f := o.FirstVisit; f != nil {
		all = append(all, session{SessionLog: f.SessionLog, visits: []observation.Visit{f.Visit}, cut: true})
	}
	if off := o.Offline; off != nil {
		s := session{SessionLog: off.SessionLog, cut: true}
		for _, p := range off.Pages {
			s.visits = append(s.visits, p.Online)
		}
		all = append(all, s)
	}
	return all
}

// ownRequests returns what the worker asked for by itself.
func (s session) ownRequests(script string) []observation.Exchange {
	return reading.WorkersOwn(s.SessionLog, script)
}

// askedByPage reports whether a page asked for the URL.
func (s session) askedByPage(url string) bool {
	for _, v := range s.visits {
		for _, r := range v.Requests {
			if reading.SameURL(r.URL, url) {
				return true
			}
		}
	}
	return false
}

// hitByCut reports whether the cut of the wire took something away from a
// worker while it asked for it, so that its failure may be swcheck's doing.
func (s session) hitByCut(script string) bool {
	if !s.cut {
		return false
	}
	for _, e := range s.ownRequests(script) {
		switch e.Outcome {
		case observation.Refused, observation.Broken, observation.InFlight:
			return true
		}
	}
	return false
}

// installed reports whether the version's install event succeeded.
func installed(v observation.WorkerVersion) bool {
	return v.Reached(observation.Installed) || v.Reached(observation.Activating) || v.Reached(observation.Activated)
}

func anyInstalled(r observation.Registration) bool {
	for _, v := range r.Versions {
		if installed(v) {
			return true
		}
	}
	return false
}

// alive reports whether the registration is there and has a version that has
// not failed or been replaced. A version that has not begun to install is none
// yet: the browser shows one for a script that it then refuses.
func alive(r observation.Registration) bool {
	if r.Unregistered {
		return false
	}
	for _, v := range r.Versions {
		if v.State != observation.Redundant && v.Reached(observation.Installing) {
			return true
		}
	}
	return false
}

// first returns the time at which the version entered the state.
func first(v observation.WorkerVersion, state observation.WorkerState) (at float64, ok bool) {
	for _, change := range v.History {
		if change.State == state {
			return change.At, true
		}
	}
	return 0, false
}
