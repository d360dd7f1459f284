package observation

// Users is what one visitor gets to see of another who used the same browser
// before. Who was logged in when something was fetched stands in the
// exchanges.
type Users struct {
	SessionLog
	First  string      `json:"first"`            // name of the user who logs in first
	Second string      `json:"second,omitempty"` // of the one after; "" where only one is configured
	Phases []UserPhase `json:"phases,omitempty"` // in the order in which they were made
}

// A UserPhase is a time in which one user, or nobody, was logged in.
type UserPhase struct {
	Name    PhaseName `json:"name"`
	User    string    `json:"user,omitempty"` // "" is nobody
	Network Network   `json:"network"`
	Login   []Visit   `json:"login,omitempty"`  // what the steps of login or logout brought up
	Visits  []Visit   `json:"visits,omitempty"` // of the private pages, and the start page
	Caches  []Cache   `json:"caches,omitempty"` // at its end
}

// PhaseName names a phase of the users experiment.
type PhaseName string

// The phases, in the order in which they are made.
const (
	PhaseAnonymous     PhaseName = "anonymous"      // before anybody logged in
	PhaseFirst         PhaseName = "first"          // the first user is logged in
	PhaseExpired       PhaseName = "expired"        // the first user's session ended on the server, and nobody logged out
	PhaseLoggedOut     PhaseName = "logged-out"     // the first user logged out
	PhaseOutOffline    PhaseName = "out-offline"    // the same, offline
	PhaseOutLieFi      PhaseName = "out-lie-fi"     // the same, on lie-fi
	PhaseSecond        PhaseName = "second"         // the second user is logged in
	PhaseSecondOffline PhaseName = "second-offline" // the same, offline
)

// Phase returns the phase with the name.
func (u *Users) Phase(name PhaseName) (UserPhase, bool) {
	for _, p := range u.Phases {
		if p.Name == name {
			return p, true
		}
	}
	return UserPhase{}, false
}
