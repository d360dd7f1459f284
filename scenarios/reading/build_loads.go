package reading

import (
	"fmt"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
)

// PageLoads are the loads of one page after a deploy.
type PageLoads struct {
	URL   string
	Loads []LoadAfter
}

// A LoadAfter is one load of a page after a deploy.
type LoadAfter struct {
	observation.DeployLoad
	Number   int                   // among the loads of this page since the deploy, from 1
	Reopened bool                  // all tabs had been closed before it
	New      bool                  // the new version was active when it began
	Stale    []observation.Request // what it showed of a former build
	Untold   []observation.Request // what it showed of a build that nothing tells
}

// Pages returns the loads after the deploy page by page, the page that was
// loaded first before the others.
func (r Round) Pages() []PageLoads {
	var pages []PageLoads
	place := map[string]int{}
	active := r.Former
	for i, load := range r.All() {
		url := WithoutFragment(load.Visit.URL)
		at, known := place[url]
		if !known {
			at = len(pages)
			place[url] = at
			pages = append(pages, PageLoads{URL: load.Visit.URL})
		}
		page := &pages[at]
		page.Loads = append(page.Loads, LoadAfter{
			DeployLoad: load, Number: len(page.Loads) + 1, Reopened: i >= len(r.inOpenTabs()),
			New: r.IsNew(active), Stale: r.Stale(load.Visit), Untold: r.Untold(load.Visit),
		})
		if load.Active != "" {
			active = load.Active
		}
	}
	return pages
}

// Last returns the last load of the page.
func (p PageLoads) Last() LoadAfter { return p.Loads[len(p.Loads)-1] }

// FreshWithoutScript reports whether every page was fresh when it was loaded last, although the worker's script is as it was: some
// workers learn of a new build from a manifest.
func (r Round) FreshWithoutScript() bool {
	if changed, known := r.ScriptChanged(); changed || !known {
		return false
	}
	pages := r.Pages()
	for _, page := range pages {
		last := page.Last()
		if _, usable := Usable(&last.Visit); !usable || len(last.Stale)+len(last.Untold) > 0 {
			return false
		}
	}
	return len(pages) > 0
}

// OldLoads returns how many loads, from the first on, showed anything of a
// former build or what nothing tells the build of, and whether a later one
// showed nothing of that kind.
func OldLoads(loads []LoadAfter) (old int, fresh bool) {
	for _, load := range loads {
		if len(load.Stale)+len(load.Untold) == 0 {
			return old, true
		}
		old++
	}
	return old, false
}

// Unusable returns why a load of the page cannot be judged, or "".
func (p PageLoads) Unusable() string {
	for _, load := range p.Loads {
		if reason, ok := Usable(&load.Visit); !ok {
			return fmt.Sprintf("at load %d after the deploy, %s", load.Number, reason)
		}
	}
	return ""
}

// OfPart is the evidence that a part of a load gives.
func (r Round) OfPart(load LoadAfter, q observation.Request) finding.Evidence {
	when := fmt.Sprintf("load %d after the deploy of build %s", load.Number, r.Build)
	if load.Reopened {
		when += ", all tabs closed and opened again"
	}
	return finding.Evidence{Kind: finding.OfRequest, URL: q.URL, Cache: q.Cache, Exchange: q.Exchange,
		Text: fmt.Sprintf("%s at %s: %s", q.Destination, when, r.Whence(q))}
}

// OfParts is the evidence of several parts, of as many as help.
func (r Round) OfParts(load LoadAfter, parts []observation.Request) []finding.Evidence {
	const most = 10
	var all []finding.Evidence
	for _, q := range parts[:min(len(parts), most)] {
		all = append(all, r.OfPart(load, q))
	}
	return all
}
