package offline

import (
	"fmt"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Judge: fallbackComplete, Rule: finding.Rule{
		ID:       "offline/fallback-complete",
		Severity: finding.Error,
		Title:    "The fallback page has all that it is made of",
		Failed:   "The fallback page is shown without its own files",
		Why:      "The one page that is made for the moment without a network comes up without its styles, pictures or script, just then.",
		Detected: "The page that is shown offline for a path that does not exist, or was never visited, asks for scripts, style sheets, images or fonts of its own origin and does not get them.",
		Fix:      "Store the fallback's files at install together with it, or put styles and pictures into the page itself. Write their URLs from the root (/offline.css): the page is shown under any path.",
		Before:   `await cache.addAll(['/offline.html']);`,
		After:    `await cache.addAll(['/offline.html', '/offline.css', '/offline.svg']);`,
		References: []string{
			"https://web.dev/articles/offline-fallback-page",
			"https://developer.chrome.com/docs/workbox/managing-fallback-responses",
		},
		Needs: []string{"offline"},
	}})
}

func fallbackComplete(o *observation.Observations) finding.Verdict {
	use, v, ok := reading.OfflineUse(o)
	if !ok {
		return v
	}
	fallback, shown := reading.Fallback(o)
	if !fallback.Present {
		return withoutFallback(use)
	}
	var missing []observation.Request
	known := reportedElsewhere(o)
	for _, r := range reading.FailedAssets(*shown, true) {
		if reading.IsPart(r) && !known[reading.WithoutFragment(r.URL)] {
			missing = append(missing, r)
		}
	}
	if len(missing) == 0 {
		return finding.Passed("the fallback page has all that it asks for of its own origin")
	}
	return finding.Failing(fmt.Sprintf("the fallback page%s, shown for %s, comes without %s",
		named(fallback), reading.Path(shown.URL), reading.Paths(missing)), reading.OfRequests(missing)...)
}

func withoutFallback(use *observation.OfflineUse) finding.Verdict {
	for _, v := range []*observation.Visit{use.Unknown, use.Unvisited} {
		if v == nil {
			continue
		}
		if reason, ok := reading.Usable(v); !ok {
			return finding.CannotTell(reason)
		}
	}
	if use.Unknown == nil && use.Unvisited == nil {
		return finding.CannotTell("no page was opened offline that had not been visited")
	}
	return finding.DoesNotApply("no fallback page is shown")
}

// reportedElsewhere returns what visited pages lack too: where the start page
// serves as the fallback, that is told of the page.
func reportedElsewhere(o *observation.Observations) map[string]bool {
	known := map[string]bool{}
	add := func(requests []observation.Request) {
		for _, r := range requests {
			known[reading.WithoutFragment(r.URL)] = true
		}
	}
	if missing, ok := reading.NotStored(o); ok {
		add(missing)
	}
	for _, page := range o.Offline.Pages {
		var unused reading.Pages
		if shows, ok := unused.Compared(o, page); ok && reading.Opens(shows, *page.Offline) {
			missing, _ := missingParts(o, page)
			add(missing)
		}
	}
	return known
}

func named(f finding.Fallback) string {
	if f.URL == "" {
		return ""
	}
	return " " + reading.Path(f.URL)
}
