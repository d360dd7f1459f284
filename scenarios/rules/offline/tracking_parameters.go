package offline

import (
	"fmt"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Judge: trackingParameters, Rule: finding.Rule{
		ID:       "offline/tracking-parameters",
		Severity: finding.Warning,
		Title:    "Stored pages also open through links with tracking parameters",
		Failed:   "A stored page does not open when a tracking parameter is added",
		Why:      "Links in newsletters, chats and advertisements carry utm_source, fbclid or gclid. Who follows one offline is told that the page is not there, although it is stored; and online each such link stores the page once more.",
		Detected: "A page that opens offline is opened again with utm_source, fbclid and gclid added to its URL, and a second page with utm_source.",
		Fix:      "Take parameters that do not change the page out of the URL before storing and before looking it up. Workbox does so for utm_… and fbclid in its precache; for others set ignoreURLParametersMatching. Do not ignore the whole query.",
		Before:   `const hit = await caches.match(event.request);`,
		After: `const url = new URL(event.request.url);
for (const name of [...url.searchParams.keys()]) {
  if (/^utm_|^fbclid$|^gclid$/.test(name)) url.searchParams.delete(name);
}
const hit = await caches.match(url.href);`,
		References: []string{
			"https://developer.chrome.com/docs/workbox/modules/workbox-precaching#ignore_url_parameters",
			"https://developer.mozilla.org/en-US/docs/Web/API/URL/searchParams",
		},
		Needs: []string{"offline"},
	}})
}

func trackingParameters(o *observation.Observations) finding.Verdict {
	use, v, ok := reading.OfflineUse(o)
	if !ok {
		return v
	}
	var pages reading.Pages
	for _, variant := range use.Tracking {
		judgeTracked(o, variant, &pages)
	}
	if pages.Empty() {
		return finding.DoesNotApply("no page was opened with tracking parameters")
	}
	return pages.Verdict("stored pages open with tracking parameters too")
}

func judgeTracked(o *observation.Observations, variant observation.Variant, pages *reading.Pages) {
	address, path := variant.Visit.URL, reading.Path(variant.Visit.URL)
	page := pageAt(o, variant.Page)
	if page == nil {
		pages.CannotTell(address, reading.Path(variant.Page)+" itself was not visited")
		return
	}
	var own reading.Pages
	plain, ok := own.Compared(o, *page)
	if !ok {
		if v := own.Verdict(""); v.Outcome == finding.NotApplicable {
			pages.Skip(address, v.Message)
		} else {
			pages.CannotTell(address, v.Message)
		}
		return
	}
	if plain != finding.ShowsPage && plain != finding.ShowsShell {
		pages.Skip(address, reading.Path(variant.Page)+" itself shows "+reading.Describe(plain, *page.Offline)+" offline")
		return
	}
	if reason, ok := reading.Usable(&variant.Visit); !ok {
		pages.CannotTell(address, reason)
		return
	}
	shows := reading.Shows(o, *page, variant.Visit)
	switch {
	case shows == finding.ShowsPage || shows == finding.ShowsShell:
		pages.Pass(address, "shows "+reading.Describe(shows, variant.Visit))
	case reading.WrongType(page.Online, variant.Visit):
		pages.Skip(address, path+" is answered with no document, see offline/wrong-type")
	default:
		shown := "shows " + reading.Describe(shows, variant.Visit)
		pages.Fail(address, fmt.Sprintf("%s opens offline, but %s %s", reading.Path(variant.Page), path, shown), reading.OfVisit(variant.Visit, shown))
	}
}
