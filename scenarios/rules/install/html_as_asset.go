package install

import (
	"fmt"
	"net/url"
	"path"
	"strings"

	"github.com/swcheck/swcheck/finding"
	"github.com/swcheck/swcheck/observation"
	"github.com/swcheck/swcheck/scenarios/reading"
	"github.com/swcheck/swcheck/scenarios/rules"
)

func init() {
	rules.Register(rules.Rule{Uses: []string{"offline"}, Judge: htmlAsAsset, Rule: finding.Rule{
		ID:       "install/html-as-asset",
		Severity: finding.Error,
		Title:    "What is stored under the URL of an asset is that asset",
		Failed:   "HTML is stored under the URL of a script, style sheet, image or data file",
		Why:      "The browser refuses a page where it asked for a script or a style sheet, and the worker goes on giving that page even when the server has the right file again: the site stays broken for this visitor.",
		Detected: "An entry of Cache Storage is HTML with a good status, and its URL ends as a script, style sheet, image, font or data file does, or a page asked for it as one. URLs that are linked to or shown as pages are left out.",
		Fix:      "Let the server answer 404 for files that are not there instead of the index page, and store only what has the right type. Look at the Content-Type before cache.put; cache.addAll looks at the status alone.",
		Before: `const response = await fetch(request);
await cache.put(request, response.clone());`,
		After: `const response = await fetch(request);
const isPage = (response.headers.get('Content-Type') || '').includes('text/html');
if (response.ok && (!isPage || request.mode === 'navigate')) {
  await cache.put(request, response.clone());
}`,
		References: []string{
			"https://developer.mozilla.org/en-US/docs/Web/API/Cache/put",
			"https://developer.mozilla.org/en-US/docs/Web/API/Request/destination",
			"https://fetch.spec.whatwg.org/#should-response-to-request-be-blocked-due-to-mime-type?",
		},
		Needs: []string{"first-visit"},
	}})
}

// Names that end so are of files that a page is made of. The list leaves out
// what servers also give as pages, such as .xml and .txt.
var assetSuffixes = map[string]string{
	".js": "script", ".mjs": "script", ".css": "style sheet", ".json": "data file", ".webmanifest": "manifest",
	".png": "image", ".jpg": "image", ".jpeg": "image", ".gif": "image", ".webp": "image", ".avif": "image",
	".svg": "image", ".ico": "image", ".woff": "font", ".woff2": "font", ".ttf": "font", ".otf": "font", ".wasm": "program",
}

func htmlAsAsset(o *observation.Observations) finding.Verdict {
	if v, none := reading.NoBenefit(o); none {
		return v
	}
	caches := reading.Caches(o)
	if len(caches) == 0 {
		return reading.NothingStored(o)
	}
	asked := destinations(o)
	var wrong []finding.Evidence
	seen := map[string]bool{}
	for _, c := range caches {
		for _, e := range c.Entries {
			kind := kindOf(e.URL, asked)
			if kind == "" || e.Status < 200 || e.Status > 299 || !observation.IsHTML(e.MIMEType()) || seen[c.Name+" "+e.URL] {
				continue
			}
			seen[c.Name+" "+e.URL] = true
			wrong = append(wrong, reading.OfEntry(c.Name, e, fmt.Sprintf("%s stored for a %s", e.MIMEType(), kind)))
		}
	}
	if len(wrong) == 0 {
		return finding.Passed("no HTML is stored under the URL of an asset")
	}
	message := fmt.Sprintf("HTML is stored under %s in the cache %s", reading.Path(wrong[0].URL), wrong[0].Cache)
	if more := len(wrong) - 1; more > 0 {
		message += fmt.Sprintf(", and under %d more URLs of assets", more)
	}
	return finding.Failing(message, wrong...)
}

// kindOf tells what a URL is of, where it is not of a page. What a visit asked
// for decides; the ending of the name where nobody asked. Names such as
// /tags/vue.js or /wiki/File:Tunnel.png do belong to pages.
func kindOf(address string, asked map[string]string) string {
	if kind, known := asked[reading.Plain(address)]; known {
		return kind
	}
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return assetSuffixes[strings.ToLower(path.Ext(u.Path))]
}

// destinations tells for each URL what it was asked for as, "" standing for a
// page: what is shown or linked to as one is none of an asset's.
func destinations(o *observation.Observations) map[string]string {
	asked := map[string]string{}
	pages := map[string]bool{}
	for _, v := range reading.Visits(o) {
		pages[reading.Plain(v.URL)] = true
		for _, link := range v.Links {
			pages[reading.Plain(link.URL)] = true
		}
		for _, r := range v.Requests {
			switch address := reading.Plain(r.URL); r.Destination {
			case "document", "iframe":
				pages[address] = true
			case "script", "image", "font":
				asked[address] = r.Destination
			case "style":
				asked[address] = "style sheet"
			}
		}
	}
	for address := range pages {
		asked[address] = ""
	}
	return asked
}
