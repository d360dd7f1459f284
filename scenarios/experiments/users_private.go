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
	return fmt.Sprintf("%s answers %d for %s too; is the path in `private` right?", pathOf(e.URL), e.Status, e.User)
}

// pathOf returns what follows the origin, as it stands in the configuration.
func pathOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return u.RequestURI()
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
