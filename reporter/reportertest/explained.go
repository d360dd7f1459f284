package reportertest

import "github.com/swcheck/swcheck/finding"

// Explained is the sound site with the trails of two URLs: one that was asked
// for by everybody who can ask, and one that nobody asked for.
func Explained() finding.Report {
	r := Sound()
	at := func(ms float64) *float64 { return &ms }
	talk := origin + "/talks/app-shell"
	wire := func(state string) []finding.Moment {
		return []finding.Moment{{Kind: finding.MomentNetwork, Network: state}}
	}
	comings := []finding.Moment{
		{Kind: finding.MomentLogin, User: "member"}, {Kind: finding.MomentLogout, User: "member"},
		{Kind: finding.MomentLogin, User: "other"}, {Kind: finding.MomentExpiry, User: "other"}, wire("captive-portal")[0],
	}
	first := &finding.Fetched{Exchange: 7, AtMs: 410, Build: "A", User: "member"}
	r.Trails = []finding.Trail{
		{URL: talk, Steps: []finding.Step{
			{Session: "offline", AtMs: at(410), By: finding.ByWorker, Network: "online", ServedBy: "network", Status: 200, From: first},
			{Session: "offline", AtMs: at(1250.4), By: finding.ByPage, Visit: "navigate", Page: talk, Network: "offline", ServedBy: "cache-storage", Cache: "pages-v1", Status: 200, From: first, Before: wire("offline")},
			{Session: "offline", AtMs: at(1900), By: finding.ByPage, Visit: "reload", Page: origin + "/schedule/", Network: "lie-fi", ServedBy: "nobody", Error: "net::ERR_TIMED_OUT", Before: wire("lie-fi")},
			{Session: "offline", AtMs: at(2000), By: finding.ByPage, Visit: "navigate", Page: origin + "/", Network: "online", ServedBy: "cache-storage", Cache: "pages-v1", Memory: true, Status: 200, From: first, Before: wire("online")},
			{Session: "offline", By: finding.ByPage, ServedBy: "worker", Status: 504},
			{Session: "deploy content", AtMs: at(61_020), By: finding.ByBrowser, Network: "online", ServedBy: "network", Status: 304, From: &finding.Fetched{Exchange: 30, AtMs: 61_020, Build: "B"}, Before: []finding.Moment{{Kind: finding.MomentDeploy, Build: "B"}}},
			{Session: "users", AtMs: at(900), By: finding.ByPage, Visit: "navigate", Page: talk, Network: "online", ServedBy: "network", Status: 303, From: &finding.Fetched{Exchange: 4, AtMs: 900, Build: "A"}, RedirectedTo: origin + "/login", Nobody: true},
			{Session: "users", AtMs: at(5200), By: finding.ByPage, Visit: "navigate", Page: talk, Network: "captive-portal", ServedBy: "cache-storage", Cache: "pages-v1", Status: 200, From: first, RedirectedTo: origin + "/login", Nobody: true, Before: comings},
		}},
		{URL: origin + "/talks/app-shel", Near: []string{talk}},
	}
	return r
}
