package readingtest

import (
	"time"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
)

// The highest exchange of build A in the session with the deploy.
const LastOfA = ExOther

// InB returns the exchange that brought the same URL in build B.
func InB(exchange int) int { return exchange + LastOfA }

// The caches of the two builds, and the versions that fill them.
const (
	CacheA, CacheB     = "v1", "v2"
	VersionA, VersionB = "1", "2"
)

// DeployedSite returns the sound site with what a deploy of its own team led
// to: the first load shows build A and brings the new version, which takes over
// at once, and everything is of build B from the second load on. The picture is
// the same in both builds.
func DeployedSite() *observation.Observations {
	o := Site()
	before := []observation.Visit{LoadOf("/", HomeText, false), LoadOf("/talks/1", TalkText, false)}
	link := LoadOf("/talks/1", TalkText, true)
	o.Deploy = &observation.Deploy{
		SessionLog: deployLog(), Way: observation.DeployOwn, Before: before, Caches: Caches(),
		Rounds: []observation.DeployRound{{
			Build: "B", Last: LastOfA, Time: Began.Add(time.Minute),
			Loads: []observation.DeployLoad{
				{Visit: LoadOf("/", HomeText, false), Update: observation.BrowsersOwnCheck, Active: VersionB},
				{Visit: LoadOf("/", HomeText, true), Active: VersionB, Stopped: true},
			},
			Open: &observation.OpenTab{URL: Origin + "/", Link: &link},
			Reopened: []observation.DeployLoad{
				{Visit: LoadOf("/talks/1", TalkText, true), Active: VersionB, Stopped: true},
				{Visit: LoadOf("/", HomeText, true), Active: VersionB},
			},
			Caches:  cachesOfB(),
			Now:     nowInB(),
			Missing: &observation.Probe{Purpose: observation.ProbeMissingAsset, URL: Origin + "/x-0123abcd.js", Status: 404},
		}},
	}
	return o
}

// LoadOf returns an online load of a page in one of the builds, all of it from
// that build's cache.
func LoadOf(path, text string, inB bool) observation.Visit {
	exchange := map[string]int{"/": ExHome, "/talks/1": ExTalk}[path]
	v := Opened(path, text, exchange, observation.Online)
	v.Navigations = []string{v.URL}
	if !inB {
		return v
	}
	v.Cache, v.Exchange = CacheB, InB(exchange)
	for i := range v.Requests {
		v.Requests[i].Cache, v.Requests[i].Exchange = CacheB, InB(v.Requests[i].Exchange)
	}
	return v
}

// BytesInB is the hash of a path's body in build B.
func BytesInB(path string) string {
	if path == paths[ExImage] {
		return "sha-of-" + path
	}
	return "sha-in-b-of-" + path
}

func deployLog() observation.SessionLog {
	log := Log()
	for _, e := range Exchanges() {
		path := paths[e.ID]
		e.ID, e.Build, e.BodySHA256 = InB(e.ID), "B", BytesInB(path)
		e.Started = e.Started.Add(time.Minute)
		log.Exchanges = append(log.Exchanges, e)
	}
	versions := &log.Registrations[0].Versions
	(*versions)[0].State = observation.Redundant
	*versions = append(*versions, observation.WorkerVersion{
		ID: VersionB, ScriptURL: Origin + "/sw.js", State: observation.Activated, Running: true,
		History: []observation.StateChange{
			{State: observation.Installing, At: 60100}, {State: observation.Installed, At: 60200},
			{State: observation.Activating, At: 60201}, {State: observation.Activated, At: 60202},
		},
	})
	return log
}

func cachesOfB() []observation.Cache {
	caches := Caches()
	caches[0].Name = CacheB
	for i := range caches[0].Entries {
		caches[0].Entries[i].Exchange = InB(caches[0].Entries[i].Exchange)
	}
	return caches
}

func nowInB() []observation.Content {
	var now []observation.Content
	for _, path := range paths {
		now = append(now, observation.Content{URL: Origin + path, Status: 200, SHA256: BytesInB(path), Bytes: 2000})
	}
	return now
}

// StaysOld makes every load after the deploy show build A, from its cache.
func StaysOld(o *observation.Observations) {
	r := &o.Deploy.Rounds[0]
	link := LoadOf("/talks/1", TalkText, false)
	r.Open.Link = &link
	for _, loads := range [][]observation.DeployLoad{r.Loads, r.Reopened} {
		for i := range loads {
			path, text := "/", HomeText
			if loads[i].Visit.URL != Origin+"/" {
				path, text = "/talks/1", TalkText
			}
			loads[i].Visit = LoadOf(path, text, false)
		}
	}
}

// KeepsVersionA makes the former version stay active after the deploy.
func KeepsVersionA(o *observation.Observations) {
	r := &o.Deploy.Rounds[0]
	for _, loads := range [][]observation.DeployLoad{r.Loads, r.Reopened} {
		for i := range loads {
			loads[i].Active = VersionA
		}
	}
	o.Deploy.Registrations[0].Versions = Log().Registrations[0].Versions
}

// Played makes the deploy one that the gateway played, with a limit about the
// URL, or about all of the site for "".
func Played(url string) func(*observation.Observations) {
	return func(o *observation.Observations) {
		o.Deploy.Way = observation.DeployPlayed
		o.Deploy.Limits = []observation.DeployLimit{{Recogniser: "hashed names", URL: url, Reason: "its name could not be changed"}}
	}
}

// NoDeploy is the case that every rule on deploys must call inconclusive.
func NoDeploy() Case {
	return Case{Name: "no deploy", Want: finding.Inconclusive, Says: "was not made", Change: func(o *observation.Observations) { o.Deploy = nil }}
}

// Loops is the case that every rule on deploys but one must leave to
// registration/reload-loop.
func Loops() Case {
	return Case{Name: "a page that reloads for ever", Want: finding.NotApplicable, Says: "registration/reload-loop", Change: Loop}
}

// Loop makes the tab that stayed open load itself again and again.
func Loop(o *observation.Observations) {
	o.Deploy.Rounds[0].Open.Navigations = []string{Origin + "/", Origin + "/", Origin + "/"}
}
