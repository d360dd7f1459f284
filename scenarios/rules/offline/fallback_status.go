package offline

import (
	"fmt"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Judge: fallbackStatus, Rule: finding.Rule{
		ID:       "offline/fallback-status",
		Severity: finding.Information,
		Title:    "Data that is not there fails offline",
		Failed:   "A stand-in for data says with its status that it is the data",
		Why:      "Code that asks for data looks at response.ok. With status 200 it takes the stand-in for the answer: it fails on parsing it, shows an empty list as if there were nothing, or stores it as the visitor's data.",
		Detected: "With the wire cut, a page asks with fetch() for data under a URL that was never asked for. The worker answers with a status from 200 to 299. Where it answers HTML for scripts, styles or pictures as well, offline/fallback-for-assets alone says so.",
		Fix:      "Let the request fail, or answer with a status that says what it is, such as 503.",
		Before:   `event.respondWith(fetch(event.request).catch(() => new Response('{}')));`,
		After:    `event.respondWith(fetch(event.request).catch(() => Response.json({offline: true}, {status: 503})));`,
		References: []string{
			"https://developer.mozilla.org/en-US/docs/Web/API/Response/ok",
			"https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Status/503",
		},
		Needs: []string{"offline"},
	}})
}

func fallbackStatus(o *observation.Observations) finding.Verdict {
	use, v, ok := reading.OfflineUse(o)
	if !ok {
		return v
	}
	var data *observation.Request
	for _, probe := range use.Destinations {
		switch {
		case probe.Destination == "fetch":
			data = &probe.Request
		case isHTMLForAsset(probe):
			return finding.DoesNotApply("all kinds of requests are answered with HTML, see offline/fallback-for-assets")
		}
	}
	if data == nil {
		return finding.CannotTell("no data was asked for offline from a page that the worker controls")
	}
	if data.Error != "" || !data.ThroughWorker || data.Status < 200 || data.Status > 299 {
		return finding.Passed("data that was never asked for before fails offline, or says by its status that it is not there")
	}
	said := fmt.Sprintf("%s with status %d", kindOf(*data), data.Status)
	return finding.Failing(fmt.Sprintf("offline the worker answers %s to a request for data that it does not have", said),
		finding.Evidence{Kind: finding.OfRequest, URL: data.URL, Cache: data.Cache, Exchange: data.Exchange, Text: "fetch: answered with " + said})
}

func kindOf(r observation.Request) string {
	if r.MIMEType == "" {
		return "something without a type"
	}
	return r.MIMEType
}

// isHTMLForAsset reports whether a request for a part of a page was answered
// with a page.
func isHTMLForAsset(probe observation.DestinationProbe) bool {
	r := probe.Request
	return probe.Destination != "iframe" && r.Error == "" && r.Status < 400 && r.ThroughWorker && observation.IsHTML(r.MIMEType)
}
