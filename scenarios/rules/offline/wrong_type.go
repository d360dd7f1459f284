package offline

import (
	"fmt"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Judge: wrongType, Rule: finding.Rule{
		ID:       "offline/wrong-type",
		Severity: finding.Error,
		Title:    "Navigations are answered with documents",
		Failed:   "A navigation is answered with something that is no document",
		Why:      "Instead of a page the visitor sees a picture, raw JSON or mark-up, or is offered a download, with status 200 and no way on.",
		Detected: "With the wire cut, pages are opened, and the type of what is shown is looked at, not its status. Plain text that is no mark-up counts as a document.",
		Fix:      "Decide by request.mode === 'navigate' or request.destination, never by the Accept header: browsers accept image types for navigations too. Give responses that the worker makes a Content-Type.",
		Before: `if (request.headers.get('Accept').includes('image')) return caches.match('/offline.png');
return new Response('<h1>Offline</h1>');`,
		After: `if (request.destination === 'image') return caches.match('/offline.png');
return new Response('<!doctype html><title>Offline</title><h1>Offline</h1>',
  {headers: {'Content-Type': 'text/html; charset=utf-8'}});`,
		References: []string{
			"https://developer.mozilla.org/en-US/docs/Web/API/Request/mode",
			"https://developer.mozilla.org/en-US/docs/Web/API/Request/destination",
			"https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/Content_negotiation/List_of_default_Accept_values",
		},
		Needs: []string{"offline"},
	}})
}

func wrongType(o *observation.Observations) finding.Verdict {
	use, v, ok := reading.OfflineUse(o)
	if !ok {
		return v
	}
	var pages reading.Pages
	for _, page := range use.Pages {
		if shows, ok := pages.Compared(o, page); ok {
			judgeType(*page.Offline, shows == finding.ShowsError, reading.WrongType(page.Online, *page.Offline), &pages)
		}
	}
	for _, v := range otherNavigations(use) {
		if _, ok := reading.Usable(v); ok && reading.Covered(o, v.URL) {
			wrong := len(v.Downloads) > 0 || v.Error == "" && !reading.Readable(*v)
			judgeType(*v, v.Error != "", wrong, &pages)
		}
	}
	return pages.Verdict("what the worker answers to navigations is a document")
}

// otherNavigations are those to URLs without a visit online to compare with. A
// linked page that was never visited is not among them: the link may lead to a
// picture.
func otherNavigations(use *observation.OfflineUse) []*observation.Visit {
	all := []*observation.Visit{use.Unknown, use.StartURL}
	for i := range use.Tracking {
		all = append(all, &use.Tracking[i].Visit)
	}
	for i := range use.Items {
		all = append(all, &use.Items[i].Visit)
	}
	return all
}

func judgeType(v observation.Visit, nothing, wrong bool, pages *reading.Pages) {
	path := reading.Path(v.URL)
	switch {
	case wrong:
		shown := reading.Describe(finding.ShowsOther, v)
		pages.Fail(v.URL, fmt.Sprintf("the navigation to %s is answered with %s", path, shown), reading.OfVisit(v, "shows "+shown))
	case nothing:
		pages.Skip(v.URL, path+" is not answered at all")
	default:
		pages.Pass(v.URL, "shows "+v.MIMEType)
	}
}
