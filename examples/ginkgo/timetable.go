// Package timetable serves a small site with a service worker. Its tests show
// how a site is held to what it promises its visitors, with swcheck's Go kit.
package timetable

import (
	"embed"
	"io/fs"
	"net/http"
)

//go:embed site
var files embed.FS

// Handler serves the site.
func Handler() http.Handler {
	site, err := fs.Sub(files, "site")
	if err != nil {
		panic(err) // the folder is compiled in
	}
	server := http.FileServerFS(site)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-cache")
		server.ServeHTTP(w, r)
	})
}
