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
	return ofCaches(phrase{"hold", anyEntry(urls, " and ")}, func(caches []observation.Cache) verdict {
		for _, url := range urls {
			if len(entriesFor(caches, url)) == 0 {
				return verdict{false, phrase{"hold", "no answer for " + url + ", but " + contents(caches)}}
			}
		}
		return verdict{true, phrase{"hold", contents(caches)}}
	})
}

// LackCached matches caches of which none holds an answer for any of the URLs,
// which are written as for [HaveCached].
func LackCached(urls ...string) types.GomegaMatcher {
	return ofCaches(phrase{"hold", "no answer for " + strings.Join(urls, " or ")}, func(caches []observation.Cache) verdict {
		for _, url := range urls {
			if found := entriesFor(caches, url); len(found) > 0 {
				return verdict{false, phrase{"hold", "an answer for " + several(found)}}
			}
		}
		return verdict{true, phrase{"hold", contents(caches)}}
	})
}

func anyEntry(urls []string, between string) string {
	return "an answer for " + strings.Join(urls, between)
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
		return "no cache"
	}
	all := make([]string, 0, len(caches))
	for _, c := range caches {
		urls := make([]string, 0, len(c.Entries))
		for _, e := range c.Entries {
			urls = append(urls, within(c.Origin, e.URL))
		}
		text := fmt.Sprintf("%s with %s", c.Name, count(len(urls)+c.Truncated, "entry", "entries"))
		if len(urls) > 0 {
			text += ": " + several(urls)
		}
		all = append(all, text)
	}
	return strings.Join(all, "; ")
}

// within returns the URL as it is written on pages of the origin.
func within(origin, address string) string {
	if likeness.SameOrigin(origin, address) {
		return likeness.Path(address)
	}
	return address
}

func ofCaches(want phrase, judge func([]observation.Cache) verdict) types.GomegaMatcher {
	return &matcher[[]observation.Cache]{
		want: want, read: cachesOf,
		subject: func([]observation.Cache) subject { return subject{name: "the caches", plural: true} },
		judge:   func(all []observation.Cache) (verdict, error) { return judge(all), nil },
	}
}
