package cache

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Rule: finding.Rule{
		ID:       "cache/over-caching",
		Severity: finding.Information,
		Title:    "What is stored is what visitors need",
		Failed:   "Much is stored that no visited page needs",
		Why: "Visitors pay with their data and their battery for each file that is stored, at the first visit and with each deploy. " +
			"What they may never look at also counts towards the quota, beyond which the browser throws everything away.",
		Detected: "Of what is stored when the pages of the site were visited, more than 1 MB and more than half of the bytes is neither asked for by any of them, online or offline, " +
			"nor a page that one of them links to, nor what a worker has ready for such pages. Where the first visit already stores more of it than the budget allows, install/heavy says so.",
		Fix:    "Store at install what every page needs, and the rest when it is visited or when the visitor asks for it. Look at the globs with which the build makes the list.",
		Before: `globPatterns: ['**/*']`,
		After: `globPatterns: ['*.{js,css,html}', 'icons/*.svg'],
runtimeCaching: [{ urlPattern: /\/images\//, handler: 'StaleWhileRevalidate' }]`,
		References: []string{
			"https://web.dev/articles/storage-for-the-web",
			"https://developer.chrome.com/docs/workbox/precaching-dos-and-donts",
		},
		Needs: []string{"offline"},
	}, Judge: overCaching})
}

// What is stored in excess is told of when it is much in both ways: a small
// site may store all of itself, and a large one something for later.
const (
	muchBytes = 1_000_000
	muchShare = 0.5
)

func overCaching(o *observation.Observations) finding.Verdict {
	use, verdict, ok := reading.OfflineUse(o)
	if !ok {
		return verdict
	}
	needed := neededURLs(o)
	var all, spare int64
	var found []reading.StoredEntry
	for _, e := range reading.AddStored(nil, use.Caches, use.SessionLog) {
		all += max(0, e.Bytes)
		if e.Bytes > 0 && !needed[reading.WithoutQuery(e.URL)] {
			spare += e.Bytes
			found = append(found, e)
		}
	}
	if all == 0 {
		return reading.NothingStored(o)
	}
	share := float64(spare) / float64(all)
	if spare < muchBytes || share < muchShare {
		return finding.Passed(fmt.Sprintf("%s of %s that are stored was asked for by no page that was visited", kilobytes(spare), kilobytes(all)))
	}
	if isHeavy(o, needed) {
		return finding.DoesNotApply(fmt.Sprintf("%s is stored that no visited page needs, and more than the budget at the first visit already, see install/heavy", kilobytes(spare)))
	}
	slices.SortFunc(found, func(a, b reading.StoredEntry) int {
		return cmp.Or(-cmp.Compare(a.Bytes, b.Bytes), cmp.Compare(a.URL, b.URL))
	})
	var evidence []finding.Evidence
	for _, e := range found {
		evidence = append(evidence, item{e}.evidence("%s that no visited page asked for", kilobytes(e.Bytes)))
	}
	return finding.Failing(fmt.Sprintf("%s in %d entries is stored and asked for by none of the %d pages that were visited: %.0f %% of all that is stored.",
		kilobytes(spare), len(found), len(use.Pages), 100*share), atMost(evidence)...)
}

// isHeavy reports whether what no page needs is by itself more than the budget
// of the first visit.
func isHeavy(o *observation.Observations, needed map[string]bool) bool {
	budget := reading.Budgets(o).PrecacheBytes
	if o.FirstVisit == nil || budget <= 0 {
		return false
	}
	var spare int64
	for _, e := range reading.AddStored(nil, o.FirstVisit.Caches, o.FirstVisit.SessionLog) {
		if !needed[reading.WithoutQuery(e.URL)] {
			spare += max(0, e.Bytes)
		}
	}
	return spare > budget
}

// neededURLs returns, without their queries, the URLs that any visit asked for
// or leads to. Queries are left out: precaches add revisions to them.
func neededURLs(o *observation.Observations) map[string]bool {
	needed := map[string]bool{}
	add := func(urls ...string) {
		for _, url := range urls {
			needed[reading.WithoutQuery(url)] = true
		}
	}
	for _, v := range reading.Visits(o) {
		add(v.URL, v.Final, v.Manifest)
		for _, r := range v.Requests {
			add(r.URL, r.Final)
		}
		for _, link := range v.Links {
			add(link.URL)
		}
	}
	for _, v := range offlineVisits(o.Offline) {
		// What is shown may be stored under another URL: a shell, a fallback.
		add(reading.Source(o.Offline.SessionLog, v))
		for _, r := range v.Requests {
			from, _ := o.Offline.Exchange(r.Exchange)
			add(from.URL)
		}
	}
	return needed
}

func offlineVisits(use *observation.OfflineUse) []observation.Visit {
	var all []observation.Visit
	for _, p := range use.Pages {
		if p.Offline != nil {
			all = append(all, *p.Offline)
		}
	}
	for _, v := range []*observation.Visit{use.Unvisited, use.Unknown, use.StartURL} {
		if v != nil {
			all = append(all, *v)
		}
	}
	return all
}
