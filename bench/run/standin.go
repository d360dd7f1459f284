package main

import (
	"fmt"
	"mime"
	"net/http"
	"path"
	"strings"
)

const standInHeading = "Conference"

// startSites serves one page with two workers: one that only forwards and one
// that answers from its precache.
func startSites() (*sites, error) {
	all := &sites{}
	for _, truth := range siteTruths {
		s := &site{siteTruth: truth, heading: standInHeading}
		all.all = append(all.all, s)
		if err := s.listen(standIn(s.name)); err != nil {
			all.close()
			return nil, err
		}
	}
	return all, nil
}

var standInWorkers = map[string]string{
	"no-op": `addEventListener('install', () => skipWaiting())
addEventListener('activate', event => event.waitUntil(clients.claim()))
addEventListener('fetch', event => event.respondWith(fetch(event.request)))`,
	"precache": `const files = ['/', '/style.css', '/app.js', '/manifest.json', ...Array.from({length: 20}, (_, i) => '/image-' + i + '.svg')]
addEventListener('install', event => { skipWaiting(); event.waitUntil(caches.open('v1').then(cache => cache.addAll(files))) })
addEventListener('activate', event => event.waitUntil(clients.claim()))
addEventListener('fetch', event => event.respondWith(caches.match(event.request).then(hit => hit ?? fetch(event.request))))`,
}

func standIn(fixture string) http.Handler {
	images := strings.Builder{}
	for i := range 20 {
		fmt.Fprintf(&images, `<img src="/image-%d.svg" alt="">`, i)
	}
	files := map[string]string{
		"/": `<!doctype html><html lang="en"><title>` + standInHeading + `</title>
<meta name="viewport" content="width=device-width"><link rel="manifest" href="/manifest.json">
<link rel="stylesheet" href="/style.css"><script src="/app.js" defer></script>
<h1>` + standInHeading + `</h1>` + images.String(),
		"/style.css":     `body { font-family: sans-serif }`,
		"/app.js":        `navigator.serviceWorker.register('/sw.js')`,
		"/sw.js":         standInWorkers[fixture],
		"/manifest.json": `{"name": "Conference", "start_url": "/", "display": "standalone"}`,
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, ok := files[r.URL.Path]
		if strings.HasPrefix(r.URL.Path, "/image-") {
			body, ok = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="4"/></svg>`, true
		}
		if !ok {
			http.NotFound(w, r)
			return
		}
		kind := mime.TypeByExtension(path.Ext(r.URL.Path))
		if kind == "" {
			kind = "text/html; charset=utf-8"
		}
		w.Header().Set("Content-Type", kind)
		fmt.Fprint(w, body)
	})
}
