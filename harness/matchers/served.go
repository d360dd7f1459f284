package matchers

import (
	"fmt"

	"github.com/onsi/gomega/types"

	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/observation/likeness"
)

// BeServedFrom matches a visit whose document was served by this one. A page
// that the worker fetched from the server is served by the network.
func BeServedFrom(by observation.ServedBy) types.GomegaMatcher {
	object := likeness.From(observation.Visit{ServedBy: by})
	if by == observation.ByCacheStorage {
		object = anyCache
	}
	return servedFrom(object, func(v observation.Visit) bool { return v.ServedBy == by })
}

// BeServedFromNetwork matches a visit whose document came from the server,
// also through a worker that fetched it.
func BeServedFromNetwork() types.GomegaMatcher { return BeServedFrom(observation.ByNetwork) }

// BeServedFromHTTPCache matches a visit whose document came from the browser's
// own cache.
func BeServedFromHTTPCache() types.GomegaMatcher { return BeServedFrom(observation.ByHTTPCache) }

// BeServedByWorker matches a visit whose document the worker's code made. What
// it took from a cache matches [BeServedFromCache].
func BeServedByWorker() types.GomegaMatcher { return BeServedFrom(observation.ByWorker) }

// BeServedByRouter matches a visit whose document came by a static route of the
// worker.
func BeServedByRouter() types.GomegaMatcher { return BeServedFrom(observation.ByRouter) }

// BeServedByNobody matches a visit that got no document: the browser shows its
// error page.
func BeServedByNobody() types.GomegaMatcher { return BeServedFrom(observation.ByNobody) }

// BeServedFromCache matches a visit whose document the worker took from Cache
// Storage: from any cache, or from one of the named ones. Names may be globs,
// such as pages-*.
func BeServedFromCache(names ...string) types.GomegaMatcher {
	object := anyCache
	if len(names) > 0 {
		object = "from the cache " + anyOf(names)
	}
	return servedFrom(object, func(v observation.Visit) bool {
		return v.ServedBy == observation.ByCacheStorage && (len(names) == 0 || fitsAny(names, v.Cache))
	})
}

const anyCache = "from a cache of Cache Storage"

func servedFrom(object string, is func(observation.Visit) bool) types.GomegaMatcher {
	return ofVisits(phrase{"be", object}, func(v observation.Visit) (verdict, error) {
		if isMoveless(v) {
			return verdict{}, fmt.Errorf("nothing was visited on %s, where something was done in the page that led to no other one: no document was served", address(v))
		}
		return verdict{is(v), phrase{"is", likeness.From(v)}}, nil
	})
}

// ofVisits makes a matcher of visits, also of those that ended in the browser's
// error page.
func ofVisits(want phrase, judge func(observation.Visit) (verdict, error)) types.GomegaMatcher {
	return &matcher[observation.Visit]{want: want, read: visitOf, subject: ofVisit, judge: judge}
}
