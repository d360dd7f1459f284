package cache

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Rule: finding.Rule{
		ID:       "cache/unbounded",
		Severity: finding.Warning,
		Title:    "What is stored does not grow without bound",
		Failed:   "What is stored grows with every distinct URL",
		Why: "Every search, every page of a list and every tracking link leaves a copy that nobody will ever ask for. When the quota is used up the browser throws away " +
			"the whole site at once, the shell and what the visitor saved on purpose included.",
		Detected: "Up to 120 distinct URLs are asked for: a page with queries that it never had, or data with them, else the pages that the start page links to. " +
			"Each leaves an entry in Cache Storage, to the last. Where the worker's script, or one that it imports, names a limit or deletes entries, the bound may lie beyond, and it cannot be told.",
		Fix: "Delete the oldest entries after each put, or with Workbox use ExpirationPlugin with maxEntries. Leave out of the key what does not change the page.",
		Before: `const cache = await caches.open('pages');
await cache.put(request, response);`,
		After: `const cache = await caches.open('pages');
await cache.put(request, response);
const keys = await cache.keys();
await Promise.all(keys.slice(0, -50).map(key => cache.delete(key)));`,
		References: []string{
			"https://web.dev/articles/storage-for-the-web#eviction",
			"https://developer.chrome.com/docs/workbox/modules/workbox-expiration",
			"https://developer.mozilla.org/en-US/docs/Web/API/Storage_API/Storage_quotas_and_eviction_criteria",
		},
		Needs: []string{"growth"},
	}, Judge: unbounded})
}

const (
	// enoughURLs is how many must have been asked for before growth says
	// anything: fewer may be all the pages that a site has.
	enoughURLs = 40
	// eachURL is the share of URLs that leave an entry where nothing bounds them.
	eachURL = 0.9
)

func unbounded(o *observation.Observations) finding.Verdict {
	if verdict, none := reading.NoBenefit(o); none {
		return verdict
	}
	if o.Growth == nil {
		return finding.CannotTell(reading.NotMade(o, "growth"))
	}
	points := o.Growth.Points
	if len(points) < 2 {
		return withoutMarks(o)
	}
	first, before, last := points[0], points[len(points)-2], points[len(points)-1]
	switch {
	case !growsWithEach(before, last) || !growsWithEach(first, last):
		return finding.Passed(fmt.Sprintf("%d distinct URLs leave %d entries in all; there were %d before", last.URLs, last.Entries, first.Entries))
	case last.URLs < enoughURLs:
		return finding.DoesNotApply(fmt.Sprintf("no more than %d URLs were found that leave a copy", last.URLs))
	case namesLimit(o):
		return finding.CannotTell(fmt.Sprintf("%d distinct URLs left %d entries, and were not enough to see the bound: the worker's scripts delete entries or name a limit", last.URLs, last.Entries-first.Entries))
	}
	return finding.Failing(fmt.Sprintf("%d distinct URLs left %d entries, and no end of it was seen: %s.", last.URLs, last.Entries-first.Entries, weight(first, last)),
		evidenceOfGrowth(o.Growth)...)
}

func withoutMarks(o *observation.Observations) finding.Verdict {
	for _, i := range o.Incomplete {
		if i.Experiment == "growth" {
			return finding.CannotTell(reading.NotMade(o, "growth"))
		}
	}
	return finding.DoesNotApply("no URLs were found to ask for with a worker in charge")
}

func growsWithEach(from, to observation.GrowthMark) bool {
	return float64(to.Entries-from.Entries) >= eachURL*float64(to.URLs-from.URLs)
}

// weight tells what the entries cost: their bodies, and what the browser counts
// for them.
func weight(first, last observation.GrowthMark) string {
	return fmt.Sprintf("%s of bodies, for which the browser counts %s",
		kilobytes(last.Bytes-first.Bytes), kilobytes(last.Storage.CacheStorageBytes-first.Storage.CacheStorageBytes))
}

func kilobytes(bytes int64) string { return fmt.Sprintf("%d kB", (max(0, bytes)+500)/1000) }

// limitWords are in scripts that delete what is too much: the options of
// Workbox's ExpirationPlugin, and what people call such limits themselves.
var limitWords = regexp.MustCompile(`(?i)max_?(entries|items|age|size|pages|count|len)|expir|at_?most|keys\.(slice|length|splice|shift)|keys\[0\]`)

// namesLimit reports whether the worker's script, or one that it imports, has
// code that may bound what is stored.
func namesLimit(o *observation.Observations) bool {
	_, version, _ := reading.Worker(o)
	for _, p := range o.Probes {
		its := p.Purpose == observation.ProbeWorkerScript && p.URL == version.ScriptURL || p.Purpose == observation.ProbeWorkerImport
		if its && (limitWords.MatchString(p.Body) || deletesEntries(p.Body)) {
			return true
		}
	}
	return false
}

var (
	keysCall   = regexp.MustCompile(`([\w$]*)\)*\s*\??\.\s*keys\(\s*\)`)
	deleteCall = regexp.MustCompile(`([\w$]*)\)*\s*\??\.\s*delete\(`)
	counts     = regexp.MustCompile(`length|slice|splice|shift|pop\(|Date|\[0\]|\[\w+\]`)
)

// trimming is how many characters after it has asked for the entries of a cache
// a script may delete some of them, so that it is taken for what bounds it.
const trimming = 300

// deletesEntries reports whether the text asks for the keys of something that
// can be a cache and soon deletes some. Caches as a whole are deleted for
// another reason, parameters of URLs are no entries, and what deletes all that a
// list does not name, and counts nothing, is a precache's.
func deletesEntries(body string) bool {
	for _, at := range keysCall.FindAllStringSubmatchIndex(body, -1) {
		if !canBeCache(body[at[2]:at[3]]) {
			continue
		}
		rest := body[at[1]:min(len(body), at[1]+trimming)]
		for _, found := range deleteCall.FindAllStringSubmatchIndex(rest, -1) {
			between := rest[:found[0]]
			listed := strings.Contains(between, ".has(") && !counts.MatchString(between)
			if canBeCache(rest[found[2]:found[3]]) && !listed {
				return true
			}
		}
	}
	return false
}

func canBeCache(name string) bool {
	lower := strings.ToLower(name)
	return lower != "caches" && !strings.HasSuffix(lower, "params")
}

// evidenceOfGrowth points at the cache that has most, with the last of what it
// was given.
func evidenceOfGrowth(g *observation.Growth) []finding.Evidence {
	var most observation.Cache
	for _, c := range g.Caches {
		if len(c.Entries)+c.Truncated > len(most.Entries)+most.Truncated {
			most = c
		}
	}
	if len(most.Entries) == 0 {
		return []finding.Evidence{{Kind: finding.OfVisit, URL: g.Page, Text: "was asked for with ever new queries"}}
	}
	e := most.Entries[len(most.Entries)-1]
	return []finding.Evidence{reading.OfEntry(most.Name, e, fmt.Sprintf("is one of %d entries", len(most.Entries)+most.Truncated))}
}
