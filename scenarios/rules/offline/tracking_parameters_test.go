package offline

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

func TestTrackingParameters(t *testing.T) {
	const tracked = "/talks/1?utm_source=x"
	shows := func(v observation.Visit) func(*observation.Observations) {
		return func(o *observation.Observations) { o.Offline.Tracking[0].Visit = v }
	}
	Check(t, trackingParameters, finding.Pass, []Case{
		NoWorker(),
		{Name: "the fallback", Want: finding.Fail, Says: "/talks/1 opens offline, but " + tracked, Evidence: []string{Origin + tracked}, Change: shows(*Fallback(tracked))},
		{Name: "the browser's error page", Want: finding.Fail, Says: "error page", Evidence: []string{Origin + tracked}, Change: shows(*Unopened(tracked))},
		{
			Name: "the page itself is not stored either", Want: finding.NotApplicable,
			Change: func(o *observation.Observations) {
				offlineTalk(*Fallback("/talks/1"))(o)
				shows(*Fallback(tracked))(o)
			},
		},
		{
			Name: "a single-page application", Want: finding.Pass,
			Change: func(o *observation.Observations) {
				o.Offline.Pages[1].Online.Exchange = ExHome
				offlineTalk(Opened("/talks/1", TalkText, ExHome, observation.Offline))(o)
				shows(Opened(tracked, TalkText, ExHome, observation.Offline))(o)
			},
		},
		{
			Name: "the page itself does not open online", Want: finding.NotApplicable,
			Change: func(o *observation.Observations) {
				o.Offline.Pages[1].Online.Status = 404
				shows(*Unopened(tracked))(o)
			},
		},
		{
			Name: "the page itself never settles", Want: finding.Inconclusive, Says: "still waiting",
			Change: func(o *observation.Observations) { o.Offline.Pages[1].Offline = Unsettled("/talks/1") },
		},
		{Name: "none was opened", Want: finding.NotApplicable, Change: func(o *observation.Observations) { o.Offline.Tracking = nil }},
		{Name: "it never settles", Want: finding.Inconclusive, Change: shows(*Unsettled(tracked))},
	})
}
