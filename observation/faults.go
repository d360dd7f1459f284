package observation

// Faults is what visitors who know the site get on bad networks, and what
// stays of it when the network is good again.
type Faults struct {
	// Sessions are visitors of their own, side by side: what one fault takes
	// long for does not delay the others. Each fault is made in one of them.
	Sessions []FaultSession `json:"sessions,omitempty"`

	// Blocked is another session: a first visit while the hosts of third
	// parties are out of reach. nil when nothing comes from third parties.
	Blocked *BlockedHosts `json:"blocked,omitempty"`
}

// A FaultSession is a visitor who has seen the start page and a page that it
// links to, and then meets faults, one after the other.
type FaultSession struct {
	SessionLog
	Page    Visit   `json:"page"`              // the page that is visited under each fault, as it is online with the worker in control
	Offline *Visit  `json:"offline,omitempty"` // the same without the wire, before the first fault, where it was tried
	Caches  []Cache `json:"caches,omitempty"`  // before the first fault
	Faults  []Fault `json:"faults,omitempty"`  // in the order in which they were made
}

// A Fault is one state of the wire, what was visited in it, and the same again
// once the wire was good. The worker was stopped and the HTTP cache emptied
// before it.
type Fault struct {
	Name      FaultName `json:"name"`
	Network   Network   `json:"network"`
	Visited   *Visit    `json:"visited,omitempty"`   // the page; nil under a portal that redirects
	Unvisited *Visit    `json:"unvisited,omitempty"` // a page in scope that was never visited before

	Stored         []Cache `json:"stored,omitempty"`         // what was stored while it lasted
	After          *Visit  `json:"after,omitempty"`          // the page again, the wire good again
	AfterUnvisited *Visit  `json:"afterUnvisited,omitempty"` // the other page, too
	Kept           []Cache `json:"kept,omitempty"`           // what of Stored is still there then, and what else is new since the fault began

	FirstExchange int `json:"firstExchange"` // the exchanges made in it are those from here
	LastExchange  int `json:"lastExchange"`  // to here; lower than FirstExchange when there were none
}

// Find returns the fault with the name, and the session that it was made in.
func (f *Faults) Find(name FaultName) (FaultSession, Fault, bool) {
	for _, s := range f.Sessions {
		for _, fault := range s.Faults {
			if fault.Name == name {
				return s, fault, true
			}
		}
	}
	return FaultSession{}, Fault{}, false
}

// FaultName names what was done to the wire.
type FaultName string

// The faults, in the order in which they are made.
const (
	FaultLieFi          FaultName = "lie-fi"
	FaultServerError    FaultName = "server-error"            // every request is answered with 503
	FaultPortal         FaultName = "captive-portal"          // every request is answered by a page with status 200
	FaultPortalRedirect FaultName = "captive-portal-redirect" // every request is redirected to the portal
)

// BlockedHosts is a first visit in a fresh profile, with other hosts blocked.
type BlockedHosts struct {
	SessionLog
	Hosts []string `json:"hosts"` // that were refused, with their ports
	Visit Visit    `json:"visit"`
}

// Growth is what becomes of the caches when many distinct URLs are visited.
type Growth struct {
	SessionLog
	Page   string       `json:"page"`          // the URL that queries were added to, "" when found pages were visited only
	How    string       `json:"how,omitempty"` // how the URLs were asked for: "navigate" or "fetch"
	Points []GrowthMark `json:"points,omitempty"`
	Caches []Cache      `json:"caches,omitempty"` // at the end
}

// A GrowthMark is what is stored after so many distinct URLs. The first one is
// before any of them.
type GrowthMark struct {
	URLs    int     `json:"urls"`    // visited until then
	Entries int     `json:"entries"` // in all caches of the origin
	Bytes   int64   `json:"bytes"`   // of their bodies, without those of unknown size
	Storage Storage `json:"storage"`
}
