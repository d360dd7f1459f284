package offline

import (
	"fmt"
	"strings"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Judge: fallbackForAssets, Rule: finding.Rule{
		ID:       "offline/fallback-for-assets",
		Severity: finding.Warning,
		Title:    "The fallback page is answered to navigations only",
		Failed:   "The HTML fallback is answered for things that are no page",
		Why:      "Scripts get a page to run, style sheets a page to apply, and code that fetches data takes the offline page for it, because the status says 200. What breaks then looks like a fault of the site.",
		Detected: "With the wire cut, a page asks for an image, a script, a style sheet, a font and data under URLs that were never asked for. The worker answers HTML with a status below 400. Where only data is answered so, it is offline/fallback-status that says so.",
		Fix:      "Answer with the fallback page only where request.mode is 'navigate'. Let all else fail, or answer it in its own kind.",
		Before:   `event.respondWith(fetch(event.request).catch(() => caches.match('/offline.html')));`,
		After: `if (event.request.mode === 'navigate') {
  event.respondWith(fetch(event.request).catch(() => caches.match('/offline.html')));
}`,
		References: []string{
			"https://developer.mozilla.org/en-US/docs/Web/API/Request/mode",
			"https://web.dev/articles/offline-fallback-page",
		},
		Needs: []string{"offline"},
	}})
}

func fallbackForAssets(o *observation.Observations) finding.Verdict {
	use, v, ok := reading.OfflineUse(o)
	if !ok {
		return v
	}
	if len(use.Destinations) == 0 {
		return finding.CannotTell("nothing was asked for offline from a page that the worker controls")
	}
	var wrong []finding.Evidence
	var kinds []string
	for _, probe := range use.Destinations {
		r := probe.Request
		if !isHTMLForAsset(probe) {
			continue
		}
		kinds = append(kinds, probe.Destination)
		wrong = append(wrong, finding.Evidence{
			Kind: finding.OfRequest, URL: r.URL, Cache: r.Cache, Exchange: r.Exchange,
			Text: fmt.Sprintf("%s: answered with %s, status %d", probe.Destination, r.MIMEType, r.Status),
		})
	}
	switch {
	case len(wrong) == 0:
		return finding.Passed("nothing but navigations is answered with HTML")
	case len(kinds) == 1 && kinds[0] == "fetch":
		return finding.DoesNotApply("only requests for data are answered with HTML, see offline/fallback-status")
	}
	return finding.Failing("the worker answers HTML to requests that are for no page: "+strings.Join(kinds, ", "), wrong...)
}
