package offline

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Judge: thirdParty, Rule: finding.Rule{
		ID:       "offline/third-party",
		Severity: finding.Warning,
		Title:    "Pages work offline without what other origins serve",
		Failed:   "A page does not work offline because of a script or style sheet of another origin",
		Why:      "All files of the site are stored, and still the page is broken offline, because one that it is built on comes from a CDN that the worker does not answer for.",
		Detected: "A page opens offline with all code of its own origin, a script or style sheet of another origin does not come, and the page throws what it does not throw online, loses its text, or has lost its main style sheet. Foreign requests that fail without such an effect, as analytics do, are no finding.",
		Fix:      "Serve what the page cannot do without from the site's own origin and store it there. Let the page work when the rest does not come. Where it must be a CDN, ask for it with crossorigin and store it at install.",
		Before:   `<script src="https://cdn.example/jquery.js"></script>`,
		After:    `<script src="/vendor/jquery.js"></script> <!-- and in the list that is stored at install -->`,
		References: []string{
			"https://developer.chrome.com/docs/workbox/caching-resources-during-runtime#cross-origin_considerations",
			"https://developer.mozilla.org/en-US/docs/Web/HTML/Reference/Attributes/crossorigin",
		},
		Needs: []string{"offline"},
	}})
}

func thirdParty(o *observation.Observations) finding.Verdict {
	use, v, ok := reading.OfflineUse(o)
	if !ok {
		return v
	}
	var pages reading.Pages
	for _, page := range use.Pages {
		shows, ok := pages.Compared(o, page)
		switch {
		case !ok:
		case !reading.Opens(shows, *page.Offline):
			pages.Skip(page.URL, reading.Path(page.URL)+" shows "+reading.Describe(shows, *page.Offline)+" offline")
		default:
			judgeForeign(o, page, &pages)
		}
	}
	return pages.Verdict("no page that opens offline is broken for want of another origin's files")
}

func judgeForeign(o *observation.Observations, page observation.PageUse, pages *reading.Pages) {
	missing := reading.FailedForeignCode(*page.Offline, page.Online)
	path := reading.Path(page.URL)
	if len(missing) == 0 {
		pages.Pass(page.URL, "no script or style sheet of another origin is missing")
		return
	}
	if page.Offline.Ready != nil && *page.Offline.Ready {
		pages.Pass(page.URL, "the target's own app-ready check says that it works")
		return
	}
	reason := ""
	if foreignFault(page) {
		reason = whyNotReady(page)
	}
	if reason == "" {
		style, lost := mainStyleLost(o, page, missing)
		if !lost {
			pages.Pass(page.URL, "it works without "+foreignHosts(missing))
			return
		}
		missing, reason = []observation.Request{style}, "that is its main style sheet"
	}
	pages.Fail(page.URL, fmt.Sprintf("%s opens offline without %s, and does not work: %s", path, reading.WithoutQuery(missing[0].URL), reason),
		reading.OfRequests(missing)...)
}

// Hosts whose style sheets do nothing but name fonts. Without them the page is
// set in another letter.
var fontHosts = map[string]bool{
	"fonts.googleapis.com": true, "fonts.bunny.net": true, "use.typekit.net": true, "p.typekit.net": true,
	"rsms.me": true, "fast.fonts.net": true, "cloud.typography.com": true, "api.fontshare.com": true,
}

// leastStyleBytes is what a style sheet that a page hangs on has at least on
// the wire. Smaller ones belong to widgets and fonts.
const leastStyleBytes = 1 << 10

// mainStyleLost finds, among what is missing, the style sheet that online was
// the largest of the page.
func mainStyleLost(o *observation.Observations, page observation.PageUse, missing []observation.Request) (observation.Request, bool) {
	main, most := "", int64(leastStyleBytes)
	for _, r := range page.Online.Requests {
		if r.Destination != "style" || reading.Unusable(r) {
			continue
		}
		e, _ := o.Offline.Exchange(r.Exchange)
		if e.BodyBytes > most {
			main, most = r.URL, e.BodyBytes
		}
	}
	for _, r := range missing {
		u, err := url.Parse(r.URL)
		if err == nil && r.Destination == "style" && reading.SameURL(r.URL, main) && !onlyLetters(u) {
			return r, true
		}
	}
	return observation.Request{}, false
}

// onlyLetters reports whether a style sheet brings fonts or icons, by where it
// comes from or what it is called.
func onlyLetters(u *url.URL) bool {
	path := strings.ToLower(u.Path)
	return fontHosts[u.Hostname()] || strings.Contains(path, "font") || strings.Contains(path, "icon")
}

func foreignHosts(missing []observation.Request) string {
	host := reading.Origin(missing[0].URL)
	if len(missing) > 1 {
		return fmt.Sprintf("what %s and others serve", host)
	}
	return "what " + host + " serves"
}
