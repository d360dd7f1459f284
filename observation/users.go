package observation

// Users is what one visitor gets to see of another who used the same browser
// before. Who was logged in when something was fetched stands in the
// exchanges: a request that carried nothing of a user's login is nobody's,
// also while the user was logged in.
type Users struct {
	UserSession
	First   string   `json:"first"`            // name of the user who logs in first
	Second  string   `json:"second,omitempty"` // of the one after; "" where only one is configured
	Private []string `json:"private,omitempty"`

	// LogoutSteps tells that the configuration says how users log out. Where
	// it does not, the cookies of the login were removed instead, of which the
	// site gets to know nothing.
	LogoutSteps bool `json:"logoutSteps"`

	// Expiry is a session of its own, in which the login of the first user
	// expires: its cookies are gone, and nobody logged out.
	Expiry *UserSession `json:"expiry,omitempty"`

	// Nobody is what the site gives to somebody who is not logged in, for the
	// URLs that were fetched as a user.
	Nobody []NobodyAnswer `json:"nobody,omitempty"`
}

// A UserSession is one browser profile in which users come and go.
type UserSession struct {
	SessionLog
	Phases []UserPhase `json:"phases,omitempty"` // in the order in which they were made

	// Prints are those of the exchanges whose bodies were looked at.
	Prints []Print `json:"prints,omitempty"`
}

// A Print is a hash of what an exchange gave, without what differs from load to
// load: digits, and tokens that look random.
type Print struct {
	Exchange int    `json:"exchange"`
	Hash     string `json:"hash"` // hex
}

// Print returns the hash of what the exchange gave, or "" where its body was
// not looked at.
func (s *UserSession) Print(exchange int) string {
	for _, p := range s.Prints {
		if p.Exchange == exchange {
			return p.Hash
		}
	}
	return ""
}

// A NobodyAnswer is what somebody got for a URL who is not logged in.
type NobodyAnswer struct {
	URL    string `json:"url"`
	Status int    `json:"status"`
	Print  string `json:"print,omitempty"` // as the Hash of a Print
}

// A UserPhase is a time in which one user, or nobody, was logged in.
type UserPhase struct {
	Name    PhaseName `json:"name"`
	User    string    `json:"user,omitempty"` // "" is nobody
	Network Network   `json:"network"`
	Failed  string    `json:"failed,omitempty"` // why the login did not succeed; then nothing else counts
	Login   []Visit   `json:"login,omitempty"`  // what the steps of login or logout brought up
	Visits  []Visit   `json:"visits,omitempty"` // of the start page, the private and some linked pages; online the first two are visited twice
	Truth   []Visit   `json:"truth,omitempty"`  // start page and private pages past the worker: what the site itself says
	Data    []Request `json:"data,omitempty"`   // made from the start page, for private URLs that are no pages
	Caches  []Cache   `json:"caches,omitempty"` // at its end, and offline at its beginning; not on lie-fi
}

// PhaseName names a phase of the users experiment.
type PhaseName string

// The phases, in the order in which they are made. After the logout, or after
// the cookies were removed, offline comes first: a page online may replace what
// is left of the user.
const (
	PhaseAnonymous     PhaseName = "anonymous"      // before anybody logged in
	PhaseFirst         PhaseName = "first"          // the first user is logged in
	PhaseExpired       PhaseName = "expired"        // of Expiry: the first user's login is worth nothing any more, and nobody logged out
	PhaseOutOffline    PhaseName = "out-offline"    // the first user logged out, and the network is gone
	PhaseOutLieFi      PhaseName = "out-lie-fi"     // the same, on lie-fi
	PhaseLoggedOut     PhaseName = "logged-out"     // the same, online
	PhaseSecond        PhaseName = "second"         // the second user is logged in; also of Expiry, after the expiry
	PhaseSecondOffline PhaseName = "second-offline" // the same, offline
)

// Phase returns the phase with the name.
func (s *UserSession) Phase(name PhaseName) (UserPhase, bool) {
	if s == nil {
		return UserPhase{}, false
	}
	for _, p := range s.Phases {
		if p.Name == name {
			return p, true
		}
	}
	return UserPhase{}, false
}
