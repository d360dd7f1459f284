package cache

import (
	"fmt"
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

// storing adds entries of so many bytes to what the offline session stored.
func storing(bytes int64, paths ...string) func(*observation.Observations) {
	return func(o *observation.Observations) {
		for _, path := range paths {
			e := Entry(path, "image/png", 0)
			e.Bytes = bytes
			o.Offline.Caches[0].Entries = append(o.Offline.Caches[0].Entries, e)
		}
	}
}

func TestOverCaching(t *testing.T) {
	films := []string{"/media/1.webm", "/media/2.webm"}
	at := []string{Origin + films[0], Origin + films[1]}
	Check(t, overCaching, finding.Pass, []Case{
		NoWorker(),
		{Name: "much that no page needs", Want: finding.Fail, Says: "1400 kB in 2 entries", Evidence: at, Change: storing(700_000, films...)},
		{Name: "little", Want: finding.Pass, Says: "800 kB", Change: storing(400_000, films...)},
		{Name: "less than what is needed", Want: finding.Pass, Change: func(o *observation.Observations) {
			storing(700_000, films...)(o)
			o.Offline.Caches[0].Entries[0].Bytes = 2_000_000
		}},
		{Name: "more than the budget of the first visit", Want: finding.NotApplicable, Says: "install/heavy", Change: func(o *observation.Observations) {
			storing(3_000_000, films...)(o)
			o.FirstVisit.Caches = o.Offline.Caches
		}},
		{Name: "more than that, stored later", Want: finding.Fail, Says: "6000 kB", Evidence: at, Change: storing(3_000_000, films...)},
		{Name: "pages that are linked", Want: finding.Pass, Change: func(o *observation.Observations) {
			storing(700_000, "/talks/3", "/talks/4")(o)
			o.Offline.Pages[0].Online.Links = []observation.Link{{URL: Origin + "/talks/3"}, {URL: Origin + "/talks/4"}}
		}},
		{Name: "under a revision", Want: finding.Pass, Change: func(o *observation.Observations) {
			storing(700_000, "/film.webm?__WB_REVISION__=1", "/film.webm?__WB_REVISION__=2")(o)
			r := Asset("media", 0)
			r.URL = Origin + "/film.webm"
			o.FirstVisit.Visit.Requests = append(o.FirstVisit.Visit.Requests, r)
		}},
		{Name: "of unknown size", Want: finding.Pass, Change: storing(-1, films...)},
		{Name: "as evidence the largest come first, and not all", Want: finding.Fail, Says: "in 12 entries", Evidence: firstTen("/media/%02d"), Change: func(o *observation.Observations) {
			for i := range 12 {
				storing(int64(300_000-i), fmt.Sprintf("/media/%02d", i))(o)
			}
		}},
		{Name: "the experiment was not made", Want: finding.Inconclusive, Says: "was not made", Change: func(o *observation.Observations) { o.Offline = nil }},
	})
}

func firstTen(format string) []string {
	var urls []string
	for i := range 10 {
		urls = append(urls, Origin+fmt.Sprintf(format, i))
	}
	return urls
}
