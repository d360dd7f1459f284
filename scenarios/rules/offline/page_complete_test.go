package offline

import (
	"slices"
	"strings"
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

// online adds requests to what the second page asked for online.
func online(o *observation.Observations, requests ...observation.Request) {
	v := &o.Offline.Pages[1].Online
	v.Requests = append(slices.Clone(v.Requests), requests...)
}

// came returns a request that was answered by the network.
func came(path, destination string) observation.Request {
	return observation.Request{URL: path, Method: "GET", Destination: destination, Status: 200, ServedBy: observation.ByNetwork}
}

func exception(text string) []observation.ConsoleMessage {
	return []observation.ConsoleMessage{{Level: "exception", Text: text}}
}

func TestPageComplete(t *testing.T) {
	const frame = "Talk: rendering in the worker"
	script, style, image, data := Origin+"/app.js", Origin+"/app.css", Origin+"/logo.png", Origin+"/api/talk"
	// lacking shows the talk offline with requests that fail.
	lacking := func(text string, failed ...observation.Request) func(*observation.Observations) {
		return func(o *observation.Observations) {
			v := Opened("/talks/1", text, ExTalk, observation.Offline)
			for _, f := range failed {
				v.Requests = slices.DeleteFunc(v.Requests, func(r observation.Request) bool { return r.URL == f.URL })
				v.Requests = append(v.Requests, f)
			}
			offlineTalk(v)(o)
		}
	}
	htmlForScript := Asset("script", ExScript)
	htmlForScript.MIMEType = "text/html"

	Check(t, pageComplete, finding.Pass, []Case{
		NoWorker(),
		{Name: "the script", Want: finding.Fail, Says: "/app.js", Evidence: []string{script}, Change: lacking(TalkText, FailedRequest(script, "script"))},
		{Name: "the style sheet", Want: finding.Fail, Says: "/app.css", Evidence: []string{style}, Change: lacking(TalkText, FailedRequest(style, "style"))},
		{Name: "a picture", Want: finding.Fail, Says: "/logo.png", Evidence: []string{image}, Change: lacking(TalkText, FailedRequest(image, "image"))},
		{Name: "a page for the script", Want: finding.Fail, Says: "/app.js", Evidence: []string{script}, Change: lacking(TalkText, htmlForScript)},
		{Name: "blank for want of the script", Want: finding.Fail, Says: "blank", Evidence: []string{script}, Change: lacking("", FailedRequest(script, "script"))},
		{
			Name: "data, and its text", Want: finding.Fail, Says: "online text", Evidence: []string{talk, data},
			Change: func(o *observation.Observations) {
				online(o, came(data, "fetch"))
				lacking(frame, FailedRequest(data, "fetch"))(o)
			},
		},
		{
			Name: "data, and the page says so", Want: finding.Pass,
			Change: func(o *observation.Observations) {
				online(o, came(data, "fetch"))
				lacking(frame+" You are offline, this talk is not stored.", FailedRequest(data, "fetch"))(o)
			},
		},
		{
			Name: "data, and the page waits for ever", Want: finding.Fail, Says: "online text", Evidence: []string{talk, data},
			Change: func(o *observation.Observations) {
				online(o, came(data, "fetch"))
				lacking(frame+" Loading…", FailedRequest(data, "fetch"))(o)
			},
		},
		{
			Name: "data that changes nothing on the page", Want: finding.Pass,
			Change: func(o *observation.Observations) {
				online(o, came(data, "fetch"))
				lacking(TalkText, FailedRequest(data, "fetch"))(o)
			},
		},
		{
			Name: "a new exception", Want: finding.Fail, Says: "reading 'title'", Evidence: []string{talk},
			Change: func(o *observation.Observations) {
				lacking(TalkText)(o)
				o.Offline.Pages[1].Offline.Console = exception("TypeError: Cannot read properties of undefined (reading 'title')\n at app.js:3")
			},
		},
		{
			Name: "an exception that is thrown online too", Want: finding.Pass,
			Change: func(o *observation.Observations) {
				lacking(TalkText)(o)
				o.Offline.Pages[1].Online.Console = exception("Error: widget 17 is missing")
				o.Offline.Pages[1].Offline.Console = exception("Error: widget 18 is missing")
			},
		},
		{
			Name: "a beacon that is rejected", Want: finding.Pass,
			Change: func(o *observation.Observations) {
				beacon := FailedRequest(Origin+"/collect", "fetch")
				beacon.Method = "POST"
				lacking(TalkText, beacon)(o)
				o.Offline.Pages[1].Offline.Console = []observation.ConsoleMessage{{Level: "rejection", Text: "TypeError: Failed to fetch"}}
			},
		},
		{Name: "a picture that did not come online either", Want: finding.Pass, Change: lacking(TalkText, FailedRequest(Origin+"/lazy.png", "image"))},
		{
			Name: "a script that fails online too", Want: finding.Pass,
			Change: func(o *observation.Observations) {
				online(o, FailedRequest(Origin+"/gone.js?1", "script"))
				lacking(TalkText, FailedRequest(Origin+"/gone.js?2", "script"))(o)
			},
		},
		{Name: "analytics of another origin", Want: finding.Pass, Change: lacking(TalkText, FailedRequest(Foreign+"/analytics.js", "script"))},
		{Name: "what the host injects", Want: finding.Pass, Change: lacking(TalkText, FailedRequest(Origin+"/cdn-cgi/scripts/email-decode.min.js", "script"))},
		{Name: "a favicon", Want: finding.Pass, Change: lacking(TalkText, FailedRequest(Origin+"/favicon.ico", "other"))},
		{
			Name: "a clock and a list in another order", Want: finding.Pass,
			Change: func(o *observation.Observations) {
				o.Offline.Pages[1].Online.Text = "12:01:07 one two three four five"
				lacking("9:59:30 five four three two one")(o)
			},
		},
		{Name: "text that is new at every load, from the same bytes", Want: finding.Pass, Change: lacking(strings.Repeat("lorem ipsum dolor ", 5))},
		{
			Name: "the foreign script that it is built with: another rule's", Want: finding.Pass,
			Change: func(o *observation.Observations) {
				online(o, came(Foreign+"/jquery.js", "script"))
				lacking(TalkText, FailedRequest(Foreign+"/jquery.js", "script"))(o)
				o.Offline.Pages[1].Offline.Console = exception("ReferenceError: $ is not defined")
			},
		},
		{
			Name: "not stored at install: another rule's", Want: finding.Pass,
			Change: func(o *observation.Observations) {
				after := o.FirstVisit.OfflineAfter
				after.Requests[2] = FailedRequest(style, "style")
				o.FirstVisit.Caches = nil
				lacking(TalkText, FailedRequest(style, "style"))(o)
			},
		},
		{Name: "the fallback: another rule's", Want: finding.Pass, Change: offlineTalk(*Fallback("/talks/1"))},
		{
			Name: "the target's own check", Want: finding.Pass,
			Change: func(o *observation.Observations) {
				lacking("", FailedRequest(script, "script"))(o)
				yes := true
				o.Offline.Pages[1].Offline.Ready = &yes
			},
		},
		{
			Name: "no page opens", Want: finding.NotApplicable,
			Change: func(o *observation.Observations) {
				offlineTalk(*Unopened("/talks/1"))(o)
				o.Offline.Pages[0].Offline = Unopened("/")
			},
		},
		{Name: "a page that never settles", Want: finding.Inconclusive, Change: offlineTalk(*Unsettled("/talks/1"))},
	})
}

func TestPageCompleteWithoutFontsIsAWarning(t *testing.T) {
	font := Origin + "/text.woff2"
	o := Site()
	online(o, came(font, "font"))
	offline := o.Offline.Pages[1].Offline
	offline.Requests = append(offline.Requests, FailedRequest(font, "font"))
	if v := pageComplete(o); v.Outcome != finding.Fail || v.Severity != finding.Warning {
		t.Errorf("it says %s, severity %q: %s", v.Outcome, v.Severity, v.Message)
	}
	offline.Requests[1] = FailedRequest(Origin+"/app.js", "script")
	if v := pageComplete(o); v.Outcome != finding.Fail || v.Severity != "" {
		t.Errorf("without its script too it says %s, severity %q: %s", v.Outcome, v.Severity, v.Message)
	}
}

func TestPartsOfSeveralPagesAreToldWithTheirPages(t *testing.T) {
	o := Site()
	for i := range o.Offline.Pages {
		p := &o.Offline.Pages[i]
		p.Online.Requests = append(slices.Clone(p.Online.Requests), came(Origin+"/rye.svg", "image"))
		p.Offline.Requests = append(slices.Clone(p.Offline.Requests), FailedRequest(Origin+"/rye.svg", "image"))
	}
	v := pageComplete(o)
	for i, e := range v.Evidence {
		if want := "image on " + strings.TrimPrefix(o.Offline.Pages[i].URL, Origin) + ": "; e.URL != Origin+"/rye.svg" || !strings.HasPrefix(e.Text, want) {
			t.Errorf("evidence %d is %s %q, want %q", i, e.URL, e.Text, want)
		}
	}
	if len(v.Evidence) < 2 {
		t.Errorf("it says %s with %d pieces of evidence", v.Message, len(v.Evidence))
	}
}
