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
	rules.Register(rules.Rule{Judge: pageComplete, Rule: finding.Rule{
		ID:       "offline/page-complete",
		Severity: finding.Error,
		Title:    "Pages that open offline are complete",
		Failed:   "A page opens offline, but parts of it are missing",
		Why:      "The page looks as if it were there and is not: without its styles, its pictures or its content, or with buttons that do nothing. Visitors take the site for broken, not the network for gone.",
		Detected: "What the page shows and asks for offline is compared with the same page online: scripts, style sheets, images, fonts and frames of its own origin that came online and do not come offline, exceptions that were not thrown online, and text that is gone without a word to the visitor. Requests that fail online as well, beacons and other origins' resources do not count.",
		Fix:      "Store what the page is made of along with the page. Where something cannot be there offline, such as fresh data, say so on the page.",
		Before: `const response = await fetch(event.request);
if (event.request.mode === 'navigate') event.waitUntil(cache.put(event.request, response.clone()));`,
		After: `const response = await fetch(event.request);
if (response.ok && ['document', 'script', 'style', 'image', 'font'].includes(event.request.destination)) {
  event.waitUntil(cache.put(event.request, response.clone()));
}`,
		References: []string{
			"https://web.dev/articles/offline-cookbook",
			"https://developer.mozilla.org/en-US/docs/Web/API/Request/destination",
			"https://web.dev/learn/pwa/caching",
		},
		Needs: []string{"offline"},
	}})
}

func pageComplete(o *observation.Observations) finding.Verdict {
	use, v, ok := reading.OfflineUse(o)
	if !ok {
		return v
	}
	var pages reading.Pages
	onlyFonts := true
	for _, page := range use.Pages {
		shows, ok := pages.Compared(o, page)
		switch {
		case !ok:
		case !reading.Opens(shows, *page.Offline):
			pages.Skip(page.URL, reading.Path(page.URL)+" does not open offline: it shows "+reading.Describe(shows, *page.Offline))
		default:
			onlyFonts = judgeCompleteness(o, page, &pages) && onlyFonts
		}
	}
	pages.NamePages()
	verdict := pages.Verdict("pages that open offline have all that they have online")
	if verdict.Outcome == finding.Fail && onlyFonts {
		verdict.Severity = finding.Warning
	}
	return verdict
}

// judgeCompleteness says what the page lacks, and reports whether that is
// nothing, or nothing but fonts.
func judgeCompleteness(o *observation.Observations, page observation.PageUse, pages *reading.Pages) (harmless bool) {
	offline, path := *page.Offline, reading.Path(page.URL)
	if offline.Ready != nil && *offline.Ready {
		pages.Pass(page.URL, "the target's own app-ready check says so")
		return true
	}
	missing, elsewhere := missingParts(o, page)
	reason := whyNotReady(page)
	switch {
	case len(missing) > 0:
		message := fmt.Sprintf("%s opens offline without %s", path, reading.Paths(missing))
		if reason != "" {
			message += "; " + reason
		}
		pages.Fail(page.URL, message, reading.OfRequests(missing)...)
		return reason == "" && reading.OnlyFonts(missing)
	case elsewhere != "":
		pages.Skip(page.URL, path+" lacks what another rule names, see "+elsewhere)
	case reason == "":
		pages.Pass(page.URL, "it has what it has online")
	case foreignFault(page):
		pages.Skip(page.URL, path+" lacks what another origin did not give, see offline/third-party")
	default:
		evidence := []finding.Evidence{reading.OfVisit(offline, reason)}
		pages.Fail(page.URL, path+" opens offline, "+reading.From(offline)+", and is not complete: "+reason,
			append(evidence, reading.OfRequests(lostData(page))...)...)
		return false
	}
	return true
}

// missingParts returns what the page is made of that came online and does not
// come offline. What install/incomplete-shell names already is left out, and
// that rule named instead.
func missingParts(o *observation.Observations, page observation.PageUse) (missing []observation.Request, elsewhere string) {
	named := map[string]bool{}
	if notStored, ok := reading.NotStored(o); ok {
		for _, r := range notStored {
			named[reading.WithoutFragment(r.URL)] = true
		}
	}
	for _, r := range reading.FailedAssets(*page.Offline, true) {
		if !counts(o, page, r) {
			continue
		}
		if named[reading.WithoutFragment(r.URL)] {
			elsewhere = "install/incomplete-shell"
			continue
		}
		missing = append(missing, r)
	}
	return missing, elsewhere
}

// counts reports whether a failed request is for a part that the page has
// online. Scripts and style sheets count unless they failed there too;
// pictures, fonts and frames only when they came under this very URL, because
// lazy loading, random picks and counters make others differ from load to load.
func counts(o *observation.Observations, page observation.PageUse, r observation.Request) bool {
	switch r.Destination {
	case "script", "style":
		for _, code := range reading.FailedCode(*page.Offline, page.Online) {
			if reading.SameURL(code.URL, r.URL) {
				return true
			}
		}
		return false
	case "image":
		return reading.Succeeded(page.Online, r.URL) && !reading.Beacon(o.Offline.SessionLog, page.Online, r.URL)
	case "font", "iframe":
		return reading.Succeeded(page.Online, r.URL)
	}
	return false
}

// whyNotReady says what else shows that the page does not work: a new
// exception, or text that is gone while nothing tells the visitor why.
func whyNotReady(page observation.PageUse) string {
	offline, online := *page.Offline, page.Online
	if offline.Ready != nil {
		return "the target's own app-ready check failed"
	}
	if reading.Blank(offline) && !reading.Blank(online) {
		return "it is blank"
	}
	if thrown := reading.NewExceptions(offline, online); len(thrown) > 0 {
		return fmt.Sprintf("it throws %q, which it does not online", firstLine(thrown[0].Text))
	}
	kept, lost := reading.TextLost(offline, online)
	if !lost && (kept >= nearlyAll || len(lostData(page)) == 0) {
		return ""
	}
	if reading.TellsVisitor(offline.Text, online.Text) {
		return ""
	}
	return fmt.Sprintf("only %d %% of its online text is there, and nothing tells the visitor why", int(kept*100))
}

// A page whose data did not come has lost something when less than this share
// of its text is there.
const nearlyAll = 0.8

// lostData returns the failed requests for data that came online.
func lostData(page observation.PageUse) []observation.Request {
	var lost []observation.Request
	for _, r := range reading.FailedAssets(*page.Offline, true) {
		if r.Destination == "fetch" && reading.Succeeded(page.Online, r.URL) {
			lost = append(lost, r)
		}
	}
	return lost
}

// foreignFault reports whether what other origins did not give is the reason
// at hand for a page that does not work: code of theirs failed, and nothing of
// the page's own origin did.
func foreignFault(page observation.PageUse) bool {
	return len(reading.FailedForeignCode(*page.Offline, page.Online)) > 0 &&
		len(reading.FailedCode(*page.Offline, page.Online)) == 0 && len(lostData(page)) == 0
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	return line
}
