package offline

import (
	"fmt"
	"slices"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Judge: visitedPage, Rule: finding.Rule{
		ID:       "offline/visited-page",
		Severity: finding.Error,
		Title:    "Pages that were visited open offline",
		Failed:   "A page that was visited does not open offline",
		Why:      "A visitor who goes back to a page they had open a minute ago, now in a tunnel, gets the browser's error page, an empty one, or a page that they did not ask for. The worker costs them data and gives nothing back.",
		Detected: "Pages are visited online with the worker in charge. Then the wire is cut, the workers are stopped, the browser's HTTP cache is emptied, and the pages are opened again. The page itself, its shell and the site's own fallback page are all right; the browser's error page, a blank one and another page's content are not. An ordinary page as the fallback is all right for pages that are not to be stored: private ones, and those that led elsewhere.",
		Fix:      "Store the pages, at install or as they are visited, under the URLs at which they are visited, and answer navigations from there when the network fails. For pages that are not to be stored, answer with a fallback page.",
		Before: `self.addEventListener('fetch', event => {
  event.respondWith(fetch(event.request));
});`,
		After: `self.addEventListener('fetch', event => {
  if (event.request.mode !== 'navigate') return;
  event.respondWith((async () => {
    const cache = await caches.open('pages-v1');
    try {
      const response = await fetch(event.request);
      if (response.ok) event.waitUntil(cache.put(event.request, response.clone()));
      return response;
    } catch {
      return await cache.match(event.request) || await caches.match('/offline.html');
    }
  })());
});`,
		References: []string{
			"https://web.dev/articles/offline-cookbook",
			"https://developer.mozilla.org/en-US/docs/Web/API/FetchEvent/respondWith",
			"https://developer.mozilla.org/en-US/docs/Web/Progressive_web_apps/Guides/Offline_and_background_operation",
		},
		Needs: []string{"offline"},
	}})
}

func visitedPage(o *observation.Observations) finding.Verdict {
	use, v, ok := reading.OfflineUse(o)
	if !ok {
		return v
	}
	var pages reading.Pages
	for _, page := range use.Pages {
		judgeVisitedPage(o, page, &pages)
	}
	return pages.Verdict("what was visited online shows the page, its shell or the site's fallback offline")
}

func judgeVisitedPage(o *observation.Observations, page observation.PageUse, pages *reading.Pages) {
	shows, ok := pages.Compared(o, page)
	if !ok {
		return
	}
	path := reading.Path(page.URL)
	switch shows {
	case finding.ShowsPage, finding.ShowsShell, finding.ShowsFallback:
		pages.Pass(page.URL, "shows "+reading.Describe(shows, *page.Offline))
		return
	}
	if rule := moreSpecific(o, page, shows); rule != "" {
		pages.Skip(page.URL, path+" does not open for a reason of its own, see "+rule)
		return
	}
	if shows == finding.ShowsOther && notToBeStored(o, page) && standsIn(o, *page.Offline) {
		pages.Skip(page.URL, path+" is not to be stored, and shows offline what stands in for all pages that are not")
		return
	}
	message := fmt.Sprintf("%s was visited and shows %s offline", path, reading.Describe(shows, *page.Offline))
	if final := page.Online.Final; final != "" && !reading.SameURL(final, page.URL) {
		message += "; online it leads to " + reading.Path(final)
	}
	evidence := []finding.Evidence{reading.OfVisit(*page.Offline, "shows "+reading.Describe(shows, *page.Offline))}
	if cache, e, found := storedElsewhere(o, page); found {
		message += "; " + hint(page, cache, e)
		evidence = append(evidence, reading.OfEntry(cache, e, "holds this page"))
	}
	pages.Fail(page.URL, message, evidence...)
}

// notToBeStored reports whether a page is one visitor's, or none at all: it led
// to another one, as to the login.
func notToBeStored(o *observation.Observations, page observation.PageUse) bool {
	if final := page.Online.Final; final != "" && !reading.SamePage(reading.WithoutQuery(final), reading.WithoutQuery(page.URL)) {
		return true
	}
	return o.Users != nil && slices.ContainsFunc(o.Users.Private, func(url string) bool { return reading.SameURL(url, page.URL) })
}

// standsIn reports whether a visit shows the site's fallback: here an ordinary
// page, so its text alone does not tell.
func standsIn(o *observation.Observations, v observation.Visit) bool {
	_, fallback := reading.Fallback(o)
	if fallback == nil || v.Exchange != fallback.Exchange || v.ServedBy != fallback.ServedBy || v.Cache != fallback.Cache {
		return false
	}
	return v.Exchange != 0 || reading.Similarity(v.Text, fallback.Text) == 1
}

// moreSpecific names the rule that tells why a page does not open, where there
// is one.
func moreSpecific(o *observation.Observations, page observation.PageUse, shows finding.Shows) string {
	if refusal, refused := reading.RefusedFor(o, page.URL); refused && shows == finding.ShowsError {
		if refusal.Kind == reading.RefusedRedirected {
			return "install/redirected-entry"
		}
		return "offline/bad-response"
	}
	switch {
	case reading.WrongType(page.Online, *page.Offline):
		return "offline/wrong-type"
	case shows == finding.ShowsOther && isWrongItem(o, page.URL, *page.Offline):
		return "offline/wrong-item"
	case shows == finding.ShowsBlank && reading.BlankForWantOfCode(*page.Offline):
		return "offline/page-complete"
	}
	return ""
}

// storedElsewhere finds a stored response that holds the page and that the
// worker did not answer with: under its own URL, under the URL of the same
// file by another name, under another query, or with the same bytes.
func storedElsewhere(o *observation.Observations, page observation.PageUse) (cache string, found observation.CacheEntry, ok bool) {
	best := 0
	for _, c := range o.Offline.Caches {
		for _, e := range c.Entries {
			if rank := likeness(o, page, e); rank > best {
				cache, found, best = c.Name, e, rank
			}
		}
	}
	return cache, found, best > 0
}

func likeness(o *observation.Observations, page observation.PageUse, e observation.CacheEntry) int {
	switch {
	case e.Status >= 400 || (e.MIMEType() != "" && !observation.IsHTML(e.MIMEType())):
		return 0
	case reading.Plain(e.URL) == reading.Plain(page.URL):
		return 4
	case reading.SamePage(e.URL, page.URL):
		return 3
	case reading.WithoutQuery(e.URL) == reading.WithoutQuery(page.URL):
		return 2
	case sameBytes(o, page.Online.Exchange, e.Exchange):
		return 1
	}
	return 0
}

func sameBytes(o *observation.Observations, a, b int) bool {
	x, foundX := o.Offline.Exchange(a)
	y, foundY := o.Offline.Exchange(b)
	return foundX && foundY && x.BodySHA256 != "" && x.BodySHA256 == y.BodySHA256
}

func hint(page observation.PageUse, cache string, e observation.CacheEntry) string {
	if reading.Plain(e.URL) == reading.Plain(page.URL) {
		return "it is stored in the cache " + cache + ", and the worker does not answer with it"
	}
	return fmt.Sprintf("it is stored in the cache %s as %s", cache, reading.Path(e.URL))
}
