package reading

import (
	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/observation/likeness"
)

// Shows tells what a visit of the offline experiment shows of a page that was
// visited online in it: the real page, the site's fallback, a shell without
// the page's content, another page's content, the browser's error page, or
// nothing.
//
// Whose bytes they are decides first (the exchange tells the URL), the visible
// text second: a single-page application shows many pages with one document.
func Shows(o *observation.Observations, page observation.PageUse, v observation.Visit) finding.Shows {
	if o.Offline == nil {
		return shows(o, observation.SessionLog{}, page, v)
	}
	return shows(o, o.Offline.SessionLog, page, v)
}

// ShowsAfterFirst tells the same of the start page right after one load, and
// false where that was not seen.
func ShowsAfterFirst(o *observation.Observations) (finding.Shows, bool) {
	if o.FirstVisit == nil {
		return "", false
	}
	after := o.FirstVisit.OfflineAfter
	if _, ok := Usable(after); !ok {
		return "", false
	}
	page := observation.PageUse{URL: o.FirstVisit.Visit.URL, Online: o.FirstVisit.Visit}
	return shows(o, o.FirstVisit.SessionLog, page, *after), true
}

// shows judges a visit by the log of its session: the numbers of exchanges
// mean nothing in another one.
func shows(o *observation.Observations, log observation.SessionLog, page observation.PageUse, v observation.Visit) finding.Shows {
	site := likeness.Site{Log: log, Loads: loads(o)}
	if o.Offline != nil {
		site.Pages = o.Offline.Pages
	}
	if _, fallback := Fallback(o); fallback != nil {
		site.Fallback = &likeness.Look{Visit: *fallback, Log: o.Offline.SessionLog}
	}
	return finding.Shows(site.Shows(page, v))
}

// loads returns the online visits by which an app shell is told.
func loads(o *observation.Observations) []likeness.Look {
	var all []likeness.Look
	if o.ReturnVisit != nil && o.ReturnVisit.Second != nil {
		all = append(all, likeness.Look{Visit: *o.ReturnVisit.Second, Log: o.ReturnVisit.SessionLog})
	}
	if o.Offline != nil {
		for _, p := range o.Offline.Pages {
			all = append(all, likeness.Look{Visit: p.Online, Log: o.Offline.SessionLog})
		}
	}
	return all
}

func isShell(o *observation.Observations, source string) bool {
	return likeness.Site{Loads: loads(o)}.IsShell(source)
}

// Source returns the URL from which the document of a visit was fetched, by the
// stamp on its bytes, or "" for a document that the worker made or that carries
// no stamp; see [likeness.Source].
func Source(log observation.SessionLog, v observation.Visit) string { return likeness.Source(log, v) }

// WrongType reports whether a navigation that leads to a document online is
// answered with something that nobody can read as one; see
// [likeness.WrongType].
func WrongType(online, v observation.Visit) bool { return likeness.WrongType(online, v) }

// Readable reports whether what is shown is a document for people: HTML, or
// plain text that is no mark-up; see [likeness.Readable].
func Readable(v observation.Visit) bool { return likeness.Readable(v) }

// Fallback returns the page that stands in offline for pages that are not
// stored, and the visit that showed it: what is shown for a path that does not
// exist, else for a page never visited, where that is a document of its own
// and neither that page itself nor an app shell.
func Fallback(o *observation.Observations) (finding.Fallback, *observation.Visit) {
	if o.Offline == nil {
		return finding.Fallback{}, nil
	}
	for _, v := range []*observation.Visit{o.Offline.Unknown, o.Offline.Unvisited} {
		if _, ok := Usable(v); !ok || v.Error != "" || !Readable(*v) || Blank(*v) {
			continue
		}
		source := Source(o.Offline.SessionLog, *v)
		if isShell(o, source) {
			continue
		}
		if v == o.Offline.Unvisited && (source == "" || SamePage(source, v.URL)) {
			continue // made by the worker or stored beforehand: the page itself
		}
		return finding.Fallback{Present: true, URL: storedAs(o, *v)}, v
	}
	return finding.Fallback{}, nil
}

// storedAs returns the URL under which the document of a visit is stored, else
// the one it was fetched from, else "" for a document that the worker made.
func storedAs(o *observation.Observations, v observation.Visit) string {
	if v.Exchange == 0 {
		return ""
	}
	for _, c := range o.Offline.Caches {
		if v.Cache != "" && c.Name != v.Cache {
			continue
		}
		for _, e := range c.Entries {
			if e.Exchange == v.Exchange {
				return Plain(e.URL)
			}
		}
	}
	return Plain(Source(o.Offline.SessionLog, v))
}
