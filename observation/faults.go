package observation

// Faults is what a visitor who knows the site gets on bad networks, and what
// stays of it when the network is good again.
type Faults struct {
	SessionLog
	Page      Visit   `json:"page"`                // the page that is visited under each fault, as it is online with the worker in control
	Caches    []Cache `json:"caches,omitempty"`    // before the first fault
	Unvisited string  `json:"unvisited,omitempty"` // URL of a page in scope that was never visited online; "" when none was found
	Faults    []Fault `json:"faults,omitempty"`    // in the order in which they were made

	// Blocked is another session: a first visit while the hosts of third
	// parties are out of reach. nil when nothing comes from third parties.
	Blocked *BlockedHosts `json:"blocked,omitempty"`
}

// A Fault is one state of the wire, what was visited in it, and the same again
// once the wire was good.
type Fault struct {
	Name      FaultName `json:"name"`
	Network   Network   `json:"network"`
	Visited   *Visit    `json:"visited,omitempty"`   // the page, with the worker stopped before
	Unvisited *Visit    `json:"unvisited,omitempty"` // the page never visited online

	Stored         []Cache `json:"stored,omitempty"`         // what is stored at its end, the wire good again
	After          *Visit  `json:"after,omitempty"`          // the page again, the wire good again
	AfterUnvisited *Visit  `json:"afterUnvisited,omitempty"` // the other page, too
	FirstExchange  int     `json:"firstExchange"`            // the exchanges made in it are those from here
	LastExchange   int     `json:"lastExchange"`             // to here; lower than FirstExchange when there were none
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
	Page   string       `json:"page"` // the URL that queries were added to, "" when found pages were visited only
	Points []GrowthMark `json:"points,omitempty"`
	Caches []Cache      `json:"caches,omitempty"` // at the end
}

// A GrowthMark is what is stored after so many distinct URLs.
type GrowthMark struct {
	URLs    int     `json:"urls"`    // visited until then
	Entries int     `json:"entries"` // in all caches of the origin
	Bytes   int64   `json:"bytes"`   // of their bodies, without those of unknown size
	Storage Storage `json:"storage"`
}
