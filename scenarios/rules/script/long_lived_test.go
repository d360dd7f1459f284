package script

import (
	"testing"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
)

func TestLongLived(t *testing.T) {
	const year = "public, max-age=31536000"
	answered := func(more ...string) *observation.Observations {
		return withWorker(site(asked(200, typed(asJS, more...))))
	}
	importing := func(url string, more ...string) *observation.Observations {
		return withWorker(site(asked(200, typed(asJS)), imported(url, sw, typed(asJS, more...))))
	}
	registersAll := func(lifetime string) *observation.Observations {
		o := withWorker(site(asked(200, typed(asJS, "Cache-Control", lifetime))))
		o.FirstVisit.Registrations[0].UpdateViaCache = "all"
		return o
	}
	judge(t, longLived, map[string]ruleCase{
		"no lifetime":                     {o: answered(), want: finding.Pass},
		"browsers ask past their cache":   {o: answered("Cache-Control", year), want: finding.Pass},
		"a CDN that is emptied at deploy": {o: answered("Cache-Control", "public, max-age=0, must-revalidate", "Age", "86400"), want: finding.Pass},
		"a CDN for ten minutes":           {o: answered("Cache-Control", "max-age=600", "Age", "500"), want: finding.Pass},
		"a CDN that asks each time":       {o: answered("Cache-Control", "no-cache, max-age=31536000", "Age", "5"), want: finding.Pass},
		"a CDN for a year":                {o: answered("Cache-Control", year, "Age", "86400"), want: finding.Fail, evidence: sw, message: "365 days"},
		"s-maxage":                        {o: answered("Cache-Control", "max-age=0, s-maxage=604800", "Age", "7"), want: finding.Fail, evidence: "Age: 7"},
		"s-maxage before max-age":         {o: answered("Cache-Control", "s-maxage=0, max-age=604800", "Age", "7"), want: finding.Pass},
		"seen by the probe": {o: withProbe(answered(), observation.Probe{Status: 200, Header: typed(asJS, "Cache-Control", year, "Age", "9")}),
			want: finding.Fail, evidence: "Age: 9"},
		"updateViaCache all":             {o: registersAll(year), want: finding.Fail, evidence: "updateViaCache: 'all'"},
		"updateViaCache all, no max-age": {o: registersAll("no-cache"), want: finding.Pass},
		"an import for a year":           {o: importing("https://site.test/lib.js", "Cache-Control", year), want: finding.Fail, evidence: "/lib.js"},
		"an import for an hour":          {o: importing("https://site.test/lib.js", "Cache-Control", "max-age=3600"), want: finding.Pass},
		"a hashed import":                {o: importing("https://site.test/workbox-74f2ef77.js", "Cache-Control", year), want: finding.Pass},
		"an import with a version":       {o: importing("https://cdn.test/workbox-cdn/releases/7.3.0/workbox-sw.js", "Cache-Control", year), want: finding.Pass},
		"an import of another site":      {o: importing("https://cdn.test/lib.js", "Cache-Control", year), want: finding.Pass},
		"refused":                        {o: site(asked(200, typed(asHTML))), want: finding.NotApplicable, message: "script/mime-type"},
		"unread":                         {o: withWorker(site()), want: finding.Inconclusive},
		"no worker":                      {o: site(), want: finding.NotApplicable},
		"nothing was seen":               {o: &observation.Observations{}, want: finding.Inconclusive},
	})
}

func TestVersioned(t *testing.T) {
	for url, want := range map[string]bool{
		"/index-4f3a9c21.js": true, "/a.BkXwzQaT.js": true, "/lib.js?v=3": true, "/v2/lib.js": true, "/lib-1.2.min.js": true,
		"/workbox-sw.js": false, "/js/worker-library.js": false, "/service-worker-messaging.js": false, "/lib.js?debug": false,
	} {
		if got := versioned("https://site.test" + url); got != want {
			t.Errorf("%s: %v", url, got)
		}
	}
}
