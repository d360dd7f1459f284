package matchers

import (
	"fmt"

	"github.com/onsi/gomega/types"

	"github.com/swcheck/swcheck/observation"
)

// HaveCache matches caches of which one has the name, in which a star stands
// for anything.
func HaveCache(name string) types.GomegaMatcher {
	return ofCaches(phrase{"include", "a cache " + name}, func(caches []observation.Cache) verdict {
		return verdict{len(namesThatFit(name, caches)) > 0, phrase{"are", listed(caches)}}
	})
}

// HaveNoCache matches caches of which none has the name, in which a star stands
// for anything.
func HaveNoCache(name string) types.GomegaMatcher {
	return ofCaches(phrase{"include", "no cache " + name}, func(caches []observation.Cache) verdict {
		return verdict{len(namesThatFit(name, caches)) == 0, phrase{"are", listed(caches)}}
	})
}

// HaveEntries matches caches that hold exactly n answers in all.
func HaveEntries(n int) types.GomegaMatcher {
	return ofEntries(count(n, "entry", "entries"), func(got int) bool { return got == n })
}

// HaveEntriesAtMost matches caches that hold at most n answers in all.
func HaveEntriesAtMost(n int) types.GomegaMatcher {
	return ofEntries("at most "+count(n, "entry", "entries"), func(got int) bool { return got <= n })
}

func ofEntries(object string, enough func(int) bool) types.GomegaMatcher {
	return ofCaches(phrase{"hold", object}, func(caches []observation.Cache) verdict {
		n := 0
		for _, c := range caches {
			n += size(c)
		}
		return verdict{enough(n), phrase{"hold", count(n, "entry", "entries") + ": there is " + contents(caches)}}
	})
}

func namesThatFit(name string, caches []observation.Cache) []string {
	var all []string
	for _, c := range caches {
		if fits(name, c.Name) {
			all = append(all, c.Name)
		}
	}
	return all
}

// listed names caches with the number of their entries.
func listed(caches []observation.Cache) string {
	if len(caches) == 0 {
		return "none"
	}
	all := make([]string, 0, len(caches))
	for _, c := range caches {
		all = append(all, fmt.Sprintf("%s with %s", c.Name, count(size(c), "entry", "entries")))
	}
	return several(all)
}
