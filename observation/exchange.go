package observation

import "time"

// Header is a set of HTTP header fields with canonical names, as net/http
// writes them.
type Header map[string][]string

// Get returns the first value of the field with the canonical name, or "".
func (h Header) Get(name string) string {
	if v := h[name]; len(v) > 0 {
		return v[0]
	}
	return ""
}

// An Exchange is one request that reached the gateway, and what came of it.
// Its ID is the stamp that its response carries, so that a response which a
// page is shown later can be traced to it.
type Exchange struct {
	ID       int       `json:"id"` // counts from 1 in each session; 0 is no exchange
	Started  time.Time `json:"started"`
	Duration float64   `json:"durationMs"` // until the last byte; 0 while in flight

	Method        string `json:"method"`
	URL           string `json:"url"`
	RequestHeader Header `json:"requestHeader,omitempty"` // with cookies as sent

	Outcome  ExchangeOutcome `json:"outcome"`
	Error    string          `json:"error,omitempty"` // why there is no answer, or why it broke off
	Protocol string          `json:"protocol,omitempty"`

	Status         int    `json:"status,omitempty"`
	ResponseHeader Header `json:"responseHeader,omitempty"`
	BodyBytes      int64  `json:"bodyBytes"`               // as sent to the browser, before decompression
	BodySHA256     string `json:"bodySha256,omitempty"`    // hex, of those bytes; "" when broken off
	ContentSHA256  string `json:"contentSha256,omitempty"` // hex, of the body after decompression; "" where it was not compressed, or cannot be read
	Body           []byte `json:"body,omitempty"`          // kept only where asked, and bounded

	Network Network `json:"network"`        // the state of the wire when it started
	Build   string  `json:"build"`          // "A" before a deploy, "B" after it
	User    string  `json:"user,omitempty"` // who was logged in: a configured name, or "" for nobody
}

// ExchangeOutcome tells what became of a request at the gateway.
type ExchangeOutcome string

// What can become of a request.
const (
	InFlight  ExchangeOutcome = "in-flight" // not finished when the log was read
	Answered  ExchangeOutcome = "answered"  // by the upstream server, whole
	Played    ExchangeOutcome = "played"    // by the gateway itself: a fault, a portal, a deploy
	Refused   ExchangeOutcome = "refused"   // not let through: the wire is cut, or the host blocked
	Broken    ExchangeOutcome = "broken"    // let through, and broken off on the way
	Failed    ExchangeOutcome = "failed"    // the upstream could not be reached or its certificate is bad
	Tunnelled ExchangeOutcome = "tunnelled" // passed through unread: WebSockets, HTTPS without our certificate
)

// Content returns the SHA-256 of the body as a page is given it, decompressed,
// in hex: the same for the same content, however it came over the wire. It is ""
// when that is not known.
func (e Exchange) Content() string {
	switch {
	case e.ContentSHA256 != "":
		return e.ContentSHA256
	case e.ResponseHeader.Get("Content-Encoding") != "":
		return ""
	}
	return e.BodySHA256
}

// LeftBrowser reports whether the request was passed on to the network beyond
// the gateway: what shows of a cut wire that nothing leaked. Whether a page
// asked at all tells [Exchange.AskedNetwork].
func (e Exchange) LeftBrowser() bool {
	switch e.Outcome {
	case Refused, Played:
		return false
	case InFlight:
		// A request that the gateway holds back is in flight, and has not left.
		return e.Network != Offline && e.Network != LieFi
	}
	return true
}

// AskedNetwork reports whether the network was asked: the request was passed on,
// or the gateway answered it, held it back or refused it in the network's place,
// as in a played deploy, a captive portal or lie-fi. Offline there is no network
// to ask: what the cut wire refused has asked nobody.
func (e Exchange) AskedNetwork() bool { return e.Network != Offline || e.LeftBrowser() }

// IsWorkerScript reports whether the browser asked for the main script of a
// service worker, at registration or for an update check.
//
// Source: https://w3c.github.io/ServiceWorker/#service-worker-script-request
func (e Exchange) IsWorkerScript() bool {
	return e.RequestHeader.Get("Service-Worker") == "script"
}

// IsNavigationPreload reports whether the request is a navigation preload.
func (e Exchange) IsNavigationPreload() bool {
	return e.RequestHeader.Get("Service-Worker-Navigation-Preload") != ""
}

// Destination returns what the response is for, such as "document", "script"
// or "empty" for fetch(), from the Sec-Fetch-Dest header. It is "" over an
// insecure origin that is not loopback, where browsers leave the header out.
func (e Exchange) Destination() string { return e.RequestHeader.Get("Sec-Fetch-Dest") }
