package reading

import (
	"slices"
	"time"

	"github.com/swcheck/swcheck/observation"
)

// DeadAssets returns what a load did not get because its document, of a former
// build, asks for assets that went with that build: same-origin scripts, style
// sheets, pictures and fonts that came before the deploy. It is empty where the
// document is of this build, or from the browser's own cache.
func (r Round) DeadAssets(v observation.Visit) []observation.Request {
	document, ok := Document(v)
	if !ok {
		return nil
	}
	age := r.Age(document)
	made := age == Ageless && document.Exchange == 0 && byWorker(document.ServedBy)
	if age != Stale && !made {
		return nil
	}
	var dead []observation.Request
	for _, q := range FailedAssets(v, true) {
		if IsPart(q) && r.cameBefore(q.URL) {
			dead = append(dead, q)
		}
	}
	return dead
}

// TookOver reports whether parts of the load were asked for after a new version
// had been installed in the middle of it, so that two versions may have answered.
// That says nothing of another load: it is over in a moment, and a matter of
// chance.
func (r Round) TookOver(v observation.Visit) bool {
	installed, during := r.installedDuring(v)
	if !during {
		return false
	}
	return slices.ContainsFunc(v.Requests, func(q observation.Request) bool {
		return v.Started.Add(milliseconds(q.Started)).After(installed)
	})
}

// installedDuring returns when the last request was answered that a new version
// made at its install, where the browser got its script during the load. A
// script with the bytes that it had is no new version: a browser whose cache is
// cold is answered with the whole of it.
func (r Round) installedDuring(v observation.Visit) (end time.Time, during bool) {
	until := v.Started.Add(milliseconds(v.Duration))
	former := map[string]string{} // content of scripts, by URL
	script := ""
	for _, e := range r.Log.Exchanges {
		within := e.ID > r.Last && e.Started.After(v.Started) && e.Started.Before(until)
		switch {
		case e.IsWorkerScript() && e.Status == 200:
			known := former[e.URL]
			former[e.URL] = e.Content()
			if !within || known != "" && known == e.Content() {
				continue
			}
			script = e.URL
		case !within || script == "" || e.RequestHeader.Get("Referer") != script:
			continue
		}
		end = e.Started.Add(milliseconds(e.Duration))
	}
	return end, script != ""
}

func milliseconds(n float64) time.Duration { return time.Duration(n * float64(time.Millisecond)) }

// cameBefore reports whether the URL was answered well in a former build.
func (r Round) cameBefore(url string) bool {
	for _, e := range r.Log.Exchanges {
		if e.ID > r.Last {
			break
		}
		if SameURL(e.URL, url) && (e.Status == 200 || e.Status == 304) {
			return true
		}
	}
	return false
}

// FreshElsewhere returns an entry for the URL, of this build, in another cache
// than the one that answered with what is stale.
func (r Round) FreshElsewhere(q observation.Request) (entry observation.CacheEntry, cache string, ok bool) {
	for _, c := range r.Caches {
		if c.Name == q.Cache {
			continue
		}
		for _, e := range c.Entries {
			if Plain(e.URL) == Plain(q.URL) && r.AgeOf(q.URL, e.Exchange) == Fresh {
				return e, c.Name, true
			}
		}
	}
	return observation.CacheEntry{}, "", false
}

// StoredTwice reports whether another cache than the one that answered holds an
// entry for the URL, too.
func (r Round) StoredTwice(q observation.Request) bool {
	return slices.ContainsFunc(r.Caches, func(c observation.Cache) bool {
		_, _, stored := Entry([]observation.Cache{c}, q.URL)
		return stored && c.Name != q.Cache
	})
}

// OldCacheWins returns the parts of a load for which a cache with bytes of a
// former build answered although another one holds those of this build.
func (r Round) OldCacheWins(load LoadAfter) []observation.Request {
	if !load.New {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(load.Stale), func(q observation.Request) bool {
		_, _, fresh := r.FreshElsewhere(q)
		return q.Cache == "" || !fresh
	})
}

// StaleForEver returns the load that shows the page in a former build still,
// when all has been done that brings a new one: the new version is active, all
// tabs were closed and opened again, and the page was loaded once before with
// that version in charge, which is what it takes to renew a copy.
func (r Round) StaleForEver(page PageLoads) (LoadAfter, bool) {
	last := page.Last()
	if !last.Reopened || !last.New || len(last.Stale) == 0 {
		return last, false
	}
	inCharge := 0
	for _, load := range page.Loads {
		if load.New && len(load.Stale) > 0 {
			inCharge++
		}
	}
	return last, inCharge > 1
}
