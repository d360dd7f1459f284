package cache

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	. "github.com/swcheck/swcheck/scenarios/reading/readingtest"
)

// grown is what the growth experiment saw: the number of entries at marks.
func grown(entries map[int]int, marks ...int) func(*observation.Observations) {
	return func(o *observation.Observations) {
		g := &observation.Growth{Page: Origin + "/talks/1", How: "navigate", Caches: caching(Entry("/talks/1?swcheck=1", "text/html", ExTalk))}
		for _, urls := range marks {
			g.Points = append(g.Points, observation.GrowthMark{URLs: urls, Entries: entries[urls], Bytes: int64(1000 * entries[urls]),
				Storage: observation.Storage{CacheStorageBytes: int64(2000 * entries[urls])}})
		}
		o.Growth = g
	}
}

func withScript(body string, change func(*observation.Observations)) func(*observation.Observations) {
	return func(o *observation.Observations) {
		change(o)
		o.Probes = []observation.Probe{{Purpose: observation.ProbeWorkerScript, URL: Origin + "/sw.js", Status: 200, Body: body}}
	}
}

func withImport(body string, change func(*observation.Observations)) func(*observation.Observations) {
	return func(o *observation.Observations) {
		withScript("importScripts('/trim.js')", change)(o)
		o.Probes = append(o.Probes, observation.Probe{Purpose: observation.ProbeWorkerImport, URL: Origin + "/trim.js", Status: 200, Body: body})
	}
}

func TestUnbounded(t *testing.T) {
	stored := []string{Origin + "/talks/1?swcheck=1"}
	endless := grown(map[int]int{0: 8, 10: 18, 20: 28, 40: 48, 80: 88, 120: 127}, 0, 10, 20, 40, 80, 120)
	Check(t, unbounded, finding.Inconclusive, []Case{
		{Name: "it grows to the last", Want: finding.Fail, Says: "120 distinct URLs left 119 entries", Evidence: stored, Change: endless},
		{Name: "with what it costs", Want: finding.Fail, Says: "119 kB of bodies, for which the browser counts 238 kB", Evidence: stored, Change: endless},
		{Name: "it does not grow", Want: finding.Pass, Change: grown(map[int]int{0: 8, 10: 8}, 0, 10)},
		{Name: "it stops growing", Want: finding.Pass, Says: "there were 8 before", Change: grown(map[int]int{0: 8, 10: 18, 20: 28, 40: 48, 80: 58}, 0, 10, 20, 40, 80)},
		{Name: "a limit within the last mark", Want: finding.Pass, Change: grown(map[int]int{0: 8, 10: 18, 20: 28, 40: 48, 80: 88, 120: 108}, 0, 10, 20, 40, 80, 120)},
		{Name: "a limit may lie beyond", Want: finding.Inconclusive, Says: "not enough to see the bound", Change: withScript("new ExpirationPlugin({maxEntries: 500})", endless)},
		{Name: "it deletes what is too much", Want: finding.Inconclusive, Says: "120 distinct URLs left 119 entries, and were not enough", Change: withScript(
			"const all = await c.keys(); for (let i = 0; i + 150 < all.length; i++) await c.delete(all[i])", endless)},
		{Name: "it deletes what is too old, in one line", Want: finding.Inconclusive, Change: withScript(
			"(await (await caches.open(C)).keys()).map(async k=>{if(await old(k))(await caches.open(C)).delete(k)})", endless)},
		{Name: "what it imports deletes what is too much", Want: finding.Inconclusive, Change: withImport("const k=await t.keys();k.length>150&&await t.delete(k[0])", endless)},
		{Name: "it deletes caches, and parameters of URLs", Want: finding.Fail, Evidence: stored, Change: withScript(
			"for (const n of await caches.keys()) if (n !== C) await caches.delete(n); for (const k of [...url.searchParams.keys()]) url.searchParams.delete(k)", endless)},
		{Name: "it deletes what its list does not name", Want: finding.Fail, Evidence: stored, Change: withScript(
			"const n=await s.keys(),r=new Set(list);for(const a of n)r.has(a.url)||await s.delete(a)", endless)},
		{Name: "another script has no limit", Want: finding.Fail, Evidence: stored, Change: withScript("cache.put(request, response)", endless)},
		{Name: "a small site", Want: finding.NotApplicable, Says: "no more than 9", Change: grown(map[int]int{0: 8, 9: 17}, 0, 9)},
		{Name: "no worker in charge", Want: finding.NotApplicable, Says: "no URLs", Change: grown(nil, 0)},
		{Name: "stopped", Want: finding.Inconclusive, Says: "the browser is gone", Change: func(o *observation.Observations) {
			o.Growth, o.Incomplete = &observation.Growth{}, []observation.Incomplete{{Experiment: "growth", Reason: "the browser is gone"}}
		}},
		NoWorker(),
	})
}
