package cache

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

// whileServerFails changes what the faults experiment saw of it.
func whileServerFails(change func(f *observation.Fault)) func(*observation.Observations) {
	return func(o *observation.Observations) { change(&o.Faults.Sessions[1].Faults[0]) }
}

func caching(entries ...observation.CacheEntry) []observation.Cache {
	return []observation.Cache{{Name: "v1", Entries: entries}}
}

func failed(path string, status int) observation.CacheEntry {
	e := Entry(path, "text/html", ExFailed)
	e.Status = status
	return e
}

func TestErrorStored(t *testing.T) {
	other := []string{Origin + "/talks/2"}
	Check(t, errorStored, finding.Pass, []Case{
		NoWorker(),
		{Name: "stored while the server failed", Want: finding.Fail, Says: `/talks/2 is stored in "v1" as an answer with status 503.`, Evidence: other, Change: whileServerFails(func(f *observation.Fault) {
			f.Stored = caching(failed("/talks/2", 503))
		})},
		{Name: "in place of a good copy", Want: finding.Fail, Says: "/talks/1", Evidence: []string{Origin + "/talks/1"}, Change: whileServerFails(func(f *observation.Fault) {
			f.Stored = caching(failed("/talks/1", 503))
		})},
		{Name: "shown afterwards", Want: finding.Fail, Says: "although the server is well again", Evidence: other, Change: whileServerFails(func(f *observation.Fault) {
			f.Stored, f.Kept = caching(failed("/talks/2", 503)), caching(failed("/talks/2", 503))
			f.AfterUnvisited.Status, f.AfterUnvisited.Exchange = 503, ExFailed
		})},
		{Name: "a dead link", Want: finding.Fail, Says: "status 404", Evidence: []string{Origin + "/gone"}, Change: func(o *observation.Observations) {
			o.Offline.Caches = append(o.Offline.Caches, caching(failed("/gone", 404))...)
		}},
		{Name: "while many URLs were asked for", Want: finding.Fail, Says: "status 500", Evidence: []string{Origin + "/list"}, Change: func(o *observation.Observations) {
			o.Growth = &observation.Growth{Caches: caching(failed("/list", 500))}
		}},
		{Name: "a page for the status", Want: finding.Pass, Change: func(o *observation.Observations) {
			o.Offline.Caches = append(o.Offline.Caches, caching(failed("/404.html", 404), failed("/not-found/", 404))...)
		}},
		{Name: "a refusal, which the rules of sessions judge", Want: finding.Pass, Change: func(o *observation.Observations) {
			o.Users = &observation.Users{}
			o.Offline.Caches = append(o.Offline.Caches, caching(failed("/account", 401))...)
		}},
		{Name: "a refusal, where no users are known", Want: finding.Fail, Says: "401", Evidence: []string{Origin + "/account"}, Change: func(o *observation.Observations) {
			o.Offline.Caches = append(o.Offline.Caches, caching(failed("/account", 401))...)
		}},
		{Name: "the experiment was not made", Want: finding.Inconclusive, Says: "was not made", Change: func(o *observation.Observations) { o.Faults = nil }},
		{Name: "nothing is stored", Want: finding.NotApplicable, Says: "nothing is stored", Change: func(o *observation.Observations) {
			o.Offline.Caches, o.ReturnVisit.Caches, o.FirstVisit.Caches, o.Faults.Sessions[0].Caches, o.Faults.Sessions[1].Caches = nil, nil, nil, nil, nil
		}},
	})
}
