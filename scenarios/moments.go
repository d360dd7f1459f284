package scenarios

import (
	"cmp"
	"slices"
	"time"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
)

// A timed moment is one of which it is known when it was.
type timed struct {
	at time.Time
	finding.Moment
}

// usersIn returns what the session with the name saw of users who come and go,
// or nil.
func usersIn(o *observation.Observations, name string) *observation.UserSession {
	switch {
	case o.Users == nil:
		return nil
	case name == "users":
		return &o.Users.UserSession
	case name == "users expiry":
		return o.Users.Expiry
	}
	return nil
}

// mark tells with each step what has changed in the session since the step
// before. What has no time comes last, and is marked with nothing.
func (t tracer) mark(steps []finding.Step, moments []timed) {
	network, user := observation.Online, ""
	for i := range steps {
		if steps[i].AtMs == nil {
			return
		}
		n := slices.IndexFunc(moments, func(m timed) bool { return *t.after(m.at) > *steps[i].AtMs })
		if n < 0 {
			n = len(moments)
		}
		for _, m := range moments[:n] {
			switch m.Kind {
			case finding.MomentLogin:
				user = m.User
			case finding.MomentLogout, finding.MomentExpiry:
				user = ""
			}
		}
		steps[i].Before, network = since(network, moments[:n])
		steps[i].Nobody = t.users != nil && user == ""
		moments = moments[n:]
	}
}

// since returns the moments without what was taken back before anybody asked:
// of several states of the wire the last one counts.
func since(network observation.Network, moments []timed) ([]finding.Moment, observation.Network) {
	last := -1
	for i, m := range moments {
		if m.Kind == finding.MomentNetwork {
			last = i
		}
	}
	var kept []finding.Moment
	for i, m := range moments {
		if m.Kind != finding.MomentNetwork || i == last && m.Network != string(network) {
			kept = append(kept, m.Moment)
		}
	}
	if last >= 0 {
		network = observation.Network(moments[last].Network)
	}
	return kept, network
}

// moments returns all moments of the session, in time. Each is only known by
// what was seen after it. So where several fall together, who went did so before
// the wire changed, and who came did so on the wire as it was then.
func (t tracer) moments() []timed {
	all := slices.Concat(t.networks(), t.builds(), t.comings())
	order := []finding.MomentKind{finding.MomentLogout, finding.MomentExpiry, finding.MomentDeploy, finding.MomentNetwork, finding.MomentLogin}
	slices.SortStableFunc(all, func(a, b timed) int {
		return cmp.Or(a.at.Compare(b.at), cmp.Compare(slices.Index(order, a.Kind), slices.Index(order, b.Kind)))
	})
	return all
}

// networks returns when the wire became another one than before.
func (t tracer) networks() []timed {
	var states []timed
	add := func(at time.Time, n observation.Network) {
		if n != "" && !at.IsZero() {
			states = append(states, timed{at, finding.Moment{Kind: finding.MomentNetwork, Network: string(n)}})
		}
	}
	for _, v := range t.Visits {
		add(v.Started, v.Network)
	}
	for _, e := range t.Log.Exchanges {
		add(e.Started, e.Network)
	}
	return changes(states, string(observation.Online), func(m timed) string { return m.Network })
}

// builds returns when another build was served than before.
func (t tracer) builds() []timed {
	var states []timed
	for _, e := range t.Log.Exchanges {
		if e.Build != "" {
			states = append(states, timed{e.Started, finding.Moment{Kind: finding.MomentDeploy, Build: e.Build}})
		}
	}
	if len(states) == 0 {
		return nil
	}
	return changes(states, states[0].Build, func(m timed) string { return m.Build })
}

// changes returns the states that differ from the one before, in time.
func changes(states []timed, before string, value func(timed) string) []timed {
	slices.SortStableFunc(states, func(a, b timed) int { return a.at.Compare(b.at) })
	var changed []timed
	for _, s := range states {
		if value(s) != before {
			changed = append(changed, s)
		}
		before = value(s)
	}
	return changed
}

// comings returns when users logged in and out. It is told by what the phases
// say, because not every request of a user carries the login.
func (t tracer) comings() []timed {
	if t.users == nil {
		return nil
	}
	var all []timed
	user := ""
	for _, p := range t.users.Phases {
		if p.User == user {
			continue
		}
		m := timed{beginOf(p), finding.Moment{Kind: finding.MomentLogin, User: p.User}}
		if p.User == "" {
			m = t.going(p, user)
		}
		user = p.User
		if !m.at.IsZero() {
			all = append(all, m)
		}
	}
	return all
}

// going is the moment at which the user went. What the steps of a logout brought
// up is kept with what was seen online after it.
func (t tracer) going(p observation.UserPhase, user string) timed {
	out, _ := t.users.Phase(observation.PhaseLoggedOut)
	if t.logout && len(out.Login) > 0 {
		return timed{beginOf(out), finding.Moment{Kind: finding.MomentLogout, User: user}}
	}
	kind := finding.MomentExpiry
	if t.logout && p.Name != observation.PhaseExpired {
		kind = finding.MomentLogout
	}
	return timed{beginOf(p), finding.Moment{Kind: kind, User: user}}
}

// beginOf returns when the first thing of a phase was done.
func beginOf(p observation.UserPhase) time.Time {
	all := p.Login
	if len(all) == 0 {
		all = p.Visits
	}
	if len(all) == 0 {
		return time.Time{}
	}
	return slices.MinFunc(all, func(a, b observation.Visit) int { return a.Started.Compare(b.Started) }).Started
}
