package finding

// Trail tells where a URL was asked for in the course of an audit, who
// answered each time, and where the bytes came from.
type Trail struct {
	URL   string   `json:"url"`
	Steps []Step   `json:"steps"`          // by experiment, and within a session in the order of time
	More  int      `json:"more,omitempty"` // steps beyond those listed
	Near  []string `json:"near,omitempty"` // where there are no steps: URLs that were asked for and look like it
}

// Step is one request for the URL.
type Step struct {
	Session  string   `json:"session"`           // the experiment, and the part of it where it has several sessions
	AtMs     *float64 `json:"atMs,omitempty"`    // when it began, after the session's start; absent where that is not known
	By       StepBy   `json:"by"`                // who asked
	Visit    string   `json:"visit,omitempty"`   // how the page was brought up that asked, such as navigate or reload
	Page     string   `json:"page,omitempty"`    // its URL
	Network  string   `json:"network,omitempty"` // state of the wire, such as online, offline or lie-fi
	ServedBy string   `json:"servedBy"`          // as in PageOnline
	Cache    string   `json:"cache,omitempty"`
	Memory   bool     `json:"memory,omitempty"` // the page's process still had it and asked nobody; ServedBy and Cache are of the answer before
	Status   int      `json:"status"`
	Error    string   `json:"error,omitempty"`
	From     *Fetched `json:"from,omitempty"` // where the bytes come from; absent where they were made, or nothing came

	// RedirectedTo is the URL that is shown in its place. Status and From are of
	// the redirect where that came over the wire just then, which a status from
	// 300 to 399 tells; else of what is shown.
	RedirectedTo string `json:"redirectedTo,omitempty"`

	Nobody bool     `json:"nobody,omitempty"` // in a session in which users log in: none of them was
	Before []Moment `json:"before,omitempty"` // what changed since the step before it
}

// Moment is something that changes a session for what comes after it.
type Moment struct {
	Kind    MomentKind `json:"kind"`
	User    string     `json:"user,omitempty"`    // who came or went
	Network string     `json:"network,omitempty"` // state of the wire from then on
	Build   string     `json:"build,omitempty"`   // which is served from then on
}

// MomentKind tells what changed.
type MomentKind string

// What can change in a session.
const (
	MomentLogin   MomentKind = "login"
	MomentLogout  MomentKind = "logout"
	MomentExpiry  MomentKind = "expiry" // the cookies of the login were removed, of which the site was told nothing
	MomentNetwork MomentKind = "network"
	MomentDeploy  MomentKind = "deploy"
)

// StepBy tells who asked.
type StepBy string

// Who can ask.
const (
	ByPage    StepBy = "page"
	ByWorker  StepBy = "worker"  // on its own account: at install, or behind an answer
	ByBrowser StepBy = "browser" // for the worker's script, or ahead of the worker
)

// Fetched is the exchange on the wire that bytes come from.
type Fetched struct {
	Exchange int     `json:"exchange"` // its number
	AtMs     float64 `json:"atMs"`     // when it began, after the session's start
	Build    string  `json:"build,omitempty"`
	User     string  `json:"user,omitempty"` // who was logged in; absent for nobody
}
