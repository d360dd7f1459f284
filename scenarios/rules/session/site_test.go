package session

import (
	"slices"

	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

// The users of the site, and what it shows to whom.
const (
	ada  = "ada"
	otto = "otto"

	homeOfNobody  = "Conference home, three days of talks. Log in"
	homeOfAda     = "Conference home, three days of talks. Welcome Ada Member, log out"
	homeOfOtto    = "Conference home, three days of talks. Welcome Otto Other, log out"
	loginText     = "Members, please identify yourselves. Name, password"
	accountOfAda  = "Your seat stands in the first row next to the lamp, Ada Member"
	accountOfOtto = "Your bed is far from all snoring organisers, Otto Other"
)

// The exchanges of both sessions of [users], by number.
const (
	exHome = iota + 1
	exRefused
	exLogin
	exEnter
	exAdaAccount
	exAdaHome
	exAdaData
	exHomeAgain
	exNoData
	exOttoAccount
	exOttoHome
	exOttoData
	exStyle // asked for by ada, and the same for all
	exFallback
)

func exchanges() []observation.Exchange {
	all := []observation.Exchange{
		exHome:        {URL: "/", Status: 200},
		exRefused:     {URL: "/account", Status: 302},
		exLogin:       {URL: "/login", Status: 200},
		exEnter:       {URL: "/login", Status: 303, Method: "POST", User: ada},
		exAdaAccount:  {URL: "/account", Status: 200, User: ada},
		exAdaHome:     {URL: "/", Status: 200, User: ada},
		exAdaData:     {URL: "/api/me", Status: 200, User: ada},
		exHomeAgain:   {URL: "/", Status: 200},
		exNoData:      {URL: "/api/me", Status: 401},
		exOttoAccount: {URL: "/account", Status: 200, User: otto},
		exOttoHome:    {URL: "/", Status: 200, User: otto},
		exOttoData:    {URL: "/api/me", Status: 200, User: otto},
		exStyle:       {URL: "/app.css", Status: 200, User: ada},
		exFallback:    {URL: "/offline.html", Status: 200},
	}[1:]
	for i := range all {
		e := &all[i]
		e.ID, e.URL, e.Outcome = i+1, readingtest.Origin+e.URL, observation.Answered
		if e.Method == "" {
			e.Method = "GET"
		}
	}
	return all
}

func prints() []observation.Print {
	return []observation.Print{
		{Exchange: exHome, Hash: "home"}, {Exchange: exHomeAgain, Hash: "home"}, {Exchange: exLogin, Hash: "login"},
		{Exchange: exAdaAccount, Hash: "account of ada"}, {Exchange: exAdaHome, Hash: "home of ada"}, {Exchange: exAdaData, Hash: "data of ada"},
		{Exchange: exOttoAccount, Hash: "account of otto"}, {Exchange: exOttoHome, Hash: "home of otto"}, {Exchange: exOttoData, Hash: "data of otto"},
		{Exchange: exStyle, Hash: "style"},
	}
}

// online is a visit that the network answered through the worker.
func online(path, text string, exchange int) observation.Visit {
	v := readingtest.Opened(path, text, exchange, observation.Online)
	v.ServedBy, v.Cache = observation.ByNetwork, ""
	v.Requests = v.Requests[:1]
	v.Requests[0].ServedBy, v.Requests[0].Cache = observation.ByNetwork, ""
	return v
}

// refused is a visit that ended at the login page.
func refused(path string) observation.Visit {
	v := online(path, loginText, exLogin)
	v.Final = readingtest.Origin + "/login"
	return v
}

// stored is a visit that the cache answered.
func stored(path, text string, exchange int, network observation.Network) observation.Visit {
	v := readingtest.Opened(path, text, exchange, network)
	v.Requests = v.Requests[:1]
	return v
}

func phase(name observation.PhaseName, user string, visits ...observation.Visit) observation.UserPhase {
	p := observation.UserPhase{Name: name, User: user, Network: observation.Online, Truth: visits, Visits: slices.Concat(visits, visits)}
	p.Caches = []observation.Cache{{Name: "v1", Entries: []observation.CacheEntry{readingtest.Entry("/", "text/html", exHomeAgain), readingtest.Entry("/app.css", "text/css", exStyle)}}}
	return p
}

func offlinePhase(name observation.PhaseName, user string) observation.UserPhase {
	return observation.UserPhase{Name: name, User: user, Network: observation.Offline, Visits: []observation.Visit{
		stored("/", homeOfNobody, exHomeAgain, observation.Offline),
		stored("/account", readingtest.OfflineText, exFallback, observation.Offline),
	}}
}

// users is what is seen of a sound site: it asks the network first, stores
// nothing that is a user's, and gives what it has stored to everybody.
func users() *observation.Users {
	nobody := []observation.Visit{online("/", homeOfNobody, exHome), refused("/account")}
	adas := []observation.Visit{online("/", homeOfAda, exAdaHome), online("/account", accountOfAda, exAdaAccount)}
	ottos := []observation.Visit{online("/", homeOfOtto, exOttoHome), online("/account", accountOfOtto, exOttoAccount)}
	log := observation.SessionLog{Exchanges: exchanges()}
	return &observation.Users{
		First: ada, Second: otto, LogoutSteps: true, Private: []string{readingtest.Origin + "/account"},
		UserSession: observation.UserSession{SessionLog: log, Prints: prints(), Phases: []observation.UserPhase{
			phase(observation.PhaseAnonymous, "", nobody...),
			phase(observation.PhaseFirst, ada, adas...),
			offlinePhase(observation.PhaseOutOffline, ""),
			phase(observation.PhaseLoggedOut, "", nobody...),
			phase(observation.PhaseSecond, otto, ottos...),
			offlinePhase(observation.PhaseSecondOffline, otto),
		}},
		Expiry: &observation.UserSession{SessionLog: observation.SessionLog{Exchanges: exchanges()}, Prints: prints(), Phases: []observation.UserPhase{
			phase(observation.PhaseAnonymous, "", nobody...),
			phase(observation.PhaseFirst, ada, adas...),
			phase(observation.PhaseExpired, "", nobody...),
			phase(observation.PhaseSecond, otto, ottos...),
		}},
		Nobody: []observation.NobodyAnswer{
			{URL: readingtest.Origin + "/account", Status: 302}, {URL: readingtest.Origin + "/account", Status: 302},
			{URL: readingtest.Origin + "/", Status: 200, Print: "home"}, {URL: readingtest.Origin + "/", Status: 200, Print: "home"},
			{URL: readingtest.Origin + "/app.css", Status: 200, Print: "style"}, {URL: readingtest.Origin + "/app.css", Status: 200, Print: "style"},
		},
	}
}

// in returns the phase to change it.
func in(s *observation.UserSession, name observation.PhaseName) *observation.UserPhase {
	for i := range s.Phases {
		if s.Phases[i].Name == name {
			return &s.Phases[i]
		}
	}
	panic("there is no phase " + name)
}

// show lets every visit of the URL in the phase be this one.
func show(s *observation.UserSession, name observation.PhaseName, v observation.Visit) {
	p := in(s, name)
	for i := range p.Visits {
		if p.Visits[i].URL == v.URL {
			p.Visits[i] = v
		}
	}
}

// with returns a change of the site with users.
func with(change func(*observation.Users)) func(*observation.Observations) {
	return func(o *observation.Observations) {
		o.Users = users()
		change(o.Users)
	}
}

func at(path string) []string { return []string{readingtest.Origin + path} }
