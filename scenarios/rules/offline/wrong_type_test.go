package offline

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

func TestWrongType(t *testing.T) {
	shown := func(mimeType, text string) observation.Visit {
		v := Opened("/talks/1", text, 0, observation.Offline)
		v.MIMEType, v.ServedBy, v.VisibleMedia = mimeType, observation.ByWorker, 1
		return v
	}
	download := *Unopened("/talks/1")
	download.Error, download.Downloads = "net::ERR_ABORTED", []string{talk}
	Check(t, wrongType, finding.Pass, []Case{
		NoWorker(),
		{Name: "a picture", Want: finding.Fail, Says: "image/png", Evidence: []string{talk}, Change: offlineTalk(shown("image/png", ""))},
		{Name: "JSON", Want: finding.Fail, Says: "application/json", Evidence: []string{talk}, Change: offlineTalk(shown("application/json", `{"error":"offline"}`))},
		{Name: "mark-up as plain text", Want: finding.Fail, Says: "text/plain", Evidence: []string{talk}, Change: offlineTalk(shown("text/plain", "<h1>You are offline</h1>"))},
		{Name: "a download", Want: finding.Fail, Says: "a download", Evidence: []string{talk}, Change: offlineTalk(download)},
		{
			Name: "a picture for a path that does not exist", Want: finding.Fail, Says: "/nowhere", Evidence: []string{Origin + "/nowhere"},
			Change: func(o *observation.Observations) {
				v := shown("image/svg+xml", "")
				v.URL = Origin + "/nowhere"
				o.Offline.Unknown = &v
			},
		},
		{Name: "words as plain text can be read", Want: finding.Pass, Change: offlineTalk(shown("text/plain", "You are offline."))},
		{
			Name: "a link to a picture, which is shown", Want: finding.Pass,
			Change: func(o *observation.Observations) {
				v := shown("image/png", "")
				o.Offline.Unvisited = &v
			},
		},
		{
			Name: "nothing is answered", Want: finding.NotApplicable,
			Change: func(o *observation.Observations) {
				offlineTalk(*Unopened("/talks/1"))(o)
				o.Offline.Pages[0].Offline, o.Offline.Unknown, o.Offline.StartURL, o.Offline.Tracking = Unopened("/"), nil, nil, nil
			},
		},
		{Name: "a visit that never settles", Want: finding.Inconclusive, Change: offlineTalk(*Unsettled("/talks/1"))},
	})
}
