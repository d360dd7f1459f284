// Package readingtest makes observations by hand for the tests of rules: those
// of one small sound site, from which each test makes its own by a small
// difference.
package readingtest

import (
	"time"

	"github.com/swcheck/swcheck/observation"
)

// Origin is the origin of the site.
const Origin = "https://site.example"

// Foreign is an origin that the site loads things from.
const Foreign = "https://cdn.example"

// Texts of the site's pages.
const (
	HomeText    = "Conference home: three days of talks about service workers, caches and tunnels, with speakers from everywhere"
	TalkText    = "Talk: rendering in the worker, where templates meet routing, by somebody who tried it on a train"
	OtherText   = "Talk: invalidation strategies compared, hashes against timers, by somebody who got them all wrong before"
	OfflineText = "You are offline. This page has not been stored on your device."
)

// Began is when the sessions of the site's observations began.
var Began = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

// The exchanges of each session of [Site], by number.
const (
	ExHome = iota + 1
	ExScript
	ExStyle
	ExImage
	ExWorker
	ExOffline
	ExTalk
	ExOther
)

var paths = map[int]string{
	ExHome: "/", ExScript: "/app.js", ExStyle: "/app.css", ExImage: "/logo.png",
	ExWorker: "/sw.js", ExOffline: "/offline.html", ExTalk: "/talks/1", ExOther: "/talks/2",
}

// Exchanges returns the log of a session, whose numbers are the Ex… constants.
func Exchanges() []observation.Exchange {
	var all []observation.Exchange
	for id := ExHome; id <= ExOther; id++ {
		path := paths[id]
		e := observation.Exchange{
			ID: id, Method: "GET", URL: Origin + path, Outcome: observation.Answered, Status: 200,
			Network: observation.Online, Build: "A", BodyBytes: 2000, BodySHA256: "sha-of-" + path,
			Started: Began.Add(time.Duration(id) * time.Millisecond),
		}
		if id == ExWorker {
			e.RequestHeader = observation.Header{"Service-Worker": {"script"}}
		}
		all = append(all, e)
	}
	return all
}

// Log returns the log of a session with the site's worker active.
func Log() observation.SessionLog {
	return observation.SessionLog{Started: Began, Exchanges: Exchanges(), Registrations: []observation.Registration{{
		Scope: Origin + "/",
		Versions: []observation.WorkerVersion{{
			ID: "1", ScriptURL: Origin + "/sw.js", State: observation.Activated, Running: true,
			History: []observation.StateChange{
				{State: observation.Installing, At: 100}, {State: observation.Installed, At: 200},
				{State: observation.Activating, At: 201}, {State: observation.Activated, At: 202},
			},
		}},
	}}}
}

// Caches returns the site's one cache, v1, with all of it.
func Caches() []observation.Cache {
	c := observation.Cache{Name: "v1", Origin: Origin}
	for _, id := range []int{ExHome, ExScript, ExStyle, ExImage, ExOffline, ExTalk, ExOther} {
		c.Entries = append(c.Entries, Entry(paths[id], typeOf(paths[id]), id))
	}
	return []observation.Cache{c}
}

// Entry returns a stored response.
func Entry(path, mimeType string, exchange int) observation.CacheEntry {
	return observation.CacheEntry{
		URL: Origin + path, Method: "GET", Status: 200, Type: "basic", Bytes: 2000, Exchange: exchange,
		Header: observation.Header{"Content-Type": {mimeType}},
	}
}

func typeOf(path string) string {
	switch path {
	case "/app.js", "/sw.js":
		return "text/javascript"
	case "/app.css":
		return "text/css"
	case "/logo.png":
		return "image/png"
	}
	return "text/html"
}

// Asset returns a request of a page for one of the site's assets, answered
// from the cache.
func Asset(destination string, exchange int) observation.Request {
	return observation.Request{
		URL: Origin + paths[exchange], Method: "GET", Destination: destination, Status: 200,
		MIMEType: typeOf(paths[exchange]), ServedBy: observation.ByCacheStorage, Cache: "v1",
		Exchange: exchange, ThroughWorker: true,
	}
}

// FailedRequest returns a request that got no answer because the wire is cut.
func FailedRequest(address, destination string) observation.Request {
	return observation.Request{
		URL: address, Method: "GET", Destination: destination, ServedBy: observation.ByNobody,
		Error: "net::ERR_INTERNET_DISCONNECTED",
	}
}

