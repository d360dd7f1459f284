package install

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

const refusedRedirect = `The FetchEvent for "https://site.example/talks/1" resulted in a network error response: a redirected response was used for a request whose redirect mode is not "follow".`

func TestRedirectedEntry(t *testing.T) {
	talk := Origin + "/talks/1"
	redirect := func(o *observation.Observations) {
		entries := o.Offline.Caches[0].Entries
		for i := range entries {
			if entries[i].URL == talk {
				entries[i].Exchange = ExOther
			}
		}
		o.Offline.Exchanges[ExTalk-1].Status = 301
	}
	failed := func() *observation.Visit {
		v := Unopened("/talks/1")
		v.Error = "net::ERR_FAILED"
		return v
	}
	Check(t, redirectedEntry, finding.Pass, []Case{
		NoWorker(),
		{
			Name: "the page's console says so", Want: finding.Fail, Says: "/talks/1", Evidence: []string{talk},
			Change: func(o *observation.Observations) {
				v := failed()
				v.Console = []observation.ConsoleMessage{{Level: "error", Text: refusedRedirect}}
				o.Offline.Pages[1].Offline = v
			},
		},
		{
			Name: "the worker's console says so", Want: finding.Fail, Evidence: []string{talk},
			Change: func(o *observation.Observations) {
				o.Offline.WorkerConsole = []observation.ConsoleMessage{{Level: "error", Text: refusedRedirect, Worker: true}}
			},
		},
		{
			Name: "no word on any console, but a redirected entry and an error page", Want: finding.Fail, Says: "/talks/1", Evidence: []string{talk},
			Change: func(o *observation.Observations) {
				redirect(o)
				o.Offline.Pages[1].Offline = failed()
			},
		},
		{
			Name: "a redirected entry that nothing refuses", Want: finding.Pass,
			Change: redirect,
		},
		{
			Name: "an error page for another reason", Want: finding.Pass,
			Change: func(o *observation.Observations) { o.Offline.Pages[1].Offline = failed() },
		},
		{
			Name: "another refusal", Want: finding.Pass,
			Change: func(o *observation.Observations) {
				o.Offline.WorkerConsole = []observation.ConsoleMessage{{Level: "warning", Worker: true,
					Text: `The FetchEvent for "https://site.example/talks/1" resulted in a network error response: the promise was rejected.`}}
			},
		},
		{
			Name: "no offline visits", Want: finding.Inconclusive,
			Change: func(o *observation.Observations) { o.Offline = nil },
		},
	})
}
