package reportertest

import "github.com/swcheck/swcheck/finding"

// Known is a site of which a baseline knows what failed: all of one finding,
// with a reason; a part of another; a third until a day that is over; and one
// for which nobody gave a reason.
func Known() finding.Report {
	r := Findings()
	more := func(id string, v finding.Verdict) {
		r.Results = append(r.Results, result(id, finding.Warning, "It holds", "It does not hold", "Why.", "Fix.", v))
	}
	opaque := finding.Evidence{Kind: finding.OfCacheEntry, URL: "https://fonts.example/a.woff2", Cache: "fonts", Text: "an opaque response"}
	more("cache/opaque", finding.Failing("1 opaque response is stored.", opaque))
	more("offline/unvisited-page", onPages(finding.Failing("2 of 2 pages show the browser's error page."),
		ofPage("/privacy", finding.Fail, "shows the browser's error page"), ofPage("/imprint", finding.Fail, "shows the browser's error page")))
	more("worker/error", finding.Failing("The worker threw an exception.", finding.Evidence{Kind: finding.OfConsole, URL: origin + "/sw.js", Text: "TypeError"}))
	for i := range r.Results {
		switch res := &r.Results[i]; res.Rule {
		case "offline/visited-page":
			res.Known = &finding.Known{Reason: "/about is behind the login", Expires: "2026-12-31"}
		case "offline/page-complete":
			res.Expired = &finding.Known{Reason: "the player is being replaced", Expires: "2025-12-31"}
		case "offline/unvisited-page":
			res.New = []string{origin + "/privacy"}
		case "cache/opaque":
			res.Known = &finding.Known{}
		}
	}
	r.Conclude()
	return r
}
