package experiments

import (
	"fmt"

	"github.com/swcheck/swcheck/observation"
)

// checkLogout compares what the site itself says after the configured steps of
// the logout with what it said to the user. Where only cookies were taken away,
// nothing was promised, and the rules tell what that was worth.
func (u *userSession) checkLogout() error {
	if u.Target.Logout == nil {
		return nil
	}
	before, _ := u.seen.Phase(observation.PhaseAnonymous)
	inside, _ := u.seen.Phase(observation.PhaseFirst)
	for _, url := range append(u.privateURLs(), u.Target.URL) { // a private page tells best
		nobody, user, now := truthOf(before, url), truthOf(inside, url), truthOf(*u.phase(), url)
		if nobody == nil || user == nil || now == nil || sameAnswer(*nobody, *user) {
			continue
		}
		if sameAnswer(*now, *user) && !sameAnswer(*now, *nobody) {
			return &LoginError{User: inside.User, Step: stepLogout, Reason: fmt.Sprintf("after the steps of the logout %s is still shown as before them", pathOf(url))}
		}
	}
	return nil
}
