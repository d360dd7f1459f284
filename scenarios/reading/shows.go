package reading

import (
	"strings"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
)

const (
	alike       = 0.6 // texts that are alike to this share are taken for the same page
	sameText    = 0.9 // texts of one document at two loads
	clearMargin = 0.1 // by which one text must be nearer than another where only texts tell
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
	switch {
	case v.Error != "" && len(v.Downloads) == 0:
		return finding.ShowsError
	case WrongType(page.Online, v):
		return finding.ShowsOther
	case Blank(v) && !Blank(page.Online):
		return finding.ShowsBlank
	case ownDocument(log, page, v):
		if _, lost := TextLost(v, page.Online); lost {
			return finding.ShowsShell // its own document, without what scripts put into it
		}
		return finding.ShowsPage
	}
	source := Source(log, v)
	closeness := Similarity(v.Text, page.Online.Text)
	_, fallback := Fallback(o)
	shell := isShell(o, source)
	switch {
	case !shell && isAnotherPage(o, page, v, source, closeness):
		return finding.ShowsOther
	case fallback != nil && isFallback(o, *fallback, v, source) && Similarity(v.Text, fallback.Text) > closeness:
		return finding.ShowsFallback
	case closeness >= alike:
		return finding.ShowsPage
	case shell:
		return finding.ShowsShell
	}
	// Neither this page nor another that was seen: what a worker has ready for
	// such a case.
	return finding.ShowsFallback
}

// Source returns the URL from which the document of a visit was fetched, by
// the stamp on its bytes, or "" for a document that the worker made or that
// carries no stamp.
func Source(log observation.SessionLog, v observation.Visit) string {
	if v.Exchange == 0 {
		return ""
	}
	from, _ := log.Exchange(v.Exchange)
	return from.URL
}

// WrongType reports whether a navigation that leads to a document online is
// answered with something that nobody can read as one.
func WrongType(online, v observation.Visit) bool {
	if len(v.Downloads) > 0 && len(online.Downloads) == 0 {
		return true
	}
	return v.Error == "" && observation.IsHTML(online.MIMEType) && !Readable(v)
}

// Readable reports whether what is shown is a document for people: HTML, or
// plain text that is no mark-up. Markup as plain text is what visitors get of
// new Response("<h1>…") without a Content-Type.
func Readable(v observation.Visit) bool {
	kind, _, _ := strings.Cut(strings.ToLower(v.MIMEType), ";")
	if strings.TrimSpace(kind) == "text/plain" {
		return !strings.Contains(v.Text, "</") && !strings.Contains(strings.ToLower(v.Text), "<!doctype")
	}
	return v.MIMEType == "" || observation.IsHTML(v.MIMEType)
}

// ownDocument reports whether the document has the page's own bytes: of the
// same exchange, of an exchange for the same page, or equal ones.
func ownDocument(log observation.SessionLog, page observation.PageUse, v observation.Visit) bool {
	if v.Exchange == 0 {
		return false
	}
	if v.Exchange == page.Online.Exchange {
		return true
	}
	from, ok := log.Exchange(v.Exchange)
	if !ok {
		return false
	}
	if SamePage(from.URL, page.URL) || (page.Online.Final != "" && SamePage(from.URL, page.Online.Final)) {
		return true
	}
	online, ok := log.Exchange(page.Online.Exchange)
	return ok && from.BodySHA256 != "" && from.BodySHA256 == online.BodySHA256
}

// isAnotherPage reports whether a visit shows another page that was visited
// online: one whose text is nearer to it than the page's own. Where the bytes
// are known to be that page's, any difference tells; else it must be a clear
// one, because texts differ from load to load.
func isAnotherPage(o *observation.Observations, page observation.PageUse, v observation.Visit, source string, closeness float64) bool {
	if o.Offline == nil {
		return false
	}
	for _, other := range o.Offline.Pages {
		if SameURL(other.URL, page.URL) || other.Online.Error != "" || Blank(other.Online) {
			continue
		}
		nearness := Similarity(v.Text, other.Online.Text)
		margin := clearMargin
		if source != "" && SamePage(source, other.URL) {
			margin = 0
		}
		if nearness >= alike && nearness > closeness+margin {
			return true
		}
	}
	return false
}

func isFallback(o *observation.Observations, fallback, v observation.Visit, source string) bool {
	if source != "" && source == Source(o.Offline.SessionLog, fallback) {
		return true
	}
	return Similarity(fallback.Text, v.Text) >= sameText
}

// isShell reports whether a document is an app shell: online, the worker gives
// it to several pages, or to one for which it was not fetched.
func isShell(o *observation.Observations, source string) bool {
	if source == "" {
		return false
	}
	given := map[string]bool{}
	foreign := false
	look := func(log observation.SessionLog, v observation.Visit) {
		if byWorker(v.ServedBy) && v.Network == observation.Online && Source(log, v) == source {
			given[WithoutQuery(v.URL)] = true
			foreign = foreign || !SamePage(WithoutQuery(source), WithoutQuery(v.URL)) && !SamePage(source, v.Final)
		}
	}
	if o.ReturnVisit != nil && o.ReturnVisit.Second != nil {
		look(o.ReturnVisit.SessionLog, *o.ReturnVisit.Second)
	}
	if o.Offline != nil {
		for _, p := range o.Offline.Pages {
			look(o.Offline.SessionLog, p.Online)
		}
	}
	return foreign || len(given) > 1
}

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
