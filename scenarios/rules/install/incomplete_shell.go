package install

import (
	"fmt"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Judge: incompleteShell, Rule: finding.Rule{
		ID:       "install/incomplete-shell",
		Severity: finding.Error,
		Title:    "What the worker stores at install is complete",
		Failed:   "The worker stores the page at install, but not all that the page needs",
		Why:      "Who comes once and then loses the network gets a page without its styles, its script or its pictures: often a page that shows nothing at all.",
		Detected: "The start page is loaded once in a fresh profile and then opened again with the wire cut and the workers stopped. It opens from a cache, and scripts, style sheets, images or fonts of its own origin do not come then and are in no cache. What fails online as well does not count, nor do pictures and fonts that are stored at the next visit.",
		Fix:      "Add the named files to the list that the install handler stores. Better, let the build write the list (Workbox's injectManifest or generateSW), so that it cannot fall behind the page.",
		Before: `self.addEventListener('install', event => {
  event.waitUntil(caches.open('shell-v1').then(cache => cache.addAll(['/'])));
});`,
		After: `self.addEventListener('install', event => {
  event.waitUntil(caches.open('shell-v1').then(cache =>
    cache.addAll(['/', '/app.css', '/app.js', '/logo.svg'])));
});`,
		References: []string{
			"https://web.dev/articles/service-worker-caching-and-http-caching",
			"https://developer.mozilla.org/en-US/docs/Web/API/Cache/addAll",
			"https://developer.chrome.com/docs/workbox/modules/workbox-build",
		},
		Needs: []string{"first-visit"},
	}})
}

func incompleteShell(o *observation.Observations) finding.Verdict {
	if v, none := reading.NoBenefit(o); none {
		return v
	}
	if o.FirstVisit == nil {
		return finding.CannotTell(reading.NotMade(o, "first-visit"))
	}
	first := o.FirstVisit
	if reason, ok := reading.Usable(&first.Visit); !ok {
		return finding.CannotTell("online, " + reason)
	}
	if reason, ok := reading.Usable(first.OfflineAfter); !ok {
		return finding.CannotTell("right after the first load, " + reason)
	}
	missing, opens := reading.NotStored(o)
	page := reading.Path(first.Visit.URL)
	switch {
	case !opens:
		return finding.DoesNotApply(page + " does not open from a cache right after the first load, so there is no shell to judge")
	case len(missing) == 0:
		return finding.Passed(page + " opens right after the first load, and nothing that it needs is missing from the caches")
	case truncated(first.Caches):
		return finding.CannotTell(fmt.Sprintf("%s did not come offline, but not all entries of the caches were read", reading.Paths(missing)))
	}
	v := finding.Failing(fmt.Sprintf("%s opens offline right after the first load, %s, but files that it needs are in no cache (%d): %s",
		page, reading.From(*first.OfflineAfter), len(missing), reading.Paths(missing)), reading.OfRequests(missing)...)
	if reading.OnlyFonts(missing) {
		v.Severity = finding.Warning
	}
	return v
}

func truncated(caches []observation.Cache) bool {
	for _, c := range caches {
		if c.Truncated > 0 {
			return true
		}
	}
	return false
}
