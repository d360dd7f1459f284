package offline

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

func TestBadResponse(t *testing.T) {
	says := func(messages ...observation.ConsoleMessage) func(*observation.Observations) {
		return func(o *observation.Observations) { o.Offline.WorkerConsole = messages }
	}
	// brokenOnline lets the script fail in the return visit.
	brokenOnline := func(o *observation.Observations) {
		second := o.ReturnVisit.Second
		second.Requests[1] = FailedRequest(Origin+"/app.js", "script")
		second.Requests[1].Error = "net::ERR_FAILED"
		second.Console = []observation.ConsoleMessage{refused(Origin+"/app.js", wasRejected)}
	}
	Check(t, badResponse, finding.Pass, []Case{
		NoWorker(),
		{Name: "not a response", Want: finding.Fail, Says: "/nowhere", Evidence: []string{Origin + "/nowhere"}, Change: says(refused(Origin+"/nowhere", notAResponse))},
		{
			Name: "a body that was read before", Want: finding.Fail, Says: "bodyUsed", Evidence: []string{talk},
			Change: says(refused(talk, `a Response whose "bodyUsed" is "true" cannot be used to respond to a request.`)),
		},
		{
			Name: "only the exception is left", Want: finding.Fail, Evidence: []string{Origin + "/sw.js"},
			Change: says(observation.ConsoleMessage{Level: "rejection", Worker: true, URL: Origin + "/sw.js", Text: "Uncaught (in promise) TypeError: Failed to convert value to 'Response'."}),
		},
		{Name: "a rejection online, although the server answers", Want: finding.Fail, Says: "the server answers", Evidence: []string{Origin + "/app.js"}, Change: brokenOnline},
		{
			Name: "a rejection online, because the server broke off", Want: finding.Pass,
			Change: func(o *observation.Observations) {
				brokenOnline(o)
				o.ReturnVisit.Exchanges = append(o.ReturnVisit.Exchanges, observation.Exchange{ID: 9, URL: Origin + "/app.js", Outcome: observation.Broken, Network: observation.Online})
			},
		},
		{Name: "a rejection offline", Want: finding.Pass, Change: says(refused(talk, wasRejected))},
		{Name: "an error response on purpose", Want: finding.Pass, Change: says(refused(talk, "the promise was resolved with an error response object."))},
		{Name: "a redirected response: another rule's", Want: finding.Pass, Change: says(refused(talk, wasRedirected))},
		{Name: "the visits offline were not made", Want: finding.Inconclusive, Change: func(o *observation.Observations) { o.Offline = nil }},
	})
}

func TestBadResponseMattersWhereItIsSeen(t *testing.T) {
	part := Origin + "/nowhere.png"
	for _, c := range []struct {
		name   string
		url    string
		change func(*observation.Observations)
		want   finding.Severity
	}{
		{"a part of a page that is not stored, offline", part, func(*observation.Observations) {}, finding.Warning},
		{"a page", Origin + "/nowhere", func(o *observation.Observations) { o.Offline.Unknown = Unopened("/nowhere") }, ""},
		{"a part of a page, online", part, func(o *observation.Observations) {
			second := o.ReturnVisit.Second
			second.Requests = append(second.Requests, FailedRequest(part, "image"))
		}, ""},
	} {
		o := Site()
		c.change(o)
		o.Offline.WorkerConsole = []observation.ConsoleMessage{refused(c.url, notAResponse)}
		if v := badResponse(o); v.Outcome != finding.Fail || v.Severity != c.want {
			t.Errorf("%s: %s, severity %q", c.name, v.Outcome, v.Severity)
		}
	}
}

func TestBadResponseToAPageOnline(t *testing.T) {
	o := Site()
	second := Unopened("/")
	second.Network, second.Error = observation.Online, "net::ERR_FAILED"
	second.Requests[0].Error = "" // a document that failed is told by its visit
	o.ReturnVisit.Second = second
	o.ReturnVisit.WorkerConsole = []observation.ConsoleMessage{refused(Origin+"/", wasRejected)}
	if v := badResponse(o); v.Outcome != finding.Fail || len(v.Evidence) != 1 || v.Evidence[0].URL != Origin+"/" {
		t.Errorf("it says %s with %+v", v.Outcome, v.Evidence)
	}
}
