package experiments

import (
	"fmt"
	"net/http"
	"net/url"

	"github.com/swcheck/swcheck/observation"
)

// PrivateError tells that a page that is said to belong to a user is not there.
type PrivateError struct {
	URL    string
	Status int
	User   string
}

func (e *PrivateError) Error() string {
	path := e.URL
	if u, err := url.Parse(e.URL); err == nil {
		path = u.RequestURI()
	}
	return fmt.Sprintf("%s answers %d for %s too; is the path in `private` right?", path, e.Status, e.User)
}

// Hint tells what to do.
func (e *PrivateError) Hint() string {
	return "open the page in a browser as this user, and write its path as it stands there"
}

// missingPrivate returns the error for a private page that is there neither for
// nobody nor for the first user, or nil. Pages of the first user need not be
// there for the second one.
func (u *userSession) missingPrivate(phase observation.UserPhase) error {
	if phase.Name != observation.PhaseFirst {
		return nil
	}
	before, _ := u.seen.Phase(observation.PhaseAnonymous)
	for _, url := range u.privateURLs() {
		was, now := truthOf(before, url), truthOf(phase, url)
		if was != nil && now != nil && was.Status == now.Status && (now.Status == http.StatusNotFound || now.Status == http.StatusGone) {
			return &PrivateError{URL: url, Status: now.Status, User: phase.User}
		}
	}
	return nil
}
