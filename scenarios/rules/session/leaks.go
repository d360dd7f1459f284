package session

import (
	"fmt"
	"slices"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
)

// A leak is something of one user that was shown when another one, or nobody,
// was logged in, or that may have been: see [unclearIn].
type leak struct {
	url   string // as it was asked for
	of    string // the user
	phase observation.PhaseName
	how   string // who answered
	cache string
	from  observation.Exchange // in which the bytes were fetched; without a number where they carry no stamp
	why   string               // it is that user's
	aside bool                 // it was seen in the session in which the login expired
}

// given returns what a page was given by the worker, of what belongs to the
// user. What came over the wire or from the browser's own cache is not the
// worker's doing.
func given(u *observation.Users, s *observation.UserSession, requests []observation.Request, user string) []leak {
	var all []leak
	for _, q := range requests {
		if !byWorker(q.ServedBy) {
			continue
		}
		from, ok := bytesOf(s, q.Exchange)
		if !ok || from.User != user {
			continue
		}
		if why := personal(u, s, from); why != "" {
			how := reading.From(observation.Visit{ServedBy: q.ServedBy, Cache: q.Cache})
			all = append(all, leak{url: q.URL, of: user, how: how, cache: q.Cache, from: from, why: why})
		}
	}
	return all
}

func byWorker(by observation.ServedBy) bool {
	switch by {
	case observation.ByCacheStorage, observation.ByWorker, observation.ByRouter:
		return true
	}
	return false
}

// leaksIn returns what was shown of the first user in a phase.
func leaksIn(u *observation.Users, s *observation.UserSession, name observation.PhaseName) []leak {
	p, _ := s.Phase(name)
	var all []leak
	for _, v := range p.Visits {
		found := given(u, s, reading.Shown(v), u.First)
		if len(found) == 0 {
			found, _ = unstamped(u, s, p, v)
		}
		all = append(all, found...)
	}
	all = append(all, given(u, s, p.Data, u.First)...)
	return inPhase(u, s, name, all)
}

func inPhase(u *observation.Users, s *observation.UserSession, name observation.PhaseName, all []leak) []leak {
	for i := range all {
		all[i].phase, all[i].aside = name, s != &u.UserSession
	}
	return all
}

// byURL keeps the first leak of each URL.
func byURL(all []leak) []leak {
	var kept []leak
	for _, l := range all {
		if !slices.ContainsFunc(kept, func(k leak) bool { return reading.SameURL(k.url, l.url) }) {
			kept = append(kept, l)
		}
	}
	return kept
}

// says tells a leak in a sentence.
func (l leak) says(u *observation.Users) string {
	source := fmt.Sprintf("the page of %s", l.of)
	if l.from.ID != 0 {
		source = fmt.Sprintf("fetched by %s in exchange %d", l.of, l.from.ID)
	}
	return fmt.Sprintf("%s, %s, is shown %s, %s", reading.Path(l.url), source, l.when(u), l.how)
}

func (l leak) when(u *observation.Users) string {
	if l.aside && l.phase != observation.PhaseExpired {
		return when(l.phase, u) + " after the login of " + l.of + " expired"
	}
	return when(l.phase, u)
}

func (l leak) evidence(u *observation.Users) finding.Evidence {
	return finding.Evidence{
		Kind: finding.OfVisit, URL: l.url, Cache: l.cache, Exchange: l.from.ID,
		Text: fmt.Sprintf("shown %s, %s; of %s, because %s", l.when(u), l.how, l.of, l.why),
	}
}

// failing is the verdict of a rule that found leaks.
func failing(u *observation.Users, leaks []leak) finding.Verdict {
	const most = 20
	var evidence []finding.Evidence
	for _, l := range leaks[:min(len(leaks), most)] {
		evidence = append(evidence, l.evidence(u))
	}
	return finding.Failing(leaks[0].says(u)+andMore(len(leaks)-1)+".", evidence...)
}

func andMore(n int) string {
	switch n {
	case 0:
		return ""
	case 1:
		return ", and one more"
	}
	return fmt.Sprintf(", and %d more", n)
}
