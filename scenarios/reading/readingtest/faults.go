package readingtest

import "github.com/swcheck/swcheck/observation"

// The exchanges of the faults sessions of [Site], by number, after those of the
// first look: in one session that which lie-fi held back, and in the other those
// that the gateway answered.
const (
	ExHeld   = ExOther + 1
	ExFailed = ExOther + 1 // with status 503
	ExPortal = ExOther + 2
)

// Faults returns what the faults experiment sees of the sound site: the talk,
// which is answered from the cache whatever the network does, and for the other
// talk, which is not stored here, what the network answers.
func Faults() *observation.Faults {
	waiting := observation.FaultSession{SessionLog: Log(), Caches: Caches(), Page: Opened("/talks/1", TalkText, ExTalk, observation.Online), Offline: offline("/talks/1", TalkText, ExTalk)}
	waiting.Page.Painted, waiting.Offline.Painted = 120, 100
	late := Opened("/talks/1", TalkText, ExTalk, observation.LieFi)
	late.Painted = 2200
	hung := Hung("/talks/2")
	waiting.Faults = []observation.Fault{{
		Name: observation.FaultLieFi, Network: observation.LieFi, Visited: &late, Unvisited: &hung,
		After: online("/talks/1", TalkText, ExTalk), AfterUnvisited: online("/talks/2", OtherText, ExOther),
		FirstExchange: ExHeld, LastExchange: ExHeld,
	}}
	waiting.Exchanges = append(waiting.Exchanges, observation.Exchange{
		ID: ExHeld, Method: "GET", URL: Origin + paths[ExTalk], Outcome: observation.Refused, Network: observation.LieFi, Build: "A",
	})

	others := observation.FaultSession{SessionLog: Log(), Caches: Caches(), Page: waiting.Page}
	others.Exchanges = append(others.Exchanges,
		playedAnswer(ExFailed, observation.Status, 503), playedAnswer(ExPortal, observation.CaptivePortal, 200))
	others.Faults = []observation.Fault{
		answered(observation.FaultServerError, observation.Status, 503, "503 Service Unavailable", ExFailed),
		answered(observation.FaultPortal, observation.CaptivePortal, 200, PortalText, ExPortal),
	}
	return &observation.Faults{Sessions: []observation.FaultSession{waiting, others}}
}

func playedAnswer(id int, network observation.Network, status int) observation.Exchange {
	return observation.Exchange{
		ID: id, Method: "GET", URL: Origin + paths[ExOther], Outcome: observation.Played, Status: status,
		Network: network, Build: "A", BodyBytes: 200, BodySHA256: "sha-of-the-fault",
	}
}

// PortalText is what the captive portal shows.
const PortalText = "Welcome to our wireless network. Please accept the terms of use to go online."

// answered returns a fault that answers every request of the network. The
// stored page is shown all the same.
func answered(name observation.FaultName, network observation.Network, status int, text string, exchange int) observation.Fault {
	unvisited := fromNetwork("/talks/2", text, exchange)
	unvisited.Network, unvisited.Status, unvisited.Requests = network, status, nil
	visited := Opened("/talks/1", TalkText, ExTalk, network)
	return observation.Fault{
		Name: name, Network: network, Visited: &visited, Unvisited: &unvisited,
		After: online("/talks/1", TalkText, ExTalk), AfterUnvisited: online("/talks/2", OtherText, ExOther),
		FirstExchange: exchange, LastExchange: exchange,
	}
}

// Hung returns a visit on lie-fi that showed nothing until it was given up.
func Hung(path string) observation.Visit {
	return observation.Visit{
		Kind: observation.Navigate, URL: Origin + path, Network: observation.LieFi, Started: Began,
		ServedBy: observation.ByNobody, Duration: 4000,
		WaitingFor: []string{"an answer for " + Origin + path, "the answer to the navigation"},
	}
}

func online(path, text string, exchange int) *observation.Visit {
	v := Opened(path, text, exchange, observation.Online)
	return &v
}
