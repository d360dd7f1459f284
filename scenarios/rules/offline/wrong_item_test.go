package offline

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

func TestWrongItem(t *testing.T) {
	const one, two = "/talk?id=1", "/talk?id=2"
	// items visits the first page and lets the second show what is given.
	items := func(first, second string, v observation.Visit) func(*observation.Observations) {
		return func(o *observation.Observations) {
			o.Offline.Exchanges[ExTalk-1].URL = Origin + first
			offline := Opened(first, TalkText, ExTalk, observation.Offline)
			o.Offline.Pages[1] = observation.PageUse{
				URL: Origin + first, Online: Opened(first, TalkText, ExTalk, observation.Online), Offline: &offline,
			}
			v.URL, v.Final = Origin+second, Origin+second
			o.Offline.Items = []observation.Variant{{Page: Origin + first, Visit: v}}
		}
	}
	firstAgain := Opened(two, TalkText, ExTalk, observation.Offline)
	Check(t, wrongItem, finding.NotApplicable, []Case{
		NoWorker(),
		{Name: "one item for another", Want: finding.Fail, Says: "/talk?id=2 shows the page of /talk?id=1", Evidence: []string{Origin + two}, Change: items(one, two, firstAgain)},
		{
			Name: "one item for another that was visited as well", Want: finding.Fail, Says: two, Evidence: []string{Origin + two},
			Change: func(o *observation.Observations) {
				items(one, two, firstAgain)(o)
				o.Offline.Items = nil
				again := firstAgain
				o.Offline.Pages = append(o.Offline.Pages, observation.PageUse{
					URL: Origin + two, Online: Opened(two, OtherText, ExOther, observation.Online), Offline: &again,
				})
			},
		},
		{
			Name: "two visited pages that are the same online", Want: finding.Pass,
			Change: func(o *observation.Observations) {
				items(one, two, *Fallback(two))(o)
				again := firstAgain
				o.Offline.Pages = append(o.Offline.Pages, observation.PageUse{
					URL: Origin + two, Online: Opened(two, TalkText, ExOther, observation.Online), Offline: &again,
				})
			},
		},
		{Name: "the fallback", Want: finding.Pass, Change: items(one, two, *Fallback(two))},
		{Name: "the browser's error page", Want: finding.Pass, Change: items(one, two, *Unopened(two))},
		{Name: "one document that renders by its query", Want: finding.Pass, Change: items(one, two, Opened(two, OtherText, ExTalk, observation.Offline))},
		{Name: "a parameter that only tells where one comes from", Want: finding.NotApplicable, Change: items("/talk?ref=nav", "/talk?ref=footer", firstAgain)},
		{Name: "a parameter that may stand for the default", Want: finding.NotApplicable, Change: items("/talk?lang=en", "/talk?page=1", firstAgain)},
		{Name: "a visit that never settles", Want: finding.Inconclusive, Change: items(one, two, *Unsettled(two))},
	})
}
