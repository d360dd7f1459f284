package observation

import "time"

// Deploy is what a visitor who knows the site gets after new builds of it. The
// first build is A. Where no worker is in charge of the start page it holds the
// Way and nothing else.
type Deploy struct {
	SessionLog
	Way        DeployWay     `json:"way"`
	Recognised []string      `json:"recognised,omitempty"` // how the site versions itself, as a played deploy found it: names of recognisers
	Limits     []DeployLimit `json:"limits,omitempty"`     // what this deploy could not do as the team's own would
	Before     []Visit       `json:"before"`               // build A, with the worker in control: the start page, and one that it links to
	Caches     []Cache       `json:"caches,omitempty"`     // before the first deploy
	Rounds     []DeployRound `json:"rounds,omitempty"`     // one per deploy, in order

	// Content is a session of its own: everything but the worker script is
	// new. nil where it was not made.
	Content *ContentDeploy `json:"content,omitempty"`
}

// DeployWay tells how a build was made.
type DeployWay string

// The ways to deploy, best first.
const (
	DeployOwn     DeployWay = "own"     // the target's own command, or another upstream
	DeployFolder  DeployWay = "folder"  // new files for old URLs
	DeployPlayed  DeployWay = "played"  // the gateway makes build B out of build A
	DeployContent DeployWay = "content" // everything but the worker script changes
)

// A DeployLimit is something that a played deploy leaves as it was although the
// team's own deploy might not. What depends on it is inconclusive.
type DeployLimit struct {
	Recogniser string `json:"recogniser"`
	URL        string `json:"url,omitempty"`
	Reason     string `json:"reason"`
}

// A DeployRound is one deploy and the loads after it. A second one that follows
// on caches which the first has left has one load before the tabs were closed
// and one after, and the caches.
type DeployRound struct {
	Build string    `json:"build"` // such as "B"
	Last  int       `json:"last"`  // the highest exchange ID before it
	Time  time.Time `json:"time"`

	// Loads are loads of the start page, one after another until one shows
	// nothing of the former build, at most three, in a tab beside the one that
	// stays open, online.
	Loads []DeployLoad `json:"loads,omitempty"`
	// Open is what the tab did that stayed open on the former build.
	Open *OpenTab `json:"open,omitempty"`
	// Waiting tells that a new version was installed and not activated while
	// the tab was open.
	Waiting bool `json:"waiting,omitempty"`
	// Reopened are loads after all tabs had been closed: of the linked page,
	// unless the open tab was shown the new build of it, and of the start page,
	// and of each of them once more where it was not fresh.
	Reopened []DeployLoad `json:"reopened,omitempty"`
	Caches   []Cache      `json:"caches,omitempty"` // at the end of the round
	// Now is what the server answers in this build, per URL of its origin that
	// was shown or asked for, and for the worker's script, redirects followed; for
	// the start page no answer where it was not there any more at the end. Bytes that equal these are not
	// stale, whenever they were fetched. Compare with SessionLog.Content.
	Now []Content `json:"now,omitempty"`
	// Missing is a plain request for an asset that no build has, such as
	// /assets/x-0123abcd.js beside a real one.
	Missing *Probe `json:"missing,omitempty"`
}

// A DeployLoad is one load of a page after a deploy.
type DeployLoad struct {
	Visit   Visit       `json:"visit"`
	Update  UpdateCheck `json:"update"`            // how the browser came to know of a new worker script after it
	Stopped bool        `json:"stopped,omitempty"` // the workers were stopped before it
	Early   bool        `json:"early,omitempty"`   // a new version was installing or activating when it began
	Active  string      `json:"active,omitempty"`  // ID of the version that is active after it
}

// UpdateCheck tells what made the browser look for a new worker script.
type UpdateCheck string

// What can make it look.
const (
	NoUpdateCheck     UpdateCheck = ""
	BrowsersOwnCheck  UpdateCheck = "browser" // by itself, after a navigation
	RequestedByUpdate UpdateCheck = "update"  // registration.update()
)

// An OpenTab is a tab that stayed open on the former build while a new one
// was deployed.
type OpenTab struct {
	URL         string   `json:"url"`                   // of the page that it shows
	Navigations []string `json:"navigations,omitempty"` // documents that it loaded by itself since the deploy, until it was used: more than one is a loop
	// Lazy are requests that the page makes, or could make, for assets of its
	// own build that it had not loaded before the deploy.
	Lazy []Request `json:"lazy,omitempty"`
	// Link is a visit that the tab made by following a link, in the end.
	Link    *Visit           `json:"link,omitempty"`
	Console []ConsoleMessage `json:"console,omitempty"` // since the deploy
}

// A Content is what the server answers for a URL at a certain time.
type Content struct {
	URL    string `json:"url"`
	Status int    `json:"status"`           // 0 when there was no answer
	SHA256 string `json:"sha256,omitempty"` // hex, of the body after decompression
	Bytes  int64  `json:"bytes"`            // of the same
	Error  string `json:"error,omitempty"`
}

// ContentDeploy is what became of a deploy without a new worker script.
type ContentDeploy struct {
	SessionLog
	Before []Visit     `json:"before"`
	Round  DeployRound `json:"round"`
}

// Removal is what becomes of visitors when the team takes the worker away.
type Removal struct {
	// Replaced: the script is one that only unregisters.
	Replaced *RemovalRun `json:"replaced,omitempty"`
	// Gone: the script answers 404.
	Gone *RemovalRun `json:"gone,omitempty"`
}

// A RemovalRun is a session in which the worker's script was taken away.
type RemovalRun struct {
	SessionLog
	Before []Visit      `json:"before"`
	Last   int          `json:"last"` // the highest exchange ID before it
	Loads  []DeployLoad `json:"loads,omitempty"`
	Caches []Cache      `json:"caches,omitempty"` // at the end
}
