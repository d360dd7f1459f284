package freshness

import (
	"slices"

	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/observation/likeness"
)

// Age tells of which build a part of a page is.
type Age string

// The ages.
const (
	Ageless Age = ""      // not known: made by the worker, of another origin, without a number
	Fresh   Age = "fresh" // fetched after the deploy, or the very bytes that the server gives now
	Held    Age = "held"  // from the browser's own cache, as the site's max-age has it
	Stale   Age = "stale" // of a former build
)

// A Build is what it takes to tell which build the parts of a page are from,
// after a new one was deployed.
type Build struct {
	Log  observation.SessionLog // of the session in which the page was visited
	Last int                    // the highest exchange ID before the deploy
	// Now is what the server answers in the new build, by URL without fragment.
	// Of a URL that is not in it nothing is known.
	Now map[string]observation.Content
	// Before are visits of pages in the former build, by which pages that carry
	// no numbers are told.
	Before []observation.Visit
}

// Age tells of which build the answer to a request is. Bytes that the server
// gives now are never stale, whenever they were fetched, and what changes from
// request to request has no age.
func (b Build) Age(q observation.Request) Age {
	switch {
	case q.Failed(), q.Canceled, q.Status == 0:
		return Ageless
	case q.ServedBy == observation.ByHTTPCache, q.Memory:
		return Held
	case q.Exchange == 0:
		return Ageless
	}
	return b.AgeOf(q.URL, q.Exchange)
}

// AgeOf tells the same of bytes that an exchange brought and that stand under
// the URL now.
func (b Build) AgeOf(url string, exchange int) Age {
	if exchange == 0 {
		return Ageless
	}
	if exchange > b.Last {
		return Fresh
	}
	now, asked := b.nowOf(url, exchange)
	old := b.Log.Content(exchange)
	switch {
	case !asked:
		return Ageless
	case now.Status == 404, now.Status == 410:
		return Stale
	case now.Status != 200, now.SHA256 == "", old == "":
		return Ageless
	case now.SHA256 == old:
		return Fresh
	case b.Varies(url):
		return Ageless
	}
	return Stale
}

// nowOf returns what the server gives now for the URL, or for the one that the
// bytes were fetched from.
func (b Build) nowOf(url string, exchange int) (observation.Content, bool) {
	if now, ok := b.Now[likeness.WithoutFragment(url)]; ok {
		return now, true
	}
	from, _ := b.Log.Exchange(exchange)
	now, ok := b.Now[likeness.WithoutFragment(from.URL)]
	return now, ok
}

// Varies reports whether the URL was answered differently within one build: a
// token or a clock in it. Then its bytes do not tell its build.
func (b Build) Varies(url string) bool {
	seen := map[string]string{}
	for _, e := range b.Log.Exchanges {
		if e.Status != 200 || e.Content() == "" || !likeness.SameURL(e.URL, url) {
			continue
		}
		if first, known := seen[e.Build]; known && first != e.Content() {
			return true
		}
		seen[e.Build] = e.Content()
	}
	return false
}

// Shown returns the requests of a load for the document that is shown in the
// end and for what belongs to it: the same-origin ones that were answered. A
// page that reloads itself for an update shows what it reloaded.
func Shown(v observation.Visit) []observation.Request {
	page := v.Final
	if page == "" {
		page = v.URL
	}
	var parts []observation.Request
	for _, q := range v.Requests {
		if q.Document {
			parts = nil
		}
		if isShown(q) && likeness.SameOrigin(q.URL, page) && q.Status > 0 && !q.Canceled && !q.Failed() {
			parts = append(parts, q)
		}
	}
	return parts
}

func isShown(q observation.Request) bool {
	switch q.Destination {
	case "document", "iframe", "script", "style", "image", "font", "media", "fetch":
		return true
	}
	return q.Document
}

// Stale returns the parts of a load that are of a former build. What is gone
// with that build is asked for by a document that is old itself; where the
// browser's own cache has kept that document, the worker does right to answer.
func (b Build) Stale(v observation.Visit) []observation.Request {
	document, _ := Document(v)
	held := b.Age(document) == Held
	return slices.DeleteFunc(Shown(v), func(q observation.Request) bool {
		return b.Age(q) != Stale || held && b.gone(q)
	})
}

func (b Build) gone(q observation.Request) bool {
	now, asked := b.nowOf(q.URL, q.Exchange)
	return asked && now.Status != 200
}

// Document returns the request for the document that a load shows in the end.
func Document(v observation.Visit) (observation.Request, bool) {
	for _, q := range slices.Backward(v.Requests) {
		if q.Document {
			return q, true
		}
	}
	return observation.Request{}, false
}
