package reportertest

import "github.com/swcheck/swcheck/finding"

// Lacking is a site whose pages open offline, and some of them without their
// parts.
func Lacking() finding.Report {
	lost := func(r *finding.PageResult, urls ...string) *finding.PageResult {
		for _, u := range urls {
			r.Failed = append(r.Failed, finding.FailedRequest{URL: u, Error: "net::ERR_FAILED"})
		}
		return r
	}
	const foreign, beacon = "https://fonts.example/a.woff2", origin + "/collect"
	home := page("/", "Bakery", finding.NetworkFirst, lost(stored("Bakery"), origin+"/rye.svg", foreign))
	menu := page("/menu.html", "Menu", finding.NetworkFirst, lost(stored("Menu"), origin+"/rye.svg", origin+"/oats.svg"))
	about := page("/about.html", "About", finding.NetworkFirst, lost(stored("About"), beacon, foreign))
	hours := page("/hours.html", "Hours", finding.NetworkFirst, stored("Hours"))
	home.LieFi = lieFi(lost(stored("Bakery"), origin+"/rye.svg"), 3100)
	about.LieFi = lieFi(lost(stored("About"), beacon), 900)
	menu.Deployed = deployed(lost(stored("Menu"), origin+"/oats.svg"), finding.AgeFresh)
	hours.Deployed = deployed(stored("Hours"), finding.AgeFresh)
	r := base(activeWorker(), []finding.Page{home, menu, about, hours},
		result("offline/page-complete", finding.Error,
			"Pages that open offline are complete", "A page opens offline, but parts of it are missing",
			"The page looks as if it were there and is not.", "Store what the page is made of along with the page.",
			onPages(finding.Failing("2 of 4: / opens offline without /rye.svg; /menu.html opens offline without /rye.svg, /oats.svg",
				finding.Evidence{Kind: finding.OfRequest, URL: origin + "/rye.svg", Text: "image on /: net::ERR_FAILED"},
				finding.Evidence{Kind: finding.OfRequest, URL: origin + "/rye.svg", Text: "image on /menu.html: net::ERR_FAILED"},
				finding.Evidence{Kind: finding.OfRequest, URL: origin + "/oats.svg", Text: "image on /menu.html: net::ERR_FAILED"}),
				ofPage("/", finding.Fail, "/ opens offline without /rye.svg"),
				ofPage("/menu.html", finding.Fail, "/menu.html opens offline without /rye.svg, /oats.svg"),
				ofPage("/about.html", finding.Pass, "it has what it has online"),
				ofPage("/hours.html", finding.Pass, "it has what it has online"))),
	)
	r.Notes = []string{"the browser ran without its sandbox"}
	return r
}
