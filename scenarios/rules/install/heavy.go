package install

import (
	"fmt"
	"slices"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Judge: heavy, Rule: finding.Rule{
		ID:       "install/heavy",
		Severity: finding.Warning,
		Title:    "What is stored at install is within budget",
		Failed:   "The worker loads more at install than the budget allows",
		Why:      "Everybody who comes once pays for all of it, on their own data plan and while the page itself wants the network. On a slow line the install may not come to its end before they leave, and then nothing works offline.",
		Detected: "All responses that the worker itself fetched during the first visit and stored in Cache Storage are counted with their bytes on the wire. The budgets are precacheBytes (5 MiB unless set) and precacheRequests (200).",
		Fix:      "Store at install what every visitor needs to open the site, and the rest when it is first asked for. Leave source maps, pictures in all sizes and the chunks of rare pages out of the list.",
		Before:   `workboxBuild.generateSW({globPatterns: ['**/*']});`,
		After: `workboxBuild.generateSW({
  globPatterns: ['index.html', 'assets/app.*.{js,css}', 'offline.html'],
  runtimeCaching: [{
    urlPattern: ({request}) => request.destination === 'image',
    handler: 'CacheFirst',
    options: {cacheName: 'images', expiration: {maxEntries: 60}},
  }],
});`,
		References: []string{
			"https://developer.chrome.com/docs/workbox/precaching-dos-and-donts",
			"https://web.dev/learn/pwa/caching",
		},
		Needs: []string{"first-visit"},
	}})
}

func heavy(o *observation.Observations) finding.Verdict {
	if v, none := reading.NoBenefit(o); none {
		return v
	}
	if o.FirstVisit == nil {
		return finding.CannotTell(reading.NotMade(o, "first-visit"))
	}
	if reason, brokenOff := reading.FirstVisitBrokenOff(o); brokenOff {
		return finding.CannotTell(reason)
	}
	if !o.FirstVisit.Visit.Settled {
		return finding.CannotTell("the first visit did not come to rest, so the install may not be at its end")
	}
	loaded, bytes := fetchedByWorker(o.FirstVisit)
	tooMany := o.Budgets.PrecacheRequests > 0 && len(loaded) > o.Budgets.PrecacheRequests
	tooMuch := o.Budgets.PrecacheBytes > 0 && bytes > o.Budgets.PrecacheBytes
	amount := fmt.Sprintf("%d requests and %s", len(loaded), size(bytes))
	switch {
	case tooMuch || tooMany:
		return finding.Failing(fmt.Sprintf("the worker made %s during the first visit to fill its caches; the budget is %d requests and %s",
			amount, o.Budgets.PrecacheRequests, size(o.Budgets.PrecacheBytes)), heaviest(loaded)...)
	case truncated(o.FirstVisit.Caches):
		return finding.CannotTell("not all entries of the caches were read; those that were took " + amount)
	case len(loaded) == 0 && unstamped(o):
		return finding.CannotTell("the stored responses carry no stamps, so what the worker loaded cannot be told from what the page did")
	}
	return finding.Passed("the worker made " + amount + " during the first visit to fill its caches")
}

// A stored response and what it took on the wire.
type load struct {
	cache    string
	entry    observation.CacheEntry
	exchange observation.Exchange
}

// fetchedByWorker returns the stored responses for which the worker itself
// went to the network, each exchange once, and their bytes. What the page
// asked for and the worker only kept a copy of costs nobody anything.
func fetchedByWorker(first *observation.FirstVisit) ([]load, int64) {
	byPage := map[int]bool{}
	for _, r := range first.Visit.Requests {
		if r.ServedBy == observation.ByNetwork || r.ServedBy == observation.ByHTTPCache {
			byPage[r.Exchange] = true
		}
	}
	var loaded []load
	var bytes int64
	seen := map[int]bool{}
	for _, c := range first.Caches {
		for _, e := range c.Entries {
			x, ok := first.Exchange(e.Exchange)
			if !ok || byPage[x.ID] || seen[x.ID] {
				continue
			}
			seen[x.ID] = true
			loaded = append(loaded, load{c.Name, e, x})
			bytes += x.BodyBytes
		}
	}
	return loaded, bytes
}

// unstamped reports whether there are entries that came over the network and
// do not say by which exchange, as in a browser that somebody else started.
func unstamped(o *observation.Observations) bool {
	for _, c := range o.FirstVisit.Caches {
		for _, e := range c.Entries {
			if e.Exchange == 0 && e.Type != "default" {
				return true
			}
		}
	}
	return false
}

func heaviest(loaded []load) []finding.Evidence {
	const most = 10
	slices.SortStableFunc(loaded, func(a, b load) int { return int(b.exchange.BodyBytes - a.exchange.BodyBytes) })
	var all []finding.Evidence
	for _, l := range loaded[:min(most, len(loaded))] {
		all = append(all, reading.OfEntry(l.cache, l.entry, size(l.exchange.BodyBytes)+" on the wire"))
	}
	return all
}

func size(bytes int64) string {
	switch {
	case bytes >= 1<<20:
		return fmt.Sprintf("%.1f MiB", float64(bytes)/(1<<20))
	case bytes >= 1<<10:
		return fmt.Sprintf("%d KiB", bytes>>10)
	}
	return fmt.Sprintf("%d bytes", bytes)
}
