package observation

import "time"

// Version is the version of the saved form of [Observations].
const Version = 1

// Observations is everything that one audit of one target saw.
type Observations struct {
	Version   int       `json:"observationsVersion"`
	Tool      Tool      `json:"tool"`
	Target    string    `json:"target"` // the URL as it was given, made absolute
	Profile   string    `json:"profile"`
	StartedAt time.Time `json:"startedAt"`
	Duration  float64   `json:"durationMs"`
	Partial   bool      `json:"partial"` // interrupted, or out of time

	// Pictures are shown at most of those that visits have; 0 is no limit.
	Pictures int `json:"pictures,omitempty"`

	Browser Browser `json:"browser"`
	Canary  Canary  `json:"canary"`
	Budgets Budgets `json:"budgets"`
	Probes  []Probe `json:"probes,omitempty"`

	// The experiments. One that was not part of the profile is nil; one that
	// could not be finished holds what it saw and has a line in Incomplete.
	FirstVisit    *FirstVisit    `json:"firstVisit,omitempty"`
	ReturnVisit   *ReturnVisit   `json:"returnVisit,omitempty"`
	Offline       *OfflineUse    `json:"offline,omitempty"`
	WithoutWorker *WithoutWorker `json:"withoutWorker,omitempty"`
	Faults        *Faults        `json:"faults,omitempty"`
	Deploy        *Deploy        `json:"deploy,omitempty"`
	Removal       *Removal       `json:"removal,omitempty"`
	Growth        *Growth        `json:"growth,omitempty"`
	Users         *Users         `json:"users,omitempty"`
	Incomplete    []Incomplete   `json:"incomplete,omitempty"`

	// Unused names what the target is configured with and the profile has no
	// use for: "deploy" or "users".
	Unused []string `json:"unused,omitempty"`
}

// Tool names the program that made a document.
type Tool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// Browser tells which browser was driven.
type Browser struct {
	Product   string `json:"product"`        // such as HeadlessChrome/156.0.8078.79
	Path      string `json:"path,omitempty"` // of the program, or the address it was reached at
	UserAgent string `json:"userAgent,omitempty"`
	Sandbox   bool   `json:"sandbox"`
	Remote    bool   `json:"remote,omitempty"` // not started by us: HTTPS carries no stamps
}

// Canary is what the self-test of the harness saw in this browser.
type Canary struct {
	Passed            bool    `json:"passed"`
	PassThroughFailed bool    `json:"passThroughFailed"`    // offline, a page behind a pass-through worker failed, as it must
	PrecachedOpened   bool    `json:"precachedOpened"`      // offline, a precached page opened, as it must
	Leaked            int     `json:"leaked"`               // requests that reached the canary's server while offline
	Reason            string  `json:"reason,omitempty"`     // why it did not pass
	Remembered        bool    `json:"remembered,omitempty"` // passed before with this same browser program
	Duration          float64 `json:"durationMs"`
}

// Budgets are the limits that a team sets for its site.
type Budgets struct {
	PrecacheBytes    int64   `json:"precacheBytes"`    // default 5 MiB
	PrecacheRequests int     `json:"precacheRequests"` // default 200
	FirstContent     float64 `json:"firstContentMs"`   // default 3,000
	FreshAfterLoads  int     `json:"freshAfterLoads"`  // default 1
}

// DefaultBudgets returns the budgets of a target that sets none.
func DefaultBudgets() Budgets {
	return Budgets{PrecacheBytes: 5 << 20, PrecacheRequests: 200, FirstContent: 3000, FreshAfterLoads: 1}
}

// Incomplete tells why an experiment was not finished.
type Incomplete struct {
	Experiment string `json:"experiment"`
	Reason     string `json:"reason"`
	Hint       string `json:"hint,omitempty"` // what to do about it
}

// A Probe is a plain request that swcheck itself made, outside the browser and
// without following redirects.
type Probe struct {
	Purpose string `json:"purpose"` // one of the Probe… constants
	URL     string `json:"url"`
	Status  int    `json:"status"` // 0 when there was no answer
	Header  Header `json:"header,omitempty"`
	Bytes   int64  `json:"bytes"`
	Body    string `json:"body,omitempty"` // of scripts and manifests, at most 2 MiB
	Error   string `json:"error,omitempty"`
}

// What a probe can be for.
const (
	ProbeWorkerScript = "worker-script"
	ProbeWorkerImport = "worker-import" // a script of the target's own origin that a worker's imports
	ProbeManifest     = "manifest"
	ProbeMissingAsset = "missing-asset" // of an asset that no build has
)

