package finding

// Timeline is the life of the worker in one session against what was asked for
// meanwhile.
type Timeline struct {
	Session string  `json:"session"` // as in Step
	Events  []Event `json:"events"`  // in the order of time
	More    int     `json:"more,omitempty"`
}

// Event is something that happened in a session.
type Event struct {
	AtMs       float64   `json:"atMs"`                 // after the session's start
	DurationMs float64   `json:"durationMs,omitempty"` // of visits and requests
	Kind       EventKind `json:"kind"`
	URL        string    `json:"url,omitempty"` // of the page, the request or the worker's script

	Version int    `json:"version,omitempty"` // of the worker, from 1: what entered the state, or controls the page
	State   string `json:"state,omitempty"`   // that it entered
	By      StepBy `json:"by,omitempty"`      // who asked
	Script  bool   `json:"script,omitempty"`  // the request was for the worker's script: its registration or an update check

	Status   int    `json:"status,omitempty"`
	Error    string `json:"error,omitempty"`
	Exchange int    `json:"exchange,omitempty"`
	Network  string `json:"network,omitempty"`
	Build    string `json:"build,omitempty"`
}

// EventKind tells what happened.
type EventKind string

// What can happen.
const (
	EventVisit   EventKind = "visit"   // a page was opened; URL, Version where one controls it in the end
	EventRequest EventKind = "request" // something went to the gateway
	EventState   EventKind = "state"   // a version of the worker entered a state
	EventStop    EventKind = "stop"    // the workers were stopped, as a browser stops those that rest
	EventNetwork EventKind = "network" // the wire changed
	EventDeploy  EventKind = "deploy"  // a build is served from here on
)
