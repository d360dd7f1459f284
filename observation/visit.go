package observation

import "time"

// VisitKind tells how a page was brought up.
type VisitKind string

// The kinds of visits.
const (
	Navigate   VisitKind = "navigate"
	Reload     VisitKind = "reload"
	HardReload VisitKind = "hard-reload" // past the HTTP cache and past the worker, as Shift+Reload
	Back       VisitKind = "back"
	Act        VisitKind = "act" // something was done in the page, which may have led to another one
)

// ServedBy tells who answered a request.
type ServedBy string

// Who can answer.
const (
	ByNetwork      ServedBy = "network"       // the server, also through a worker that fetched it
	ByHTTPCache    ServedBy = "http-cache"    // the browser's own cache
	ByCacheStorage ServedBy = "cache-storage" // an entry that the worker took from Cache Storage
	ByWorker       ServedBy = "worker"        // a response that the worker's code made
	ByRouter       ServedBy = "router"        // a static route of the worker
	ByNobody       ServedBy = "nobody"        // a network error
)

// A Visit is one navigation and everything seen until the page settled.
type Visit struct {
	ID      int       `json:"id"` // counts from 1 in each session
	Kind    VisitKind `json:"kind"`
	URL     string    `json:"url"`      // what was asked for
	Final   string    `json:"finalUrl"` // where it ended, after redirects and history changes
	Network Network   `json:"network"`
	Started time.Time `json:"started"`

	// The document that is shown, as the last entry of Requests with
	// Document set tells it too.
	Status   int      `json:"status"` // 0 when there was no response
	MIMEType string   `json:"mimeType,omitempty"`
	ServedBy ServedBy `json:"servedBy"`
	Cache    string   `json:"cache,omitempty"`
	Exchange int      `json:"exchange,omitempty"`
	Error    string   `json:"error,omitempty"` // net::ERR_…, when the browser's error page is shown

	Title        string   `json:"title"`
	Text         string   `json:"text"`                   // the visible text, white space folded, at most 20,000 bytes
	VisibleMedia int      `json:"visibleMedia,omitempty"` // images with pixels, videos, canvases and SVGs that are shown
	Links        []Link   `json:"links,omitempty"`        // at most 500, in document order
	Manifest     string   `json:"manifest,omitempty"`     // URL of <link rel=manifest>
	Ready        *bool    `json:"ready,omitempty"`        // what the target's own app-ready check said, where it has one
	Controller   string   `json:"controller,omitempty"`   // script URL of the worker that controls the page at the end
	WorkerStart  bool     `json:"workerStart,omitempty"`  // the navigation was dispatched to a worker's fetch handler
	Navigations  []string `json:"navigations,omitempty"`  // URLs of the documents committed in the main frame, in order; more than one is a reload or a redirect by script

	Requests []Request        `json:"requests,omitempty"`
	Console  []ConsoleMessage `json:"console,omitempty"` // of the page, exceptions included

	Loaded     bool     `json:"loaded"`               // the load event fired
	Settled    bool     `json:"settled"`              // false when the time limit ended the wait
	WaitingFor []string `json:"waitingFor,omitempty"` // what was still going on then
	LoadTime   float64  `json:"loadMs"`               // from the start to the load event
	Painted    float64  `json:"paintedMs,omitempty"`  // from the start to the first text or picture that was painted; 0 when none was, or it is not known
	Duration   float64  `json:"durationMs"`           // from the start to the end of the wait

	Dialogs   []Dialog `json:"dialogs,omitempty"`   // dismissed
	Downloads []string `json:"downloads,omitempty"` // URLs, refused
	Popups    []string `json:"popups,omitempty"`    // URLs, closed

	Picture   *Picture  `json:"picture,omitempty"`   // of its end, where asked
	NoPicture NoPicture `json:"noPicture,omitempty"` // why there is none, where asked
}

// NoPicture tells why a visit has no picture.
type NoPicture string

// What pictures fail for.
const (
	PictureLimit  NoPicture = "limit"  // there are more pages than pictures that a report shows
	PictureFailed NoPicture = "failed" // the browser gave none
)

// A Picture is what a tab showed, scaled down. Secrets are not taken out of it.
type Picture struct {
	Type   string `json:"type"` // image/webp
	Width  int    `json:"width"`
	Height int    `json:"height"`
	Data   []byte `json:"data"`
}

// A Link is an <a href> of a page.
type Link struct {
	URL      string `json:"url"` // absolute, without fragment
	Text     string `json:"text,omitempty"`
	Download bool   `json:"download,omitempty"` // has the download attribute
}

// A Dialog is a JavaScript dialog that a page opened.
type Dialog struct {
	Kind    string `json:"kind"` // alert, confirm, prompt or beforeunload
	Message string `json:"message"`
}

// A Request is one request that a page made, and who answered it.
type Request struct {
	URL         string  `json:"url"`
	Method      string  `json:"method"`
	Destination string  `json:"destination"`        // document, iframe, script, style, image, font, media, manifest, fetch, worker or other
	Document    bool    `json:"document,omitempty"` // the main frame's document; a reload makes a second one
	Started     float64 `json:"startedMs"`          // after the visit's start
	Duration    float64 `json:"durationMs"`

	Final         string   `json:"finalUrl,omitempty"` // after redirects, where it differs
	Status        int      `json:"status"`             // 0 when there was no response
	MIMEType      string   `json:"mimeType,omitempty"`
	Header        Header   `json:"header,omitempty"` // of the response
	ServedBy      ServedBy `json:"servedBy"`
	Cache         string   `json:"cache,omitempty"`         // the Cache Storage cache, for cache-storage
	Exchange      int      `json:"exchange,omitempty"`      // the network exchange that the bytes come from
	ThroughWorker bool     `json:"throughWorker,omitempty"` // the worker's respondWith answered
	Memory        bool     `json:"memory,omitempty"`        // the page's process still had the answer, from another page: nobody was asked, and the rest tells who had answered then
	Error         string   `json:"error,omitempty"`         // net::ERR_…
	Canceled      bool     `json:"canceled,omitempty"`      // by the page itself, or by its end
}

// Failed reports whether the request got no usable answer: a network error or
// a status of 400 and above. A request that the page gave up is not failed,
// unless it was so because of the status: Chrome cancels the body of a script or
// style sheet that is not there.
func (r Request) Failed() bool {
	return r.Status >= 400 || !r.Canceled && r.Error != ""
}

// A ConsoleMessage is a console call, a browser log entry or an uncaught
// exception of a page or a worker.
type ConsoleMessage struct {
	Level  string `json:"level"` // log, info, warning, error, exception or rejection
	Text   string `json:"text"`  // at most 2,000 bytes
	URL    string `json:"url,omitempty"`
	Line   int    `json:"line,omitempty"`   // from 1
	Worker bool   `json:"worker,omitempty"` // written in a service worker
}

// Uncaught reports whether the message is an exception or a rejection that
// nothing caught.
func (m ConsoleMessage) Uncaught() bool {
	return m.Level == "exception" || m.Level == "rejection"
}
