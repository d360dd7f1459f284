package offline

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

const talk = Origin + "/talks/1"

// offlineTalk replaces what the second page shows offline.
func offlineTalk(v observation.Visit) func(*observation.Observations) {
	return func(o *observation.Observations) { o.Offline.Pages[1].Offline = &v }
}

func refused(address, reason string) observation.ConsoleMessage {
	return observation.ConsoleMessage{Level: "error", Worker: true,
		Text: `The FetchEvent for "` + address + `" resulted in a network error response: ` + reason}
}

const (
	notAResponse  = "an object that was not a Response was passed to respondWith()."
	wasRejected   = "the promise was rejected."
	wasRedirected = `a redirected response was used for a request whose redirect mode is not "follow".`
)

// homeForAll lets the home page stand in for whatever is not stored, the second
// page among it.
func homeForAll(o *observation.Observations) {
	offlineTalk(Opened("/talks/1", HomeText, ExHome, observation.Offline))(o)
	unknown := Opened("/nowhere", HomeText, ExHome, observation.Offline)
	o.Offline.Unknown, o.Offline.Caches = &unknown, nil
}

func TestVisitedPage(t *testing.T) {
	blank := Opened("/talks/1", "", 0, observation.Offline)
	blank.ServedBy = observation.ByWorker
	home := Opened("/talks/1", HomeText, ExHome, observation.Offline)
	generated := Opened("/talks/1", TalkText, 0, observation.Offline)
	generated.ServedBy = observation.ByWorker
	picture := Opened("/talks/1", "", ExImage, observation.Offline)
	picture.MIMEType, picture.VisibleMedia = "image/png", 1
	noScript := Opened("/talks/1", "", ExTalk, observation.Offline)
	noScript.Requests[1] = FailedRequest(Origin+"/app.js", "script")

	Check(t, visitedPage, finding.Pass, []Case{
		NoWorker(),
		{
			Name: "the browser's error page", Want: finding.Fail, Says: "ERR_INTERNET_DISCONNECTED", Evidence: []string{talk},
			Change: func(o *observation.Observations) {
				offlineTalk(*Unopened("/talks/1"))(o)
				o.Offline.Caches = nil
			},
		},
		{
			Name: "stored, and not answered with", Want: finding.Fail, Says: "stored in the cache v1, and the worker does not answer", Evidence: []string{talk},
			Change: offlineTalk(*Unopened("/talks/1")),
		},
		{
			Name: "stored under another name", Want: finding.Fail, Says: "stored in the cache v1 as /talks/1/index.html", Evidence: []string{talk, talk + "/index.html"},
			Change: func(o *observation.Observations) {
				offlineTalk(*Unopened("/talks/1"))(o)
				o.Offline.Caches[0].Entries = []observation.CacheEntry{Entry("/talks/1/index.html", "text/html", 0)}
			},
		},
		{
			Name: "stored under another query", Want: finding.Fail, Says: "/talks/1?v=2", Evidence: []string{talk, talk + "?v=2"},
			Change: func(o *observation.Observations) {
				offlineTalk(*Unopened("/talks/1"))(o)
				o.Offline.Caches[0].Entries = []observation.CacheEntry{Entry("/talks/1?v=2", "text/html", 0)}
			},
		},
		{
			Name: "it redirects online", Want: finding.Fail, Says: "online it leads to /en/talks/1", Evidence: []string{talk},
			Change: func(o *observation.Observations) {
				offlineTalk(*Unopened("/talks/1"))(o)
				o.Offline.Pages[1].Online.Final = Origin + "/en/talks/1"
			},
		},
		{Name: "blank", Want: finding.Fail, Says: "blank page, made by the worker", Evidence: []string{talk}, Change: func(o *observation.Observations) {
			offlineTalk(blank)(o)
			o.Offline.Caches = nil
		}},
		{Name: "another page", Want: finding.Fail, Says: "Conference home", Evidence: []string{talk}, Change: func(o *observation.Observations) {
			offlineTalk(home)(o)
			o.Offline.Caches = nil
		}},
		{Name: "the fallback is all right", Want: finding.Pass, Change: offlineTalk(*Fallback("/talks/1"))},
		{
			Name: "an ordinary page stands in for one that leads to the login", Want: finding.Pass,
			Change: func(o *observation.Observations) {
				homeForAll(o)
				o.Offline.Pages[1].Online.Final = Origin + "/login?next=/talks/1"
			},
		},
		{
			Name: "an ordinary page that the worker made stands in for one that leads to the login", Want: finding.Pass,
			Change: func(o *observation.Observations) {
				homeForAll(o)
				o.Offline.Pages[1].Online.Final = Origin + "/login"
				o.Offline.Unknown.Exchange, o.Offline.Pages[1].Offline.Exchange = 0, 0
			},
		},
		{
			Name: "an ordinary page stands in for a private one", Want: finding.Pass,
			Change: func(o *observation.Observations) {
				homeForAll(o)
				o.Users = &observation.Users{Private: []string{talk}}
			},
		},
		{Name: "an ordinary page stands in for one that anybody may store", Want: finding.Fail, Says: "Conference home", Evidence: []string{talk}, Change: homeForAll},
		{
			Name: "another page than the one that stands in for others", Want: finding.Fail, Says: "Conference home", Evidence: []string{talk},
			Change: func(o *observation.Observations) {
				offlineTalk(home)(o)
				o.Offline.Caches = nil
				o.Offline.Pages[1].Online.Final = Origin + "/login"
			},
		},
		{Name: "a page that the worker makes", Want: finding.Pass, Change: offlineTalk(generated)},
		{
			Name: "a single-page application shows every page with one document", Want: finding.Pass,
			Change: func(o *observation.Observations) {
				o.Offline.Pages[1].Online.Exchange = ExHome
				offlineTalk(Opened("/talks/1", TalkText, ExHome, observation.Offline))(o)
				unknown := Opened("/nowhere", "No such page", ExHome, observation.Offline)
				o.Offline.Unknown = &unknown
			},
		},
		{Name: "a picture: another rule's", Want: finding.Pass, Change: offlineTalk(picture)},
		{Name: "blank for want of its script: another rule's", Want: finding.Pass, Change: offlineTalk(noScript)},
		{
			Name: "not a response: another rule's", Want: finding.Pass,
			Change: func(o *observation.Observations) {
				offlineTalk(*Unopened("/talks/1"))(o)
				o.Offline.WorkerConsole = []observation.ConsoleMessage{refused(talk, notAResponse)}
			},
		},
		{
			Name: "a rejection is the usual network error", Want: finding.Fail, Evidence: []string{talk},
			Change: func(o *observation.Observations) {
				offlineTalk(*Unopened("/talks/1"))(o)
				o.Offline.WorkerConsole = []observation.ConsoleMessage{refused(talk, wasRejected)}
			},
		},
		{
			Name: "outside the scope", Want: finding.Pass,
			Change: func(o *observation.Observations) {
				o.Offline.Pages[1].URL = "https://other.example/"
				offlineTalk(*Unopened("/talks/1"))(o)
			},
		},
		{Name: "a page that never settles", Want: finding.Inconclusive, Says: "still waiting", Change: offlineTalk(*Unsettled("/talks/1"))},
		{
			Name: "not made", Want: finding.Inconclusive, Says: "out of time",
			Change: func(o *observation.Observations) {
				o.Offline = nil
				o.Incomplete = []observation.Incomplete{{Experiment: "offline", Reason: "out of time"}}
			},
		},
	})
}

func TestVisitedPageNamesEachPage(t *testing.T) {
	o := Site()
	offlineTalk(*Unopened("/talks/1"))(o)
	v := visitedPage(o)
	if len(v.Pages) != 2 || v.Pages[0].Outcome != finding.Pass || v.Pages[1].Outcome != finding.Fail {
		t.Errorf("the pages are %+v", v.Pages)
	}
}
