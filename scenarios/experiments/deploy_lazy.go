package experiments

import (
	"context"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
)

const (
	maxLazy       = 3
	maxCandidates = 20 // that the server is asked for before
)

// An asset is one that a page of the former build may still ask for.
type asset struct{ url, destination string }

// lazyAssets returns what a page of the first build may still ask for and has
// not loaded: what its texts name, stored for it or not.
func (d *deploying) lazyAssets() []asset {
	known := map[string]bool{}
	for _, v := range d.seen.Before {
		for _, q := range v.Requests {
			known[q.URL] = true
		}
	}
	for _, script := range workerScripts(d.session) {
		known[script] = true // no page's part
	}
	urls, texts := d.played.Lazy(), d.pageTexts()
	for _, cache := range d.seen.Caches {
		for _, entry := range cache.Entries {
			if names(texts, entry.URL) {
				urls = append(urls, entry.URL)
			}
		}
	}
	var found []asset
	for _, raw := range urls {
		if a, ok := assetAt(raw); ok && !known[raw] && sameOrigin(raw, d.Target.URL) {
			known[raw] = true
			found = append(found, a)
		}
	}
	return found
}

// worthAsking chooses among the assets: first those that are gone in the new
// build, since whatever the server still has harms no page, and of those what a
// page cannot do without.
func (r *round) worthAsking(ctx context.Context) []asset {
	candidates := r.lazy[:min(len(r.lazy), maxCandidates)]
	var urls []string
	for _, a := range candidates {
		urls = append(urls, a.url)
	}
	r.now.ask(ctx, urls)
	rank := func(a asset) int {
		place := slices.Index(byWeight, a.destination)
		if now, ok := r.now.get(a.url); ok && now.Status == http.StatusOK {
			place += len(byWeight)
		}
		return place
	}
	slices.SortStableFunc(candidates, func(a, b asset) int { return rank(a) - rank(b) })
	return candidates[:min(len(candidates), maxLazy)]
}

var byWeight = []string{"script", "style", "fetch", "font", "image"}

// destinationOf tells what a file is for by the end of its name.
var destinationOf = map[string]string{
	".js": "script", ".mjs": "script", ".css": "style",
	".png": "image", ".jpg": "image", ".jpeg": "image", ".gif": "image", ".webp": "image", ".avif": "image", ".svg": "image",
	".woff": "font", ".woff2": "font", ".ttf": "font", ".json": "fetch",
}

func assetAt(raw string) (asset, bool) {
	u, err := url.Parse(raw)
	if err != nil {
		return asset{}, false
	}
	destination, ok := destinationOf[strings.ToLower(path.Ext(u.Path))]
	return asset{raw, destination}, ok
}
