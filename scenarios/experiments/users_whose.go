package experiments

import (
	"slices"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
)

type (
	storedCookie = harness.StoredCookie
	credential   = harness.ChangedCookie
)

// A stay is the time for which somebody was logged in.
type stay struct {
	user     string
	from, to int          // the exchanges after from, up to to; 0 is until the end
	logins   []credential // by which the server knows the user
}

// removed returns the credentials that are gone, or are what they were before
// the login. Where the server takes some away, those are what it knew the user
// by; the others are counters, tastes and the like.
func removed(logins []credential, after []storedCookie) []credential {
	return slices.DeleteFunc(slices.Clone(logins), func(l credential) bool {
		return slices.ContainsFunc(after, func(c storedCookie) bool { return c.Name == l.Name && c.Value != l.Before && c.Value != "" })
	})
}

// attribute says of each exchange whose it is. While somebody is logged in, not
// every request is that user's: the login page is asked for before the server
// knows who it is, a worker may ask without credentials, and the page after a
// logout is nobody's already.
func (u *userSession) attribute() {
	for i := range u.seen.Exchanges {
		e := &u.seen.Exchanges[i]
		if e.User == "" {
			continue
		}
		if here := u.stayAt(e.ID); here != nil && u.known(*here) && !here.made(*e) {
			e.User = ""
		}
	}
}

func (u *userSession) stayAt(id int) *stay {
	for i := range u.stays {
		if s := &u.stays[i]; id > s.from && (s.to == 0 || id <= s.to) {
			return s
		}
	}
	return nil
}

// known reports whether it can be told at all which requests are the user's.
func (u *userSession) known(s stay) bool {
	return len(s.logins) > 0 || slices.ContainsFunc(u.seen.Exchanges, func(e observation.Exchange) bool {
		return u.stayAt(e.ID) != nil && harness.IsAuthorized(e)
	})
}

// made reports whether the user made the request: it carried the login, or its
// answer brought it.
func (s stay) made(e observation.Exchange) bool { return harness.Carries(e, s.logins) }