// Opened returns a visit that shows the document of the exchange with the
// site's three assets, all from the cache.
func Opened(path, text string, exchange int, network observation.Network) observation.Visit {
	document := Asset("document", exchange)
	document.URL, document.Document = Origin+path, true
	return observation.Visit{
		Kind: observation.Navigate, URL: Origin + path, Final: Origin + path, Network: network,
		Started: Began, Duration: 500, Loaded: true, Settled: true,
		Status: 200, MIMEType: "text/html", ServedBy: observation.ByCacheStorage, Cache: "v1", Exchange: exchange,
		Text: text, Controller: Origin + "/sw.js", WorkerStart: true,
		Requests: []observation.Request{document, Asset("script", ExScript), Asset("style", ExStyle), Asset("image", ExImage)},
	}
}

// Unopened returns an offline visit that shows the browser's error page.
func Unopened(path string) *observation.Visit {
	document := FailedRequest(Origin+path, "document")
	document.Document = true
	return &observation.Visit{
		Kind: observation.Navigate, URL: Origin + path, Final: Origin + path, Network: observation.Offline,
		Loaded: true, Settled: true, ServedBy: observation.ByNobody, Error: "net::ERR_INTERNET_DISCONNECTED",
		WorkerStart: true, Requests: []observation.Request{document},
	}
}

// Unsettled returns a visit that the time limit ended.
func Unsettled(path string) *observation.Visit {
	v := Opened(path, "", 0, observation.Offline)
	v.Settled, v.WaitingFor = false, []string{"GET " + Origin + path}
	return &v
}

// Fallback returns an offline visit that shows the site's offline page.
func Fallback(path string) *observation.Visit {
	v := Opened(path, OfflineText, ExOffline, observation.Offline)
	return &v
}

func offline(path, text string, exchange int) *observation.Visit {
	v := Opened(path, text, exchange, observation.Offline)
	return &v
}

// fromNetwork returns a load that no worker controls.
func fromNetwork(path, text string, exchange int) observation.Visit {
	v := Opened(path, text, exchange, observation.Online)
	v.ServedBy, v.Cache, v.WorkerStart = observation.ByNetwork, "", false
	for i := range v.Requests {
		v.Requests[i].ServedBy, v.Requests[i].Cache, v.Requests[i].ThroughWorker = observation.ByNetwork, "", false
	}
	return v
}

// Site returns what a full audit sees of a sound site: a worker that stores
// home page, two talks, assets and an offline page when it is installed,
// answers from the cache first, ignores queries and shows the offline page for
// all else.
func Site() *observation.Observations {
	first := fromNetwork("/", HomeText, ExHome)
	second := Opened("/", HomeText, ExHome, observation.Online)
	recovered := Opened("/nowhere", "Not found", 0, observation.Online)
	recovered.Status, recovered.ServedBy = 404, observation.ByNetwork
	without := fromNetwork("/", HomeText, ExHome)
	without.Controller = ""
	return &observation.Observations{
		Version: observation.Version, Target: Origin + "/", Profile: "standard", Budgets: observation.DefaultBudgets(),
		FirstVisit: &observation.FirstVisit{
			SessionLog: Log(), Visit: first, Caches: Caches(), OfflineAfter: offline("/", HomeText, ExHome),
		},
		ReturnVisit: &observation.ReturnVisit{SessionLog: Log(), First: first, Second: &second, Caches: Caches()},
		Offline: &observation.OfflineUse{
			SessionLog: Log(), Caches: Caches(),
			Pages: []observation.PageUse{
				{URL: Origin + "/", Online: second, Offline: offline("/", HomeText, ExHome)},
				{URL: Origin + "/talks/1", Online: Opened("/talks/1", TalkText, ExTalk, observation.Online), Offline: offline("/talks/1", TalkText, ExTalk)},
			},
			Unvisited: offline("/talks/2", OtherText, ExOther),
			Unknown:   Fallback("/nowhere"),
			StartURL:  offline("/?source=pwa", HomeText, ExHome),
			Tracking: []observation.Variant{
				{Page: Origin + "/talks/1", Visit: *offline("/talks/1?utm_source=x", TalkText, ExTalk)},
			},
			Destinations: []observation.DestinationProbe{
				{Destination: "image", Request: FailedRequest(Origin+"/nowhere.png", "image")},
				{Destination: "fetch", Request: FailedRequest(Origin+"/nowhere.json", "fetch")},
			},
			Recovery: &recovered,
		},
		WithoutWorker: &observation.WithoutWorker{Visit: without},
		Faults:        Faults(),
	}
}
