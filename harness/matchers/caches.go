package matchers

import (
	"fmt"
	"strings"

	"github.com/onsi/gomega/types"

	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/observation/likeness"
)

// HaveCached matches caches, as Session.Caches returns them, of which some hold
// an answer for each URL. A path stands for any origin, and a star for
// anything; the query counts, as it does for caches.
//
// For one cache of them, see [InCache].
func HaveCached(urls ...string) types.GomegaMatcher {
	want := phrase{"hold", "an answer for " + strings.Join(urls, " and ")}
	return ofCachesWith(given("HaveCached", "URL", urls), want, func(caches []observation.Cache) verdict {
		for _, url := range urls {
			if len(entriesFor(caches, url)) == 0 {
				return verdict{false, phrase{"hold", "no answer for " + url + "; there is " + contents(caches)}}
			}
		}
		return verdict{true, phrase{"hold", "that; there is " + contents(caches)}}
	})
}

// LackCached matches caches of which none holds an answer for any of the URLs,
// which are written as for [HaveCached].
func LackCached(urls ...string) types.GomegaMatcher {
	want := phrase{"lack", "an answer for " + strings.Join(urls, " and ")}
	return ofCachesWith(given("LackCached", "URL", urls), want, func(caches []observation.Cache) verdict {
		for _, url := range urls {
			if found := entriesFor(caches, url); len(found) > 0 {
				return verdict{false, phrase{"hold", "an answer for " + several(found)}}
			}
		}
		return verdict{true, phrase{"hold", "none; there is " + contents(caches)}}
	})
}

// entriesFor returns the entries that fit the URL, with the caches that hold
// them.
func entriesFor(caches []observation.Cache, url string) []string {
	var found []string
	for _, c := range caches {
		for _, e := range c.Entries {
			if fitsURL(url, e.URL) {
				found = append(found, fmt.Sprintf("%s in %s", e.URL, named(c.Name, e.Exchange)))
			}
		}
	}
	return found
}

func named(cache string, exchange int) string {
	if exchange == 0 {
		return fmt.Sprintf("the cache %s, made by the worker", cache)
	}
	return fmt.Sprintf("the cache %s, of exchange %d", cache, exchange)
}

// contents lists caches with the number of their entries, and the first few of
// those.
func contents(caches []observation.Cache) string {
	if len(caches) == 0 {
		return "no such cache"
	}
	all := make([]string, 0, len(caches))
	for _, c := range caches {
		text := c.Name + " with " + count(size(c), "entry", "entries")
		if len(c.Entries) > 0 {
			text += " (" + several(urlsOf(c)) + ")"
		}
		all = append(all, text)
	}
	return several(all)
}

// size is how many entries a cache has, also beyond those that were read.
func size(c observation.Cache) int { return len(c.Entries) + c.Truncated }

func urlsOf(c observation.Cache) []string {
	urls := make([]string, 0, len(c.Entries))
	for _, e := range c.Entries {
		urls = append(urls, within(c.Origin, e.URL))
	}
	return urls
}

// within returns the URL as it is written on pages of the origin.
func within(origin, address string) string {
	if likeness.SameOrigin(origin, address) {
		return likeness.Path(address)
	}
	return address
}

func ofCaches(want phrase, judge func([]observation.Cache) verdict) types.GomegaMatcher {
	return ofCachesWith(nil, want, judge)
}

// ofCachesWith is ofCaches for a matcher that cannot judge where refused is not
// nil.
func ofCachesWith(refused error, want phrase, judge func([]observation.Cache) verdict) types.GomegaMatcher {
	return &matcher[[]observation.Cache]{
		want: want, read: cachesOf,
		subject: func([]observation.Cache) subject { return subject{name: "the caches", plural: true} },
		judge:   func(all []observation.Cache) (verdict, error) { return judge(all), refused },
	}
}
