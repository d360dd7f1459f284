package main

import (
	"archive/zip"
	"bytes"
	"crypto/md5"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// browser-index [tampered] serves an index of browsers until the script ends, as
// that of Chrome for Testing: $INDEX is its address. What is in the archive only
// looks like a browser. Where it is tampered with, it is not what its checksum
// says.
func scriptBrowserIndex(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 1 {
		ts.Fatalf("usage: browser-index [tampered]")
	}
	platforms := []string{"linux64", "linux-arm64", "mac-arm64", "mac-x64", "win32", "win64"}
	archive := archiveFor(ts, platforms)
	sum := md5.Sum(archive)
	if len(args) > 0 {
		archive[len(archive)-1] ^= 1
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, ".zip") {
			w.Header().Set("X-Goog-Hash", "md5="+base64.StdEncoding.EncodeToString(sum[:]))
			_, _ = w.Write(archive)
			return
		}
		var downloads []string
		for _, p := range platforms {
			downloads = append(downloads, fmt.Sprintf(`{"platform": %q, "url": "http://%s/browser.zip"}`, p, r.Host))
		}
		fmt.Fprintf(w, `{"channels": {"Stable": {"version": "1.2.3.4", "downloads": {"chrome-headless-shell": [%s]}}}}`, strings.Join(downloads, ", "))
	}))
	ts.Defer(server.Close)
	ts.Setenv("INDEX", server.URL)
}

func archiveFor(ts *testscript.TestScript, platforms []string) []byte {
	var archive bytes.Buffer
	w := zip.NewWriter(&archive)
	for _, p := range platforms {
		for _, ending := range []string{"", ".exe"} {
			program, err := w.Create("chrome-headless-shell-" + p + "/chrome-headless-shell" + ending)
			ts.Check(err)
			_, err = program.Write([]byte("#!/bin/sh\necho not a real browser >&2\nexit 1\n"))
			ts.Check(err)
		}
	}
	ts.Check(w.Close())
	return archive.Bytes()
}
