package install

import (
	"fmt"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Judge: redirectedEntry, Rule: finding.Rule{
		ID:       "install/redirected-entry",
		Severity: finding.Error,
		Title:    "No redirected response is used for a page",
		Failed:   "The worker answers for a page with a redirected response, and the browser refuses it",
		Why:      "The page is stored, and still visitors get the browser's error page, online as well as offline: a navigation may not be answered with a response that came by way of a redirect.",
		Detected: "The browser says on the console of page or worker that it refused a redirected response, or an entry is stored under a URL that the server redirected, and the page at that URL shows the browser's error page.",
		Fix:      "Store the URL at which the redirect ends, and answer with that. Where the list is not yours to change, store a copy of the response without its history: new Response(body, response).",
		Before:   `cache.add('/index.html'); // the server redirects it to /`,
		After: `cache.add('/');

// or, for a response that may have been redirected:
const clean = response.redirected
  ? new Response(response.body, {status: response.status, statusText: response.statusText, headers: response.headers})
  : response;
await cache.put(request, clean);`,
		References: []string{
			"https://fetch.spec.whatwg.org/#http-fetch",
			"https://developer.mozilla.org/en-US/docs/Web/API/Response/redirected",
			"https://developer.mozilla.org/en-US/docs/Web/API/Request/redirect",
		},
		Needs: []string{"first-visit", "offline"},
	}})
}

func redirectedEntry(o *observation.Observations) finding.Verdict {
	if v, none := reading.NoBenefit(o); none {
		return v
	}
	if o.Offline == nil && o.FirstVisit == nil {
		return finding.CannotTell(reading.NotMade(o, "offline"))
	}
	var refused []finding.Evidence
	for _, r := range reading.Refusals(o) {
		if r.Kind == reading.RefusedRedirected {
			refused = append(refused, refusedEntry(o, r))
		}
	}
	if len(refused) == 0 {
		refused = unopenedEntries(o)
	}
	switch {
	case len(refused) > 0:
		message := fmt.Sprintf("a redirected response was answered for %s, and the browser refused it", reading.Path(refused[0].URL))
		if more := len(refused) - 1; more > 0 {
			message += fmt.Sprintf("; so for %d more", more)
		}
		return finding.Failing(message, refused...)
	case o.Offline == nil:
		return finding.CannotTell(reading.NotMade(o, "offline"))
	}
	return finding.Passed("no answer of the worker was refused for being redirected")
}

// refusedEntry points at the stored response that was refused, where it is
// stored under the URL that was asked for, else at what the browser said.
func refusedEntry(o *observation.Observations, r reading.Refusal) finding.Evidence {
	if o.Offline != nil {
		if e, cache, ok := reading.Entry(o.Offline.Caches, r.URL); ok {
			return reading.OfEntry(cache, e, "refused: "+r.Reason)
		}
	}
	return finding.Evidence{Kind: finding.OfConsole, URL: r.URL, Text: r.Reason}
}

// unopenedEntries finds entries that were stored by way of a redirect and
// whose page did not open. An entry that the worker copied has lost its
// history and the type "basic" with it.
func unopenedEntries(o *observation.Observations) []finding.Evidence {
	if o.Offline == nil {
		return nil
	}
	var found []finding.Evidence
	for _, page := range o.Offline.Pages {
		if page.Offline == nil || page.Offline.Error != "net::ERR_FAILED" {
			continue
		}
		e, cache, ok := reading.Entry(o.Offline.Caches, page.URL)
		if !ok || e.Type != "basic" {
			continue
		}
		from, to, redirected := redirectOf(o.Offline.SessionLog, e)
		if redirected {
			found = append(found, reading.OfEntry(cache, e, fmt.Sprintf("stored by way of a redirect (%d) to %s; the page shows %s", from.Status, reading.Path(to.URL), page.Offline.Error)))
		}
	}
	return found
}

// redirectOf returns the exchange that was redirected and the one that its
// bytes come from, where an entry was stored by way of a redirect.
func redirectOf(log observation.SessionLog, e observation.CacheEntry) (from, to observation.Exchange, redirected bool) {
	to, ok := log.Exchange(e.Exchange)
	if !ok || reading.SameURL(to.URL, e.URL) {
		return from, to, false
	}
	for _, x := range log.Exchanges {
		if reading.SameURL(x.URL, e.URL) && x.Status >= 300 && x.Status < 400 && x.Status != 304 {
			return x, to, true
		}
	}
	return from, to, false
}
