// Package static serves built sites as plain static servers do, and lets the
// next build of one take the place of the first.
package static

import (
	"cmp"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"
)

// Options say how a server answers.
type Options struct {
	SPA    bool          // unknown paths are answered with /index.html, as servers of single-page apps do
	MaxAge time.Duration // sent as Cache-Control: max-age; 0 sends none

	// Deployed is when the files came, which Last-Modified says. The zero value
	// takes the time of each file.
	Deployed time.Time
}

// Site serves a folder. Unlike http.FileServer it answers /index.html
// with the file and not with a redirect, as most static servers do: a
// redirect there would spoil every precache that names the file.
func Site(folder string, options Options) http.Handler {
	root := os.DirFS(folder)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			http.Error(w, "405 method not allowed", http.StatusMethodNotAllowed)
			return
		}
		if options.MaxAge > 0 {
			w.Header().Set("Cache-Control", fmt.Sprintf("max-age=%.0f", options.MaxAge.Seconds()))
		}
		name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
		info, err := fs.Stat(root, cmp.Or(name, "."))
		switch {
		case err == nil && info.IsDir() && !strings.HasSuffix(r.URL.Path, "/"):
			http.Redirect(w, r, r.URL.Path+"/", http.StatusMovedPermanently)
		case err == nil && info.IsDir():
			serveFile(w, r, folder, path.Join(name, "index.html"), options)
		default:
			serveFile(w, r, folder, name, options)
		}
	})
}

func serveFile(w http.ResponseWriter, r *http.Request, folder, name string, options Options) {
	file, info, err := open(folder, name)
	if err != nil && options.SPA && path.Ext(name) == "" {
		file, info, err = open(folder, "index.html")
	}
	if err != nil {
		notFound(w, folder)
		return
	}
	defer file.Close()
	send(w, r, info, file, options.Deployed)
}

func open(folder, name string) (*os.File, fs.FileInfo, error) {
	file, err := os.Open(filepath.Join(folder, filepath.FromSlash(name)))
	if err != nil {
		return nil, nil, err
	}
	info, err := file.Stat()
	if err == nil && info.IsDir() {
		err = fs.ErrNotExist
	}
	if err != nil {
		file.Close()
		return nil, nil, err
	}
	return file, info, nil
}

func send(w http.ResponseWriter, r *http.Request, info fs.FileInfo, file *os.File, modified time.Time) {
	if modified.IsZero() {
		modified = info.ModTime()
	}
	if kind := contentType(info.Name()); kind != "" {
		w.Header().Set("Content-Type", kind)
	}
	http.ServeContent(w, r, info.Name(), modified, file)
}

// contentType does not rely on the tables of the machine for what matters here.
func contentType(name string) string {
	switch path.Ext(name) {
	case ".webmanifest":
		return "application/manifest+json"
	case ".ico":
		return "image/x-icon"
	case ".php":
		return "text/plain; charset=utf-8"
	}
	return mime.TypeByExtension(path.Ext(name))
}

// notFound answers with the site's own 404 page if it has one.
func notFound(w http.ResponseWriter, folder string) {
	page, err := os.ReadFile(filepath.Join(folder, "404.html"))
	if err != nil {
		page = []byte("<!doctype html><title>404 Not Found</title><h1>404 Not Found</h1>\n")
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(http.StatusNotFound)
	_, _ = w.Write(page)
}
