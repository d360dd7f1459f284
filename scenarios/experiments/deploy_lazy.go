package experiments

import (
	"net/url"
	"path"
	"strings"
)

// lazyAssets returns what a page of the first build may still ask for and has
// not loaded: what its texts name, and what is stored for it.
func (d *deploying) lazyAssets() []asset {
	loaded := map[string]bool{}
	for _, v := range d.seen.Before {
		for _, q := range v.Requests {
			loaded[q.URL] = true
		}
	}
	var found []asset
	add := func(raw string) {
		if a, ok := assetAt(raw); ok && !loaded[raw] && len(found) < maxLazy {
			loaded[raw] = true
			found = append(found, a)
		}
	}
	for _, raw := range d.played.Lazy() {
		add(raw)
	}
	for _, cache := range d.seen.Caches {
		for _, entry := range cache.Entries {
			if sameOrigin(entry.URL, d.Target.URL) {
				add(entry.URL)
			}
		}
	}
	return found
}

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
