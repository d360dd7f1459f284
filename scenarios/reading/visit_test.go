package reading_test

import (
	"testing"

	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

func TestReady(t *testing.T) {
	yes, no := true, false
	for _, c := range []struct {
		name   string
		change func(*observation.Visit)
		want   bool
	}{
		{"as online", func(*observation.Visit) {}, true},
		{"the browser's error page", func(v *observation.Visit) { v.Error = "net::ERR_FAILED" }, false},
		{"blank", func(v *observation.Visit) { v.Text = "" }, false},
		{"pictures and no words", func(v *observation.Visit) { v.Text, v.VisibleMedia = "", 3 }, true},
		{"a picture for a page", func(v *observation.Visit) { v.MIMEType = "image/png" }, false},
		{"without its script", func(v *observation.Visit) { v.Requests[1] = FailedRequest(Origin+"/app.js", "script") }, false},
		{"without a script at first, and then with it", func(v *observation.Visit) {
			v.Requests = append([]observation.Request{FailedRequest(Origin+"/app.js", "script")}, v.Requests...)
		}, true},
		{"without a picture", func(v *observation.Visit) { v.Requests[3] = FailedRequest(Origin+"/logo.png", "image") }, true},
		{"without another origin's script", func(v *observation.Visit) {
			v.Requests = append(v.Requests, FailedRequest(Foreign+"/x.js", "script"))
		}, true},
		{"an exception", func(v *observation.Visit) {
			v.Console = []observation.ConsoleMessage{{Level: "exception", Text: "TypeError: x is undefined"}}
		}, false},
		{"a rejection for want of the network", func(v *observation.Visit) {
			v.Console = []observation.ConsoleMessage{{Level: "rejection", Text: "TypeError: Failed to fetch"}}
		}, true},
		{"an exception in the worker", func(v *observation.Visit) {
			v.Console = []observation.ConsoleMessage{{Level: "exception", Text: "TypeError: x is undefined", Worker: true}}
		}, true},
		{"text lost, with what it depends on", func(v *observation.Visit) {
			v.Text = "Talk"
			v.Requests = append(v.Requests, FailedRequest(Origin+"/api", "fetch"))
		}, false},
		{"other text from other bytes", func(v *observation.Visit) { v.Text, v.Exchange = "nothing of it is left here", 0 }, false},
		{"the target's check says yes", func(v *observation.Visit) { v.Text, v.Ready = "", &yes }, true},
		{"the target's check says no", func(v *observation.Visit) { v.Ready = &no }, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			online := Opened("/talks/1", TalkText, ExTalk, observation.Online)
			got := Opened("/talks/1", TalkText, ExTalk, observation.Offline)
			c.change(&got)
			ready, reason := reading.Ready(got, online)
			if ready != c.want || (reason == "") != ready {
				t.Errorf("ready is %v, reason %q", ready, reason)
			}
		})
	}
}

func TestUsable(t *testing.T) {
	aborted := Unopened("/")
	aborted.Error = "net::ERR_ABORTED"
	download := Unopened("/")
	download.Error, download.Downloads = "net::ERR_ABORTED", []string{Origin + "/x.zip"}
	unloaded := Opened("/", HomeText, ExHome, observation.Online)
	unloaded.Loaded = false
	sound := Opened("/", HomeText, ExHome, observation.Online)
	for _, c := range []struct {
		name  string
		visit *observation.Visit
		want  bool
	}{
		{"sound", &sound, true},
		{"the browser's error page", Unopened("/"), true},
		{"a download", download, true},
		{"not made", nil, false},
		{"aborted", aborted, false},
		{"not loaded", &unloaded, false},
		{"not settled", Unsettled("/"), false},
	} {
		reason, ok := reading.Usable(c.visit)
		if ok != c.want || (reason == "") != ok {
			t.Errorf("%s: %v, reason %q", c.name, ok, reason)
		}
	}
}

func TestFailedAssets(t *testing.T) {
	beacon := FailedRequest(Origin+"/collect", "fetch")
	beacon.Method = "POST"
	canceled := FailedRequest(Origin+"/given-up.js", "script")
	canceled.Canceled = true
	v := Opened("/", HomeText, ExHome, observation.Offline)
	v.Requests = append(v.Requests, beacon, canceled,
		FailedRequest(Origin+"/app.js.map", "other"),
		FailedRequest("data:image/png;base64,xx", "image"),
		FailedRequest(Origin+"/_vercel/insights/script.js", "script"),
		FailedRequest(Origin+"/late.js", "script"), FailedRequest(Origin+"/late.js#again", "script"),
		FailedRequest(Foreign+"/x.js", "script"),
	)
	if own := reading.FailedAssets(v, true); len(own) != 1 || own[0].URL != Origin+"/late.js" {
		t.Errorf("of its own origin failed %+v", own)
	}
	if foreign := reading.FailedAssets(v, false); len(foreign) != 1 || foreign[0].URL != Foreign+"/x.js" {
		t.Errorf("of other origins failed %+v", foreign)
	}
}
