package matchers

import (
	"fmt"

	"github.com/onsi/gomega/types"

	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/observation/likeness"
)

// Knowledge is something that is known of the site beside the visit that is
// judged. The more is known, the more surely are pages told apart.
type Knowledge func(*known)

type known struct {
	site   likeness.Site
	online *observation.Visit
}

// KnownOnline is what the page itself shows online: a visit of the same URL, in
// the same session, with a good network.
func KnownOnline(visit observation.Visit) Knowledge {
	return func(k *known) { k.online = &visit }
}

// KnownPages are other pages of the site, visited online in the same session.
// By them another page's content is told, and an app shell.
func KnownPages(visits ...observation.Visit) Knowledge {
	return func(k *known) {
		for _, v := range visits {
			k.site.Pages = append(k.site.Pages, observation.PageUse{URL: v.URL, Online: v})
		}
	}
}

// KnownFallback is a visit in the same session that shows the site's fallback
// page.
func KnownFallback(visit observation.Visit) Knowledge {
	return func(k *known) { k.site.Fallback = &likeness.Look{Visit: visit} }
}

// KnownLog is what the session of the visit has seen. Only by it is known for
// which URL a document was fetched.
func KnownLog(session Log) Knowledge { return func(k *known) { k.site.Log = session.Log() } }

// ShowPage matches a visit that shows the page that it asked for, and not the
// fallback, an empty shell, another page or nothing. Online is a visit of the
// same URL in the same session, with a good network.
func ShowPage(online observation.Visit, more ...Knowledge) types.GomegaMatcher {
	return Show(likeness.ShowsPage, append([]Knowledge{KnownOnline(online)}, more...)...)
}

// ShowFallback matches a visit that shows what the site has ready for pages
// that it has not stored. Where the worker makes that document by itself, it
// takes [KnownOnline] or [KnownFallback] to tell it from the page.
func ShowFallback(of ...Knowledge) types.GomegaMatcher {
	return Show(likeness.ShowsFallback, of...)
}

// ShowError matches a visit that shows the browser's error page.
func ShowError() types.GomegaMatcher { return Show(likeness.ShowsError) }

// ShowBlank matches a visit that shows nothing at all. Of a page that shows
// nothing online either, [KnownOnline] tells.
func ShowBlank(of ...Knowledge) types.GomegaMatcher { return Show(likeness.ShowsBlank, of...) }

// Show matches a visit that shows this of the page that it asked for, as the
// reports of audits have it.
func Show(what likeness.Shown, of ...Knowledge) types.GomegaMatcher {
	return ofVisits(phrase{"show", inWords(what)}, func(v observation.Visit) (verdict, error) {
		shown, sure := shows(v, of)
		switch {
		case !sure && (what == likeness.ShowsError || what == likeness.ShowsBlank):
			return verdict{false, phrase{"shows", "a document " + likeness.From(v)}}, nil
		case !sure:
			return verdict{}, &UnknownPageError{URL: v.URL, From: likeness.From(v)}
		}
		got := inWords(shown)
		if shown == likeness.ShowsOther && likeness.Readable(v) && len(v.Downloads) == 0 {
			got += fmt.Sprintf(" (%q)", likeness.Title(v))
		}
		return verdict{shown == what, phrase{"shows", got}}, nil
	})
}

func knowing(of []Knowledge) known {
	var k known
	for _, tell := range of {
		tell(&k)
	}
	return k
}

// An UnknownPageError tells that nothing tells whether a document is the page
// that was asked for: the page was not looked at online.
type UnknownPageError struct {
	URL  string
	From string // who answered, in words
}

func (e *UnknownPageError) Error() string {
	return fmt.Sprintf("nothing tells what %s shows: its document is %s, and it is not known what the page shows online", e.URL, e.From)
}

// Hint tells what to do.
func (e *UnknownPageError) Hint() string {
	return "visit the page online before, and hand that visit over with KnownOnline"
}

func shows(v observation.Visit, of []Knowledge) (likeness.Shown, bool) {
	k := knowing(of)
	if k.site.Fallback != nil {
		k.site.Fallback.Log = k.site.Log
	}
	if k.online != nil {
		k.site.Pages = append(k.site.Pages, observation.PageUse{URL: k.online.URL, Online: *k.online})
	}
	for _, p := range k.site.Pages {
		k.site.Loads = append(k.site.Loads, likeness.Look{Visit: p.Online, Log: k.site.Log})
	}
	if k.online == nil {
		return k.site.ShowsUnseen(v)
	}
	return k.site.Shows(observation.PageUse{URL: v.URL, Online: *k.online}, v), true
}

func inWords(shown likeness.Shown) string {
	switch shown {
	case likeness.ShowsPage:
		return "the page itself"
	case likeness.ShowsFallback:
		return "the fallback page"
	case likeness.ShowsShell:
		return "a shell without the page's content"
	case likeness.ShowsOther:
		return "another page"
	case likeness.ShowsError:
		return "the browser's error page"
	case likeness.ShowsBlank:
		return "a blank page"
	}
	return fmt.Sprintf("%q, which nothing shows", string(shown))
}
