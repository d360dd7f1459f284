package likeness

import "github.com/swcheck/swcheck/observation"

// Shown tells what a visit shows of the page that it asked for.
type Shown string

// What a visit can show.
const (
	ShowsPage     Shown = "page"     // the real page
	ShowsFallback Shown = "fallback" // the site's own page for pages that it has not stored
	ShowsShell    Shown = "shell"    // an app shell without this page's content
	ShowsOther    Shown = "other"    // another page's content
	ShowsError    Shown = "error"    // the browser's error page
	ShowsBlank    Shown = "blank"
)

const (
	alike       = 0.6 // texts that are alike to this share are taken for the same page
	sameText    = 0.9 // texts of one document at two loads
	clearMargin = 0.1 // by which one text must be nearer than another where only texts tell
)

// A Site is what is known of a site when a visit is judged.
type Site struct {
	// Log is that of the session in which the visit was made: the numbers of
	// exchanges mean nothing in another one.
	Log observation.SessionLog
	// Pages were visited online: another page's content is told by them.
	Pages []observation.PageUse
	// Loads were made online: an app shell is told by them.
	Loads []Look
	// Fallback is a look at the site's fallback; nil where it is not known.
	Fallback *Look
}

// A Look is a visit and the log of the session in which it was made.
type Look struct {
	Visit observation.Visit
	Log   observation.SessionLog
}

// Source returns the URL from which the document was fetched, as [Source] does.
func (l Look) Source() string { return Source(l.Log, l.Visit) }

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

// Shows tells what a visit shows of a page of which it is known what it is
// online.
//
// Whose bytes they are decides first (the exchange tells the URL), the visible
// text second: a single-page application shows many pages with one document.
func (s Site) Shows(page observation.PageUse, v observation.Visit) Shown {
	switch {
	case v.Error != "" && len(v.Downloads) == 0:
		return ShowsError
	case WrongType(page.Online, v):
		return ShowsOther
	case Blank(v) && !Blank(page.Online):
		return ShowsBlank
	case s.isPortal(v):
		return ShowsOther
	case s.ownDocument(page, v):
		if _, lost := TextLost(v, page.Online); lost {
			return ShowsShell // its own document, without what scripts put into it
		}
		return ShowsPage
	}
	source := Source(s.Log, v)
	closeness := Similarity(v.Text, page.Online.Text)
	shell := s.IsShell(source)
	switch {
	case !shell && s.isAnotherPage(page.URL, v, source, closeness):
		return ShowsOther
	case s.isFallback(v, source) && Similarity(v.Text, s.Fallback.Visit.Text) > closeness:
		return ShowsFallback
	case closeness >= alike:
		return ShowsPage
	case shell:
		return ShowsShell
	}
	// Neither this page nor another that was seen: what a worker has ready for
	// such a case.
	return ShowsFallback
}

// ShowsUnseen tells what a visit shows of a page that nobody has looked at
// online. It is false where nothing but such a look could tell: of a document
// that the worker made, and of an app shell, which may hold the page's content.
func (s Site) ShowsUnseen(v observation.Visit) (Shown, bool) {
	source := Source(s.Log, v)
	from, _ := s.Log.Exchange(v.Exchange)
	switch {
	case len(v.Downloads) > 0:
		return "", false
	case v.Error != "":
		return ShowsError, true
	case Blank(v):
		return ShowsBlank, true
	case s.isPortal(v):
		return ShowsOther, true
	case !Readable(v), s.IsShell(source):
		return "", false
	case source != "" && SamePage(source, v.URL) && from.Status < 400:
		return ShowsPage, true
	case s.isFallback(v, source):
		return ShowsFallback, true
	case s.isAnotherPage(v.URL, v, source, 0):
		return ShowsOther, true
	}
	return ShowsFallback, source != "" && !SamePage(source, v.URL)
}

// isPortal reports whether the bytes are those with which a captive portal
// answered for the page's URL: at once, or from where a worker has kept them.
func (s Site) isPortal(v observation.Visit) bool {
	from, _ := s.Log.Exchange(v.Exchange)
	return v.Exchange != 0 && from.Network == observation.CaptivePortal && from.Outcome == observation.Played
}

// ownDocument reports whether the document has the page's own bytes: of the
// same exchange, of an exchange for the same page, or equal ones.
func (s Site) ownDocument(page observation.PageUse, v observation.Visit) bool {
	if v.Exchange == 0 {
		return false
	}
	if v.Exchange == page.Online.Exchange {
		return true
	}
	from, ok := s.Log.Exchange(v.Exchange)
	if !ok {
		return false
	}
	if SamePage(from.URL, page.URL) || (page.Online.Final != "" && SamePage(from.URL, page.Online.Final)) {
		return true
	}
	online, ok := s.Log.Exchange(page.Online.Exchange)
	return ok && from.BodySHA256 != "" && from.BodySHA256 == online.BodySHA256
}

// isAnotherPage reports whether a visit shows another page that was visited
// online: one whose text is nearer to it than the page's own. Where the bytes
// are known to be that page's, any difference tells; else it must be a clear
// one, because texts differ from load to load.
func (s Site) isAnotherPage(url string, v observation.Visit, source string, closeness float64) bool {
	for _, other := range s.Pages {
		if SameURL(other.URL, url) || other.Online.Error != "" || Blank(other.Online) {
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

func (s Site) isFallback(v observation.Visit, source string) bool {
	if s.Fallback == nil {
		return false
	}
	if source != "" && source == s.Fallback.Source() {
		return true
	}
	return Similarity(s.Fallback.Visit.Text, v.Text) >= sameText
}

// IsShell reports whether the document that was fetched from the source is an
// app shell: online, the worker gives it to several pages, or to one for which
// it was not fetched.
func (s Site) IsShell(source string) bool {
	if source == "" {
		return false
	}
	given := map[string]bool{}
	foreign := false
	for _, look := range s.Loads {
		v := look.Visit
		if ByWorker(v.ServedBy) && v.Network == observation.Online && look.Source() == source {
			given[WithoutQuery(v.URL)] = true
			foreign = foreign || !SamePage(WithoutQuery(source), WithoutQuery(v.URL)) && !SamePage(source, v.Final)
		}
	}
	return foreign || len(given) > 1
}
