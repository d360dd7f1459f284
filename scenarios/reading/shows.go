package reading

import (
	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
)

// Texts that are alike to this share are taken for the same page.
const alike = 0.6

// Shows tells what a visit shows of a page that was visited online: the real
// page, the site's fallback, a shell without the page's content, another
// page's content, the browser's error page, or nothing.
//
// Whose bytes they are decides first (the exchange tells the URL), the visible
// text second: a single-page application shows many pages with one document.
func Shows(o *observation.Observations, page observation.PageUse, v observation.Visit) finding.Shows {
	switch {
	case v.Error != "":
		return finding.ShowsError
	case WrongType(page.Online, v):
		return finding.ShowsOther
	case Blank(v) && !Blank(page.Online):
		return finding.ShowsBlank
	}
	closeness := Similarity(v.Text, page.Online.Text)
	_, fallback := Fallback(o)
	elsewhere, nearest := nearestOther(o, page, v)
	if ownDocument(o, page, v) {
		if _, lost := TextLost(v, page.Online); lost {
			return finding.ShowsShell // its own document, without what scripts put into it
		}
		return finding.ShowsPage
	}
	switch {
	case closeness >= alike && closeness >= nearest && (fallback == nil || closeness >= Similarity(v.Text, fallback.Text)):
		return finding.ShowsPage
	case elsewhere && nearest > closeness && !IsShell(o, v):
		return finding.ShowsOther
	case IsShell(o, v):
		return finding.ShowsShell
	case fallback != nil && sameDocument(*fallback, v):
		return finding.ShowsFallback
	case closeness >= alike:
		return finding.ShowsPage
	}
	// Neither this page nor another that was seen: what a worker has ready for
	// such a case.
	return finding.ShowsFallback
}

// WrongType reports whether a navigation that leads to a document online is
// answered with something else.
func WrongType(online, v observation.Visit) bool {
	if len(v.Downloads) > 0 && len(online.Downloads) == 0 {
		return true
	}
	return v.Error == "" && observation.IsHTML(online.MIMEType) && v.MIMEType != "" && !observation.IsHTML(v.MIMEType)
}

// ownDocument reports whether the document has the page's own bytes: of the
// same exchange, of an exchange for the same URL, or equal ones.
func ownDocument(o *observation.Observations, page observation.PageUse, v observation.Visit) bool {
	if v.Exchange == 0 || o.Offline == nil {
		return false
	}
	if v.Exchange == page.Online.Exchange {
		return true
	}
	from, ok := o.Offline.Exchange(v.Exchange)
	if !ok {
		return false
	}
	if SameURL(from.URL, page.URL) || SameURL(from.URL, page.Online.Final) {
		return true
	}
	online, ok := o.Offline.Exchange(page.Online.Exchange)
	return ok && from.BodySHA256 != "" && from.BodySHA256 == online.BodySHA256
}

// nearestOther finds, among the other pages, the one whose text the visit's is
// most like, and tells whether it is like enough to be that page.
func nearestOther(o *observation.Observations, page observation.PageUse, v observation.Visit) (found bool, nearest float64) {
	if o.Offline == nil {
		return false, 0
	}
	for _, other := range o.Offline.Pages {
		if SameURL(other.URL, page.URL) || other.Online.Error != "" || Blank(other.Online) {
			continue
		}
		nearest = max(nearest, Similarity(v.Text, other.Online.Text))
	}
	return nearest >= alike, nearest
}

// sameDocument reports whether two visits show one document: the same bytes,
// or nearly the same text.
func sameDocument(a, b observation.Visit) bool {
	if a.Exchange != 0 && a.Exchange == b.Exchange {
		return true
	}
	return Similarity(a.Text, b.Text) >= 0.9
}

// IsShell reports whether the visit's document is an app shell: online, with
// the worker in charge, pages with different URLs are given these same bytes
// by the worker.
func IsShell(o *observation.Observations, v observation.Visit) bool {
	if v.Exchange == 0 || o.Offline == nil {
		return false
	}
	for _, p := range o.Offline.Pages {
		if p.Online.Exchange == v.Exchange && byWorker(p.Online.ServedBy) && !bytesOf(o, v.Exchange, p.URL) {
			return true
		}
	}
	return false
}

// bytesOf reports whether the exchange was made for the URL.
func bytesOf(o *observation.Observations, exchange int, address string) bool {
	from, ok := o.Offline.Exchange(exchange)
	return ok && SameURL(from.URL, address)
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
		if _, ok := Usable(v); !ok || v.Error != "" || !observation.IsHTML(v.MIMEType) || Blank(*v) || IsShell(o, *v) {
			continue
		}
		if v == o.Offline.Unvisited && (v.Exchange == 0 || bytesOf(o, v.Exchange, v.URL)) {
			continue // stored beforehand or made by the worker: the page itself
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
				return e.URL
			}
		}
	}
	from, _ := o.Offline.Exchange(v.Exchange)
	return from.URL
}
