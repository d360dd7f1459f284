package matchers_test

import (
	"context"
	"time"

	"github.com/swcheck/swcheck/harness/gateway"
	"github.com/swcheck/swcheck/observation"
)

// The observations of these tests are those of one small site, made by hand.

const origin = "https://site.example"

const (
	talkText    = "Talk: rendering in the worker, where templates meet routing, by somebody who tried it on a train"
	homeText    = "Conference home: three days of talks about service workers, caches and tunnels, with speakers from everywhere"
	offlineText = "You are offline. This page has not been stored on your device."
)

// The exchanges of the session.
const (
	exHome = iota + 1
	exTalk
	exScript
	exOffline
	exAccount
	exOwnStyle
)

var paths = map[int]string{
	exHome: "/", exTalk: "/talks/1", exScript: "/app.js", exOffline: "/offline", exAccount: "/account", exOwnStyle: "/mine.css",
}

var began = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

// sessionLog is what crossed the wire: the account and its style sheet were
// fetched as member.
func sessionLog() observation.SessionLog {
	var log observation.SessionLog
	for id := exHome; id <= exOwnStyle; id++ {
		x := observation.Exchange{
			ID: id, Method: "GET", URL: origin + paths[id], Outcome: observation.Answered, Status: 200,
			Network: observation.Online, Build: "A", BodySHA256: "sha of " + paths[id], Started: began,
		}
		if id >= exAccount {
			x.User, x.ResponseHeader = "member", observation.Header{"Cache-Control": {"private"}}
		}
		log.Exchanges = append(log.Exchanges, x)
	}
	log.Registrations = registrations(observation.Activated)
	return log
}

func registrations(states ...observation.WorkerState) []observation.Registration {
	r := observation.Registration{Scope: origin + "/"}
	for _, state := range states {
		r.Versions = append(r.Versions, observation.WorkerVersion{ScriptURL: origin + "/sw.js", State: state})
	}
	return []observation.Registration{r}
}

// visited is a page from the cache pages-v1 with its script.
func visited(exchange int, text string) observation.Visit {
	url := origin + paths[exchange]
	return observation.Visit{
		ID: 2, Kind: observation.Navigate, URL: url, Final: url, Network: observation.Offline,
		Status: 200, MIMEType: "text/html", ServedBy: observation.ByCacheStorage, Cache: "pages-v1", Exchange: exchange,
		Title: "Talk · Tunnel Days", Text: text, VisibleMedia: 1, Loaded: true, Settled: true, Painted: 420.4,
		Requests: []observation.Request{
			part("document", exchange), part("script", exScript),
		},
	}
}

func part(destination string, exchange int) observation.Request {
	return observation.Request{
		URL: origin + paths[exchange], Method: "GET", Destination: destination, Document: destination == "document",
		Status: 200, ServedBy: observation.ByCacheStorage, Cache: "pages-v1", Exchange: exchange,
	}
}

// online is the same from the server.
func online(exchange int, text string) observation.Visit {
	v := visited(exchange, text)
	v.ID, v.Network, v.ServedBy, v.Cache = 1, observation.Online, observation.ByNetwork, ""
	return v
}

// instead is what a visit to the talk shows that shows another document.
func instead(exchange int, text string) observation.Visit {
	v := visited(exchange, text)
	v.URL, v.Final, v.Title = origin+paths[exTalk], origin+paths[exTalk], "Offline"
	return v
}

// unreached is the browser's error page.
func unreached() observation.Visit {
	return observation.Visit{
		ID: 3, Kind: observation.Navigate, URL: origin + "/talks/1", Network: observation.Offline,
		ServedBy: observation.ByNobody, Error: "net::ERR_INTERNET_DISCONNECTED", Settled: true,
	}
}

// clicked is what an act shows that led to no other page.
func clicked() observation.Visit {
	return observation.Visit{
		ID: 4, Kind: observation.Act, URL: origin + "/talks/1", Final: origin + "/talks/1", Network: observation.Online,
		ServedBy: observation.ByNobody, Title: "Talk · Tunnel Days", Text: "Thank you", Settled: true,
	}
}

func with(v observation.Visit, change func(*observation.Visit)) observation.Visit {
	change(&v)
	return v
}

func caches() []observation.Cache {
	return []observation.Cache{
		{Name: "pages-v1", Origin: origin, Entries: []observation.CacheEntry{
			{URL: origin + "/", Status: 200, Exchange: exHome},
			{URL: origin + "/talks/1?__WB_REVISION__=1f", Status: 200, Exchange: exTalk},
			{URL: origin + "/talk?id=2", Status: 200, Exchange: exTalk},
			{URL: origin + "/z%C3%BCrich", Status: 200},
		}},
		{Name: "precache-https://site.example/", Origin: origin, Entries: []observation.CacheEntry{
			{URL: "https://cdn.example/x.js", Status: 0, Exchange: exScript},
		}},
	}
}

// exchanges are some offline, and one that left the browser.
func exchanges() []observation.Exchange {
	return []observation.Exchange{
		{ID: 7, Method: "GET", URL: origin + "/talks/1", Outcome: observation.Refused, Network: observation.Offline},
		{ID: 8, Method: "GET", URL: origin + "/api/talks?day=1", Outcome: observation.Answered, Status: 200, Network: observation.Online},
	}
}

// met is a request that the gateway did not pass on.
func met(by observation.Network, outcome observation.ExchangeOutcome) []observation.Exchange {
	return []observation.Exchange{{ID: 9, Method: "GET", URL: origin + "/talks/1", Outcome: outcome, Network: by}}
}

// deployed is a session in which build B was deployed after the exchange.
type deployed struct {
	last int
	now  map[string]observation.Content
}

func (d deployed) Log() observation.SessionLog { return sessionLog() }

func (d deployed) Deployed() (gateway.Moment, bool) {
	return gateway.Moment{Build: "B", Last: d.last}, d.last > 0
}

func (d deployed) Now(_ context.Context, url string) observation.Content {
	if now, ok := d.now[url]; ok {
		return now
	}
	return observation.Content{URL: url, Status: 200, SHA256: "sha of something new"}
}
