package gateway

import (
	"io/fs"
	"net/http"
	"path"
	"strings"
)

// folder answers with files. What is not in it is left to the upstream.
func folder(files fs.FS, build string) step {
	return func(req *http.Request, fetch fetcher) (*answer, error) {
		if files == nil || !isRead(req) {
			return nil, nil
		}
		body, name, ok := readFile(files, req.URL.Path)
		if !ok {
			return nil, nil
		}
		header := upstreamHeader(req, fetch)
		header.Set("Content-Type", typeOf(name, body))
		resp := respond(req, Response{Header: header, Body: body}, build, fetch)
		return &answer{Response: resp, played: true}, nil
	}
}

// readFile finds the file for a path as static servers do: itself, the index
// of the folder, or with .html added.
func readFile(files fs.FS, urlPath string) (body []byte, name string, ok bool) {
	clean := strings.TrimPrefix(path.Clean("/"+urlPath), "/")
	candidates := []string{clean, path.Join(clean, "index.html"), clean + ".html"}
	if strings.HasSuffix(urlPath, "/") || clean == "" {
		candidates = candidates[1:2]
	}
	for _, name := range candidates {
		if body, err := fs.ReadFile(files, name); err == nil {
			return body, name, true
		}
	}
	return nil, "", false
}
