package update

import (
	"fmt"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Judge: htmlForMissingAsset, Rule: finding.Rule{
		ID:       "update/html-for-missing-asset",
		Severity: finding.Warning,
		Title:    "The server says so when an asset is missing",
		Failed:   "The server answers a page, with status 200, where an asset is missing",
		Why:      "After a deploy somebody still asks for a script of the former build. A 404 can be noticed and mended; the index page with status 200 is stored as the script by workers and caches, and the visitor is left with \"Unexpected token '<'\", also when the script is back.",
		Detected: "An asset that no build has, with a name like that of a real one, is asked for. The answer is HTML with status 200.",
		Fix:      "Let the server's fallback to index.html answer navigations only: not what lies in the folder of the assets, nor what has an extension.",
		Before:   `try_files $uri /index.html;`,
		After: `location /assets/ { try_files $uri =404; }
location / { try_files $uri /index.html; }`,
		References: []string{
			"https://vite.dev/guide/build.html#load-error-handling",
			"https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Status/404",
		},
		Needs: []string{"deploy"},
	}})
}

func htmlForMissingAsset(o *observation.Observations) finding.Verdict {
	if v, none := reading.NoBenefit(o); none {
		return v
	}
	probe := missingAsset(o)
	if probe == nil {
		if _, v, ok := reading.SeenDeploys(o); !ok {
			return v
		}
		return finding.DoesNotApply("the pages have no asset beside which one could be missing")
	}
	switch {
	case probe.Status == 0:
		return finding.CannotTell(probe.URL + " got no answer: " + probe.Error)
	case probe.Status == 200 && observation.IsHTML(probe.Header.Get("Content-Type")):
		return finding.Failing(fmt.Sprintf("%s does not exist, and the server answers it with HTML and status 200", probe.URL),
			finding.Evidence{Kind: finding.OfProbe, URL: probe.URL, Text: "status 200, Content-Type: " + probe.Header.Get("Content-Type")})
	}
	return finding.Passed(fmt.Sprintf("an asset that does not exist is answered with status %d", probe.Status))
}

func missingAsset(o *observation.Observations) *observation.Probe {
	for _, r := range reading.Rounds(o) {
		if r.Missing != nil {
			return r.Missing
		}
	}
	return nil
}
