package session

import (
	"fmt"
	"net/http"
	"slices"

	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
)

// enoughAnswers is how often somebody who is not logged in must have got the
// same before it is taken for what everybody gets.
const enoughAnswers = 2

// bytesOf returns the exchange that brought the bytes with the stamp. A 304
// carries a stamp and no bytes: they are those of an exchange before it, which
// may have been somebody else's.
func bytesOf(s *observation.UserSession, stamp int) (observation.Exchange, bool) {
	e, ok := s.Exchange(stamp)
	if !ok || e.Status != http.StatusNotModified {
		return e, ok
	}
	tag := e.ResponseHeader.Get("Etag")
	for _, earlier := range slices.Backward(s.Exchanges) {
		if earlier.ID < e.ID && earlier.URL == e.URL && earlier.Method == http.MethodGet && earlier.Status == http.StatusOK &&
			(tag == "" || earlier.ResponseHeader.Get("Etag") == tag) {
			return earlier, true
		}
	}
	return e, false
}

// personal tells why what an exchange brought belongs to the user who made it,
// or "" where it does not, or that is not known. What everybody gets belongs to
// nobody, even where a user asked for it.
func personal(u *observation.Users, s *observation.UserSession, e observation.Exchange) string {
	if e.User == "" || e.Method != http.MethodGet || e.Status < 200 || e.Status > 299 {
		return ""
	}
	hash := s.Print(e.ID)
	private := isPrivate(u, e.URL)
	others := toNobody(u, e.URL)
	switch {
	case hash != "" && slices.Contains(others.prints, hash):
		return ""
	case len(others.refusals) > 0 && len(others.prints) == 0 && !others.unread:
		return fmt.Sprintf("who is not logged in gets %d", others.refusals[0])
	case private:
		return "the configuration calls it private"
	case hash != "" && len(others.refusals) == 0 && !others.unread && others.steady():
		return "who is not logged in gets something else"
	}
	return ""
}

// answers are what somebody got for a URL who is not logged in.
type answers struct {
	prints   []string // of what was given
	refusals []int    // statuses
	unread   bool     // something was given that could not be compared
}

// steady reports whether it was the same each time. What differs from answer to
// answer differs for users as well, and tells nothing.
func (a answers) steady() bool {
	return len(a.prints) >= enoughAnswers && len(slices.Compact(slices.Sorted(slices.Values(a.prints)))) == 1
}

func (a *answers) add(status int, print string) {
	switch {
	case status >= 300 && status < 400 && status != http.StatusNotModified,
		status == http.StatusUnauthorized, status == http.StatusForbidden, status == http.StatusNotFound:
		a.refusals = append(a.refusals, status)
	case status >= 200 && status < 300 && print == "":
		a.unread = true
	case status >= 200 && status < 300:
		a.prints = append(a.prints, print)
	}
}

func toNobody(u *observation.Users, url string) answers {
	var all answers
	for _, a := range u.Nobody {
		if reading.SameURL(a.URL, url) {
			all.add(a.Status, a.Print)
		}
	}
	for _, s := range sessions(u) {
		for _, e := range s.Exchanges {
			if e.User == "" && e.Method == http.MethodGet && e.Outcome == observation.Answered && reading.SameURL(e.URL, url) {
				all.add(e.Status, s.Print(e.ID))
			}
		}
	}
	return all
}

func sessions(u *observation.Users) []*observation.UserSession {
	all := []*observation.UserSession{&u.UserSession}
	if u.Expiry != nil {
		all = append(all, u.Expiry)
	}
	return all
}

// ownAnswer reports whether the user got the very same for the URL as another
// one did.
func ownAnswer(s *observation.UserSession, user string, of observation.Exchange) bool {
	hash := s.Print(of.ID)
	return hash != "" && slices.ContainsFunc(s.Exchanges, func(e observation.Exchange) bool {
		return e.User == user && reading.SameURL(e.URL, of.URL) && s.Print(e.ID) == hash
	})
}
