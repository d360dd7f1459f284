package session

import (
	"fmt"
	"slices"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
)

const experiment = "users"

// usersOf returns what the users experiment saw in the phases that a rule
// needs, or the verdict of such a rule where there is nothing to judge.
func usersOf(o *observation.Observations, needed ...observation.PhaseName) (*observation.Users, finding.Verdict, bool) {
	if o.Users == nil && !tried(o) {
		return nil, finding.DoesNotApply("no users are configured"), false
	}
	if v, none := reading.NoBenefit(o); none {
		return nil, v, false
	}
	if o.Users == nil {
		return nil, finding.CannotTell(reading.NotMade(o, experiment)), false
	}
	if v, looping := loop(o.Users); looping {
		return nil, finding.DoesNotApply(reading.Path(v.URL) + " reloads for ever, see session/mismatch-reload"), false
	}
	for _, name := range needed {
		if !made(&o.Users.UserSession, name) {
			return nil, finding.CannotTell(reading.NotMade(o, experiment)), false
		}
	}
	return o.Users, finding.Verdict{}, true
}

func tried(o *observation.Observations) bool {
	return slices.ContainsFunc(o.Incomplete, func(i observation.Incomplete) bool { return i.Experiment == experiment })
}

// made reports whether pages were visited in the phase, by the one who was to
// visit them.
func made(s *observation.UserSession, name observation.PhaseName) bool {
	p, ok := s.Phase(name)
	return ok && p.Failed == "" && len(p.Visits) > 0
}

// truth returns what the site itself says of the URL in the phase, past the
// worker, or nil.
func truth(s *observation.UserSession, name observation.PhaseName, url string) *observation.Visit {
	p, _ := s.Phase(name)
	for i := range p.Truth {
		if _, ok := reading.Usable(&p.Truth[i]); ok && reading.SameURL(p.Truth[i].URL, url) {
			return &p.Truth[i]
		}
	}
	return nil
}

// last returns the last visit of the URL in the phase, or nil: a page may be
// one load behind.
func last(p observation.UserPhase, url string) *observation.Visit {
	for i := range slices.Backward(p.Visits) {
		if reading.SameURL(p.Visits[i].URL, url) {
			return &p.Visits[i]
		}
	}
	return nil
}

// faces returns the pages that tell who is logged in: those that the site itself
// was asked for. Data are no page, whatever a worker makes of a navigation to
// them.
func faces(s *observation.UserSession, name observation.PhaseName) []string {
	return slices.DeleteFunc(asked(s, name), func(url string) bool {
		user := truth(s, observation.PhaseFirst, url)
		return user != nil && !observation.IsHTML(user.MIMEType)
	})
}

// asked returns all URLs that the site itself was asked for.
func asked(s *observation.UserSession, name observation.PhaseName) []string {
	p, _ := s.Phase(name)
	var urls []string
	for _, v := range p.Truth {
		if !slices.Contains(urls, v.URL) {
			urls = append(urls, v.URL)
		}
	}
	return urls
}

// ended reports whether the login was over in the phase: the site itself no
// longer says what it said to the user, wherever it says something else to
// nobody. It is unknown where nothing of the kind was seen.
func ended(s *observation.UserSession, name observation.PhaseName) (over, known bool) {
	for _, url := range asked(s, observation.PhaseFirst) {
		nobody, user, now := truth(s, observation.PhaseAnonymous, url), truth(s, observation.PhaseFirst, url), truth(s, name, url)
		if nobody == nil || user == nil || now == nil || sameFace(*nobody, *user) {
			continue
		}
		if sameFace(*now, *user) && !sameFace(*now, *nobody) {
			return false, true
		}
		known = true
	}
	return true, known
}

func sameFace(a, b observation.Visit) bool {
	return a.Status == b.Status && reading.WithoutQuery(a.Final) == reading.WithoutQuery(b.Final) && reading.Similarity(a.Text, b.Text) == 1
}

// unusable says why a visit of the phases cannot be judged, or "". On lie-fi no
// page comes to rest that waits for the network, and that is no answer either.
func unusable(s *observation.UserSession, names ...observation.PhaseName) string {
	for _, name := range names {
		p, _ := s.Phase(name)
		for i := range p.Visits {
			if reason, ok := reading.Usable(&p.Visits[i]); !ok {
				return fmt.Sprintf("in the phase %s, %s", name, reason)
			}
		}
	}
	return ""
}

// when says in a few words when something was shown.
func when(name observation.PhaseName, u *observation.Users) string {
	switch name {
	case observation.PhaseOutOffline:
		return "offline " + sinceLogout(u)
	case observation.PhaseOutLieFi:
		return "on lie-fi " + sinceLogout(u)
	case observation.PhaseLoggedOut:
		return sinceLogout(u)
	case observation.PhaseExpired:
		return "after the login of " + u.First + " expired"
	case observation.PhaseSecond:
		return "to " + u.Second
	case observation.PhaseSecondOffline:
		return "to " + u.Second + " offline"
	case observation.PhaseFirst:
		return "to " + u.First
	}
	return "to somebody who never logged in"
}

// sinceLogout says what ended the login of the first user.
func sinceLogout(u *observation.Users) string {
	if !u.LogoutSteps {
		return "after the cookies of " + u.First + " were removed"
	}
	return "after " + u.First + " logged out"
}
