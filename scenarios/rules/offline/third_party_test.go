package offline

import (
	"slices"
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

func TestThirdParty(t *testing.T) {
	const lib, css = Foreign + "/jquery.js", Foreign + "/bootstrap.css"
	// without lets requests fail offline that came online.
	without := func(text string, thrown string, failed ...observation.Request) func(*observation.Observations) {
		return func(o *observation.Observations) {
			v := Opened("/talks/1", text, ExTalk, observation.Offline)
			for _, f := range failed {
				online(o, came(f.URL, f.Destination))
				v.Requests = slices.DeleteFunc(v.Requests, func(r observation.Request) bool { return r.URL == f.URL })
				v.Requests = append(v.Requests, f)
			}
			if thrown != "" {
				v.Console = exception(thrown)
			}
			offlineTalk(v)(o)
		}
	}
	script, style := FailedRequest(lib, "script"), FailedRequest(css, "style")
	Check(t, thirdParty, finding.Pass, []Case{
		NoWorker(),
		{Name: "the library that it is built on", Want: finding.Fail, Says: lib, Evidence: []string{lib}, Change: without(TalkText, "ReferenceError: $ is not defined", script)},
		{Name: "the page is blank without it", Want: finding.Fail, Says: "blank", Evidence: []string{lib}, Change: without("", "", script)},
		{
			Name: "its main style sheet", Want: finding.Fail, Says: css, Evidence: []string{css},
			Change: func(o *observation.Observations) {
				without(TalkText, "", style)(o)
				o.Offline.Exchanges[ExStyle-1].BodyBytes = 100
				o.Offline.Exchanges = append(o.Offline.Exchanges, observation.Exchange{ID: 9, URL: css, BodyBytes: 30_000})
				requests := o.Offline.Pages[1].Online.Requests
				requests[len(requests)-1].Exchange = 9
			},
		},
		{Name: "a small style sheet of a widget", Want: finding.Pass, Change: without(TalkText, "", style)},
		{
			Name: "fonts", Want: finding.Pass,
			Change: func(o *observation.Observations) {
				without(TalkText, "", FailedRequest("https://fonts.googleapis.com/css2", "style"), FailedRequest("https://fonts.gstatic.com/a.woff2", "font"))(o)
				o.Offline.Exchanges[ExStyle-1].BodyBytes = 0
			},
		},
		{Name: "analytics", Want: finding.Pass, Says: "", Change: without(TalkText, "", FailedRequest("https://analytics.example/ga.js", "script"))},
		{
			Name: "its own script is missing as well: another rule's", Want: finding.Pass,
			Change: without(TalkText, "ReferenceError: app is not defined", script, FailedRequest(Origin+"/app.js", "script")),
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
