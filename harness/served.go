package harness

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/chromedp/cdproto/network"

	"github.com/swcheck/swcheck/harness/gateway"
	"github.com/swcheck/swcheck/observation"
)

// answer notes the response, and who gave it.
func (q *request) answer(res *network.Response) {
	q.Status, q.MIMEType = int(res.Status), res.MimeType
	q.Header = header(res.Headers)
	q.Exchange = stamp(q.Header)
	q.ThroughWorker = res.FromServiceWorker
	q.ServedBy, q.Cache = servedBy(res, q.Memory)
}

func servedBy(res *network.Response, fromMemory bool) (observation.ServedBy, string) {
	if route := res.ServiceWorkerRouterInfo; route != nil && route.ActualSourceType == network.ServiceWorkerRouterSourceCache {
		return observation.ByRouter, res.CacheStorageCacheName
	}
	if res.FromServiceWorker {
		switch res.ServiceWorkerResponseSource {
		case network.ServiceWorkerResponseSourceCacheStorage:
			return observation.ByCacheStorage, res.CacheStorageCacheName
		case network.ServiceWorkerResponseSourceHTTPCache:
			return observation.ByHTTPCache, ""
		case network.ServiceWorkerResponseSourceNetwork:
			return observation.ByNetwork, ""
		}
		return observation.ByWorker, ""
	}
	if res.FromDiskCache || res.FromPrefetchCache || fromMemory {
		return observation.ByHTTPCache, ""
	}
	return observation.ByNetwork, ""
}

// header converts the protocol's header object. A field that came several
// times has its values joined by line feeds there.
//
// Source: https://chromedevtools.github.io/devtools-protocol/tot/Network/#type-Headers
func header(from network.Headers) observation.Header {
	to := observation.Header{}
	for name, value := range from {
		key := http.CanonicalHeaderKey(name)
		to[key] = append(to[key], strings.Split(fmt.Sprint(value), "\n")...)
	}
	return to
}

// stamp reads the number of the exchange that a response comes from. A header
// that the site forged is no number of ours and counts as none.
func stamp(h observation.Header) int {
	n, err := strconv.Atoi(h.Get(gateway.StampHeader))
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// destination names what a request is for, in the words of the Fetch standard
// where it has one.
func destination(kind network.ResourceType, mainFrame bool) string {
	switch kind {
	case network.ResourceTypeDocument:
		if mainFrame {
			return "document"
		}
		return "iframe"
	case network.ResourceTypeStylesheet:
		return "style"
	case network.ResourceTypeScript:
		return "script"
	case network.ResourceTypeImage:
		return "image"
	case network.ResourceTypeFont:
		return "font"
	case network.ResourceTypeMedia, network.ResourceTypeTextTrack:
		return "media"
	case network.ResourceTypeManifest:
		return "manifest"
	case network.ResourceTypeXHR, network.ResourceTypeFetch, network.ResourceTypeEventSource:
		return "fetch"
	}
	return "other"
}

// isDrawing reports whether a request is for a part of an SVG file that the
// page draws, as <use href="/icons.svg#logo"> does. It is an image in the words
// of the Fetch standard; the protocol only says "Other", as it does of favicons,
// which name no part.
func isDrawing(request *network.Request, kind network.ResourceType) bool {
	file, _, _ := strings.Cut(request.URL, "?")
	return kind == network.ResourceTypeOther && request.URLFragment != "" && strings.HasSuffix(strings.ToLower(file), ".svg")
}