// A SessionLog is what one session saw from its start to its end.
type SessionLog struct {
	Started       time.Time        `json:"started,omitzero"`        // what times in milliseconds are after
	Exchanges     []Exchange       `json:"exchanges,omitempty"`     // by ID
	Registrations []Registration   `json:"registrations,omitempty"` // with all versions that there were
	WorkerConsole []ConsoleMessage `json:"workerConsole,omitempty"`
}

// Exchange returns the exchange with the ID.
func (l SessionLog) Exchange(id int) (Exchange, bool) {
	// IDs count from 1 without gaps, so the place is known.
	if id >= 1 && id <= len(l.Exchanges) && l.Exchanges[id-1].ID == id {
		return l.Exchanges[id-1], true
	}
	for _, e := range l.Exchanges {
		if e.ID == id {
			return e, true
		}
	}
	return Exchange{}, false
}

// Source returns the exchange that brought the bytes for which the number of an
// exchange stands. A 304 carries a number and no body: the body is that of an
// exchange before it.
func (l SessionLog) Source(id int) (Exchange, bool) {
	e, ok := l.Exchange(id)
	if !ok || e.Status != 304 {
		return e, ok
	}
	for i := len(l.Exchanges) - 1; i >= 0; i-- {
		earlier := l.Exchanges[i]
		if earlier.ID < id && earlier.URL == e.URL && earlier.Method == "GET" && earlier.Status == 200 {
			return earlier, true
		}
	}
	return Exchange{}, false
}

// Content returns the SHA-256 of what a page is given that is shown the bytes of
// the exchange with the ID, as [Exchange.Content] does. It is "" when that is not
// known.
func (l SessionLog) Content(id int) string {
	source, _ := l.Source(id)
	return source.Content()
}

// FirstVisit is one load in a fresh profile, and the same page offline at once
// after it.
type FirstVisit struct {
	SessionLog
	Visit        Visit   `json:"visit"`
	Caches       []Cache `json:"caches,omitempty"` // after the load settled
	Storage      Storage `json:"storage"`
	OfflineAfter *Visit  `json:"offlineAfter,omitempty"` // the same page, the wire cut, the workers stopped
}

// ReturnVisit is a second load in the profile of the first, online.
type ReturnVisit struct {
	SessionLog
	First      Visit   `json:"first"`
	Second     *Visit  `json:"second,omitempty"`
	HardReload *Visit  `json:"hardReload,omitempty"`
	Caches     []Cache `json:"caches,omitempty"` // after the second load
}

// OfflineUse is what a visitor who has looked around online gets offline. All
// offline visits are cold: the workers were stopped and the HTTP cache emptied
// before them.
type OfflineUse struct {
	SessionLog
	Pages  []PageUse `json:"pages"`            // the start page first
	Caches []Cache   `json:"caches,omitempty"` // before the wire was cut

	Unvisited    *Visit             `json:"unvisited,omitempty"`    // a linked page in scope that was never visited
	Unknown      *Visit             `json:"unknown,omitempty"`      // a random path in scope, which the server does not know
	StartURL     *Visit             `json:"startUrl,omitempty"`     // the manifest's start_url, query included
	Tracking     []Variant          `json:"tracking,omitempty"`     // visited pages with tracking parameters added
	Items        []Variant          `json:"items,omitempty"`        // a page that differs from a visited one in its query only
	Destinations []DestinationProbe `json:"destinations,omitempty"` // one request per destination, to URLs never asked for
	Recovery     *Visit             `json:"recovery,omitempty"`     // the wire is back: the last page that was shown offline is reloaded
}

// A PageUse is a page visited online and then offline.
type PageUse struct {
	URL     string `json:"url"`
	Online  Visit  `json:"online"`
	Offline *Visit `json:"offline,omitempty"`
}

// A Variant is a visit to a URL that is close to a visited page's.
type Variant struct {
	Page  string `json:"page"` // the URL of the visited page
	Visit Visit  `json:"visit"`
}

// A DestinationProbe is one request made from a page offline, for a URL that
// was never asked for before.
type DestinationProbe struct {
	Destination string  `json:"destination"` // image, script, style, font, fetch or iframe
	Request     Request `json:"request"`
}

// WithoutWorker is a load in a browser that knows no service workers.
type WithoutWorker struct {
	SessionLog
	Visit Visit `json:"visit"`
}
