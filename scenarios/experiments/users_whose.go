package experiments

import (
	"net/http"
	"slices"

	"github.com/swcheck/swcheck/harness"
	"github.com/swcheck/swcheck/observation"
)

type storedCookie = harness.StoredCookie

// A stay is the time for which somebody was logged in.
type stay struct {
	user     string
	from, to int          // the exchanges after from, up to to; 0 is until the end
	logins   []credential // by which the server knows the user
}

// A credential is a cookie that came with a login, or was changed by it.
type credential struct {
	name   string
	before string // its value without the login, or ""
}

// changed returns the cookies that were not there before, or had another value.
func changed(before, after []storedCookie) []credential {
	was := map[string]string{}
	for _, c := range before {
		was[c.Name] = c.Value
	}
	var all []credential
	for _, c := range after {
		if value, known := was[c.Name]; !known || value != c.Value {
			all = append(all, credential{c.Name, value})
		}
	}
	return all
}

// removed returns the credentials that are gone, or are what they were before
// the login. Where the server takes some away, those are what it knew the user
// by; the others are counters, tastes and the like.
func removed(logins []credential, after []storedCookie) []credential {
	return slices.DeleteFunc(slices.Clone(logins), func(l credential) bool {
		return slices.ContainsFunc(after, func(c storedCookie) bool { return c.Name == l.name && c.Value != l.before && c.Value != "" })
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
		return u.stayAt(e.ID) != nil && authorized(e)
	})
}

// made reports whether the user made the request: it carried the login, or its
// answer brought it.
func (s stay) made(e observation.Exchange) bool {
	if authorized(e) {
		return true
	}
	sent := (&http.Request{Header: http.Header(e.RequestHeader)}).Cookies()
	set := (&http.Response{Header: http.Header(e.ResponseHeader)}).Cookies()
	for _, c := range append(sent, set...) {
		for _, l := range s.logins {
			if c.Name == l.name && c.Value != l.before && c.Value != "" && c.MaxAge >= 0 {
				return true
			}
		}
	}
	return false
}

func authorized(e observation.Exchange) bool { return e.RequestHeader.Get("Authorization") != "" }
