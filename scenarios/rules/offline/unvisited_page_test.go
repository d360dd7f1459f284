package offline

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

func TestUnvisitedPage(t *testing.T) {
	blank := Opened("/nowhere", "", 0, observation.Offline)
	unknown := func(v *observation.Visit) func(*observation.Observations) {
		return func(o *observation.Observations) { o.Offline.Unknown = v }
	}
	Check(t, unvisitedPage, finding.Pass, []Case{
		NoWorker(),
		{Name: "the browser's error page for a path that does not exist", Want: finding.Fail, Says: "/nowhere", Evidence: []string{Origin + "/nowhere"}, Change: unknown(Unopened("/nowhere"))},
		{
			Name: "for a linked page", Want: finding.Fail, Says: "/talks/2", Evidence: []string{Origin + "/talks/2"},
			Change: func(o *observation.Observations) { o.Offline.Unvisited = Unopened("/talks/2") },
		},
		{Name: "blank", Want: finding.Fail, Says: "blank", Evidence: []string{Origin + "/nowhere"}, Change: unknown(&blank)},
		{
			Name: "only one of the two was seen", Want: finding.Pass,
			Change: func(o *observation.Observations) { o.Offline.Unvisited = nil },
		},
		{
			Name: "not a response: another rule's", Want: finding.Pass,
			Change: func(o *observation.Observations) {
				o.Offline.Unknown = Unopened("/nowhere")
				o.Offline.WorkerConsole = []observation.ConsoleMessage{refused(Origin+"/nowhere", notAResponse)}
			},
		},
		{
			Name: "none was seen", Want: finding.Inconclusive,
			Change: func(o *observation.Observations) { o.Offline.Unvisited, o.Offline.Unknown = nil, nil },
		},
		{Name: "a visit that never settles", Want: finding.Inconclusive, Change: unknown(Unsettled("/nowhere"))},
	})
}
