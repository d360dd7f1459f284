package observation

// WorkerState is the state of a service worker version.
//
// Source: https://w3c.github.io/ServiceWorker/#dfn-state
type WorkerState string

// The states of a version, in the order of its life.
const (
	New        WorkerState = "new"
	Installing WorkerState = "installing"
	Installed  WorkerState = "installed" // waiting
	Activating WorkerState = "activating"
	Activated  WorkerState = "activated"
	Redundant  WorkerState = "redundant"
)

// A Registration is a service worker registration and the versions it has had
// in the session.
type Registration struct {
	Scope          string          `json:"scope"`
	UpdateViaCache string          `json:"updateViaCache,omitempty"` // imports, all or none, as the page reads it; "" when it could not be read
	Versions       []WorkerVersion `json:"versions"`
	Unregistered   bool            `json:"unregistered,omitempty"`
}

// Active returns the version that is activating or activated, the latest where
// there are several.
func (r Registration) Active() (WorkerVersion, bool) {
	for i := len(r.Versions) - 1; i >= 0; i-- {
		if s := r.Versions[i].State; s == Activated || s == Activating {
			return r.Versions[i], true
		}
	}
	return WorkerVersion{}, false
}

// A WorkerVersion is one version of a worker: one script that was installed.
type WorkerVersion struct {
	ID        string        `json:"id"`
	ScriptURL string        `json:"scriptUrl"`
	State     WorkerState   `json:"state"` // the last one
	Running   bool          `json:"running"`
	History   []StateChange `json:"history"`          // states in order, with times
	Routes    bool          `json:"routes,omitempty"` // it has static routes (InstallEvent.addRoutes)
	Errors    []WorkerError `json:"errors,omitempty"`
}

// Reached reports whether the version has been in the state.
func (v WorkerVersion) Reached(state WorkerState) bool {
	for _, change := range v.History {
		if change.State == state {
			return true
		}
	}
	return v.State == state
}

// A StateChange is the moment when a version entered a state.
type StateChange struct {
	State WorkerState `json:"state"`
	At    float64     `json:"atMs"` // after the session's start
}

// A WorkerError is an error that the browser reported of a worker: a script
// that does not load, an exception that nothing caught.
type WorkerError struct {
	Message string  `json:"message"`
	URL     string  `json:"url,omitempty"`
	Line    int     `json:"line,omitempty"`
	At      float64 `json:"atMs"` // after the session's start
}
