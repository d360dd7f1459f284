package likeness

import (
	"fmt"
	"net/url"
	"path"
	"strings"

	"github.com/swcheck/swcheck/observation"
)

// Unusable reports whether a request got no answer that serves its purpose: it
// failed, or HTML came for something that cannot be HTML.
func Unusable(r observation.Request) bool {
	return r.Failed() || IsHTMLForAsset(r)
}

// IsHTMLForAsset reports whether HTML was answered to a request for a script,
// style sheet, image or font.
func IsHTMLForAsset(r observation.Request) bool {
	switch r.Destination {
	case "script", "style", "image", "font":
		return !r.Canceled && r.Error == "" && observation.IsHTML(r.MIMEType)
	}
	return false
}

// Failure says in a few words why a request is unusable.
func Failure(r observation.Request) string {
	switch {
	case r.Status >= 400:
		return fmt.Sprintf("status %d", r.Status)
	case r.Error != "":
		return r.Error
	case IsHTMLForAsset(r):
		return "HTML was answered"
	}
	return ""
}

// FailedAssets returns the requests of a visit for anything but its document
// that got no usable answer, one per URL, either those of the page's own
// origin or those of others. Beacons (anything but GET), data: and blob: URLs,
// source maps and what hosts inject or counts visitors (see injected) are never
// among them.
func FailedAssets(v observation.Visit, sameOrigin bool) []observation.Request {
	page := v.Final
	if page == "" || v.Error != "" {
		page = v.URL
	}
	seen := map[string]bool{}
	var failed []observation.Request
	for _, r := range v.Requests {
		if !Unusable(r) || !isAsset(r) || Origin(r.URL) == "" || SameOrigin(r.URL, page) != sameOrigin || seen[WithoutFragment(r.URL)] {
			continue
		}
		// What failed first and came when asked again is there.
		if answeredLater(v, r) {
			continue
		}
		seen[WithoutFragment(r.URL)] = true
		failed = append(failed, r)
	}
	return failed
}

func isAsset(r observation.Request) bool {
	return !r.Document && r.Destination != "document" && (r.Method == "" || r.Method == "GET") &&
		!strings.HasSuffix(WithoutQuery(r.URL), ".map") && !injected(r.URL)
}

func answeredLater(v observation.Visit, failed observation.Request) bool {
	for _, r := range v.Requests {
		if SameURL(r.URL, failed.URL) && r.Destination == failed.Destination && r.Status > 0 && !r.Canceled && !Unusable(r) {
			return true
		}
	}
	return false
}

// injected reports whether a URL is a script or beacon that the host puts into
// every page at the site's own origin, or one that only counts visitors. The
// page works without it, and it had better not be stored.
func injected(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	for _, prefix := range []string{
		"/cdn-cgi/",               // Cloudflare
		"/_vercel/insights/",      // Vercel Web Analytics
		"/_vercel/speed-insights", // Vercel Speed Insights
		"/.netlify/scripts/",      // Netlify RUM
	} {
		if strings.HasPrefix(u.Path, prefix) {
			return true
		}
	}
	return counting[path.Base(u.Path)]
}

// counting are the file names of scripts that count visitors, as their makers
// tell sites to host them themselves.
var counting = map[string]bool{
	"matomo.js": true, "piwik.js": true, "plausible.js": true, "umami.js": true, "fathom.js": true,
	"ga.js": true, "gtag.js": true, "gtm.js": true, "analytics.js": true, "web-vitals.js": true,
}

// Succeeded reports whether a visit got a usable answer for the URL.
func Succeeded(v observation.Visit, address string) bool {
	for _, r := range v.Requests {
		if SameURL(r.URL, address) && r.Status > 0 && !r.Canceled && !Unusable(r) {
			return true
		}
	}
	return false
}

// FailedCode returns the same-origin scripts and style sheets of a visit that
// got no usable answer, without those that failed online too.
func FailedCode(got, online observation.Visit) []observation.Request {
	return failedCode(got, online, true)
}

// FailedForeignCode returns the scripts, style sheets and fonts of other
// origins that a visit did not get, without those that failed online too.
func FailedForeignCode(got, online observation.Visit) []observation.Request {
	return failedCode(got, online, false)
}

func failedCode(got, online observation.Visit, sameOrigin bool) []observation.Request {
	var failed []observation.Request
	for _, r := range FailedAssets(got, sameOrigin) {
		code := r.Destination == "script" || r.Destination == "style" || (!sameOrigin && r.Destination == "font")
		if code && !FailedIn(online, r) {
			failed = append(failed, r)
		}
	}
	return failed
}

// FailedIn reports whether a visit asked for the same thing, whatever the
// query, and did not get it.
func FailedIn(v observation.Visit, asked observation.Request) bool {
	for _, r := range v.Requests {
		if WithoutQuery(r.URL) == WithoutQuery(asked.URL) && Unusable(r) {
			return true
		}
	}
	return false
}

// IsPart reports whether a request is for something that a page is made of:
// a script, style sheet, image or font.
func IsPart(r observation.Request) bool {
	switch r.Destination {
	case "script", "style", "image", "font":
		return true
	}
	return false
}
