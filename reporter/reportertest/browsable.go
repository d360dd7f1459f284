package reportertest

import (
	"slices"

	"github.com/swcheck/swcheck/finding"
)

// webp is a WebP picture of one pixel.
var webp = []byte("RIFF$\x00\x00\x00WEBPVP8 \x18\x00\x00\x00\x30\x01\x00\x9d\x01\x2a\x01\x00\x01\x00\x02\x00\x34\x25\xa4\x00\x03\x70\x00\xfe\xfb\x94\x00\x00")

// Browsable is the usual site with all that a report has which can be looked
// around in: pictures, what pages are on lie-fi and after a deploy, what a user
// has left behind, trails and the life of the worker.
func Browsable() finding.Report {
	r := Findings()
	look := &finding.Picture{Type: "image/webp", Width: 480, Height: 360, Data: webp}
	home, schedule, about := &r.Pages[0], &r.Pages[1], &r.Pages[4]
	for _, p := range []*finding.Page{home, about} {
		p.Online.Picture, p.Offline.Picture = look, look
	}
	home.LieFi, schedule.LieFi = lieFi(stored("Offline Conf"), 1240), lieFi(refused(), 0)
	home.Deployed, schedule.Deployed = deployed(stored("Offline Conf"), finding.AgeStale), deployed(stored("Schedule"), finding.AgeFresh)
	about.Deployed = deployed(stored("About"), "")
	home.Deployed.Picture = look
	home.LieFi.NoPicture, about.Deployed.NoPicture = finding.PictureLimit, finding.PictureFailed
	for _, i := range []int{1, 2, 3} {
		r.Pages[i].Online.NoPicture = finding.PictureLimit
	}
	failed := &r.Results[slices.IndexFunc(r.Results, func(res finding.Result) bool { return res.Rule == "offline/visited-page" })]
	failed.Before = "self.addEventListener('fetch', event => {\n  event.respondWith(fetch(event.request));\n});\n"
	failed.After = "self.addEventListener('fetch', event => {\n  event.respondWith(caches.match(event.request) ?? fetch(event.request));\n});\n"
	r.UserCaches = []finding.Cache{{Name: "pages-v1", Entries: []finding.CacheEntry{
		{URL: origin + "/account", Method: "GET", Status: 200, Type: "basic", Bytes: 4000, Exchange: 31, Build: "A", User: "member"},
	}}}
	for i := range r.Caches[0].Entries {
		r.Caches[0].Entries[i].Build = "A"
	}
	r.ResourceTrails, r.MoreResourceTrails = Explained().Trails[:1], 3
	r.ResourceTrails[0].More = 2
	r.Timelines = []finding.Timeline{life()}
	return r
}

func lieFi(r *finding.PageResult, painted float64) *finding.PageResult {
	r.FirstContentMs = painted
	return r
}

func deployed(r *finding.PageResult, age finding.Age) *finding.PageResult {
	r.ServedBy, r.Cache, r.Age = "network", "", age
	return r
}

// life is a first visit with a deploy after it.
func life() finding.Timeline {
	worker := origin + "/sw.js"
	request := func(at float64, by finding.StepBy, path string, exchange int) finding.Event {
		return finding.Event{
			AtMs: at, DurationMs: 12, Kind: finding.EventRequest, URL: origin + path, By: by, Script: path == "/sw.js",
			Status: 200, Exchange: exchange, Network: "online", Build: "A",
		}
	}
	state := func(at float64, version int, state string) finding.Event {
		return finding.Event{AtMs: at, Kind: finding.EventState, URL: worker, Version: version, State: state}
	}
	return finding.Timeline{Session: "deploy", More: 4, Events: []finding.Event{
		{AtMs: 20, DurationMs: 700, Kind: finding.EventVisit, URL: origin + "/", Status: 200, Network: "online"},
		request(22, finding.ByPage, "/", 1), request(60, finding.ByPage, "/static/talks.css", 2),
		request(120, finding.ByBrowser, "/sw.js", 3), state(150, 1, "new"), state(160, 1, "installing"),
		request(170, finding.ByWorker, "/offline", 4), state(300, 1, "installed"), state(301, 1, "activating"), state(310, 1, "activated"),
		{AtMs: 900, Kind: finding.EventNetwork, Network: "offline"},
		{AtMs: 905, DurationMs: 90, Kind: finding.EventVisit, URL: origin + "/about", Error: "net::ERR_FAILED", Network: "offline"},
		{AtMs: 1200, Kind: finding.EventNetwork, Network: "online"},
		{AtMs: 1300, Kind: finding.EventDeploy, Build: "B"},
		{AtMs: 1301, Kind: finding.EventStop},
		{AtMs: 1310, DurationMs: 400, Kind: finding.EventVisit, URL: origin + "/", Version: 1, Status: 200, Network: "online"},
		{AtMs: 1500, Kind: finding.EventRequest, URL: worker, By: finding.ByBrowser, Script: true, Error: "broken off", Network: "online", Build: "B"},
		state(1600, 2, "redundant"),
	}}
}
