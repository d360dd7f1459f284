package reading

import (
	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/observation/likeness"
)

// NotStored returns what the start page or its shell needs and no cache holds
// right after the first load, although the page itself opens from a cache:
// same-origin scripts, style sheets, images and fonts. It returns false where
// the start page does not open offline then, or where that was not seen.
func NotStored(o *observation.Observations) ([]observation.Request, bool) {
	shows, ok := ShowsAfterFirst(o)
	first := o.FirstVisit
	if !ok || !byWorker(first.OfflineAfter.ServedBy) || !opens(shows, *first.OfflineAfter) {
		return nil, false
	}
	var missing []observation.Request
	for _, r := range FailedAssets(*first.OfflineAfter, true) {
		if !IsPart(r) || !wanted(first, r) {
			continue
		}
		if _, _, stored := Entry(first.Caches, r.URL); !stored && !keptLater(o, r) {
			missing = append(missing, r)
		}
	}
	return missing, true
}

// wanted reports whether the page cannot do without what it did not get. A
// shell may need scripts and style sheets that the page from the server does
// not: they count unless they failed there too. Pictures and fonts count when
// they came there.
func wanted(first *observation.FirstVisit, r observation.Request) bool {
	if r.Destination == "script" || r.Destination == "style" {
		return !likeness.FailedIn(first.Visit, r)
	}
	return Succeeded(first.Visit, r.URL) && !Beacon(first.SessionLog, first.Visit, r.URL)
}

// keptLater reports whether a picture or font that the first load left out
// comes offline once the page was loaded with the worker in charge. To store
// those as they are used is a choice; to open without scripts or style sheets
// is none.
func keptLater(o *observation.Observations, r observation.Request) bool {
	if o.Offline == nil || r.Destination != "image" && r.Destination != "font" {
		return false
	}
	for _, page := range o.Offline.Pages {
		if page.Offline != nil && SameURL(page.URL, o.FirstVisit.Visit.URL) && Succeeded(*page.Offline, r.URL) {
			return true
		}
	}
	return false
}

// OnlyFonts reports whether all that is missing is fonts: the page is set in
// another letter then, and works.
func OnlyFonts(missing []observation.Request) bool {
	for _, r := range missing {
		if r.Destination != "font" {
			return false
		}
	}
	return len(missing) > 0
}

// opens reports whether a visit shows the page or its shell. A page that is
// blank because its code did not come is open too: it is the code that is
// missing.
func opens(shows finding.Shows, v observation.Visit) bool {
	switch shows {
	case finding.ShowsPage, finding.ShowsShell:
		return true
	case finding.ShowsBlank:
		return BlankForWantOfCode(v)
	}
	return false
}

// BlankForWantOfCode reports whether a page is blank and scripts or style
// sheets of it did not come, of whatever origin.
func BlankForWantOfCode(v observation.Visit) bool {
	if !Blank(v) {
		return false
	}
	for _, sameOrigin := range []bool{true, false} {
		for _, r := range FailedAssets(v, sameOrigin) {
			if r.Destination == "script" || r.Destination == "style" {
				return true
			}
		}
	}
	return false
}

// A pixel is at most as large as the smallest pictures of one transparent
// point that trackers answer (GIF 35 to 49 bytes, PNG 67 to 70).
const pixelBytes = 100

// Beacon reports whether an image that came online in the visit is so small
// that it is there to be asked for and not to be seen.
func Beacon(log observation.SessionLog, v observation.Visit, address string) bool {
	for _, r := range v.Requests {
		if r.Destination != "image" || !SameURL(r.URL, address) || r.Exchange == 0 {
			continue
		}
		if e, ok := log.Exchange(r.Exchange); ok && e.Status == 200 && e.BodyBytes <= pixelBytes {
			return true
		}
	}
	return false
}
