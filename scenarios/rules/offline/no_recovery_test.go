package offline

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

func TestNoRecovery(t *testing.T) {
	back := func(v observation.Visit) func(*observation.Observations) {
		return func(o *observation.Observations) {
			v.Network = observation.Online
			o.Offline.Recovery = &v
		}
	}
	news := Opened("/talks/1", "An altogether different text that the server gives by now", 0, observation.Online)
	news.ServedBy = observation.ByNetwork
	Check(t, noRecovery, finding.Pass, []Case{
		NoWorker(),
		{Name: "the fallback stays", Want: finding.Fail, Says: "/talks/1 shows the fallback page, from the cache v1", Evidence: []string{talk}, Change: back(*Fallback("/talks/1"))},
		{Name: "the error page stays", Want: finding.Fail, Says: "error page", Evidence: []string{talk}, Change: back(*Unopened("/talks/1"))},
		{Name: "another page", Want: finding.Fail, Says: "Conference home", Evidence: []string{talk}, Change: back(Opened("/talks/1", HomeText, ExHome, observation.Online))},
		{Name: "the page from the cache", Want: finding.Pass, Change: back(Opened("/talks/1", TalkText, ExTalk, observation.Online))},
		{Name: "what the server gives now", Want: finding.Pass, Change: back(news)},
		{
			Name: "the server is down", Want: finding.Inconclusive, Says: "server itself",
			Change: func(o *observation.Observations) {
				back(*Unopened("/talks/1"))(o)
				o.Offline.Exchanges = append(o.Offline.Exchanges, observation.Exchange{ID: 9, URL: talk, Outcome: observation.Failed, Network: observation.Online})
			},
		},
		{Name: "a page never seen online", Want: finding.Inconclusive, Change: back(*Unopened("/nowhere"))},
		{
			Name: "it was broken before", Want: finding.NotApplicable,
			Change: func(o *observation.Observations) {
				back(*Unopened("/talks/1"))(o)
				o.Offline.Pages[1].Online = *Unopened("/talks/1")
			},
		},
		{Name: "it never settles", Want: finding.Inconclusive, Change: back(*Unsettled("/talks/1"))},
		{
			Name: "the wire is still cut", Want: finding.Inconclusive, Says: "was not back",
			Change: func(o *observation.Observations) { o.Offline.Recovery = Unopened("/talks/1") },
		},
		{Name: "nothing was reloaded", Want: finding.Inconclusive, Change: func(o *observation.Observations) { o.Offline.Recovery = nil }},
	})
}
