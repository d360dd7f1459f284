package gateway

import (
	"crypto/sha256"
	"encoding/hex"
	"mime"
	"net/http"
	"path"
	"strings"

	"github.com/swcheck/swcheck/observation"
)

// respond makes the HTTP answer out of a deploy's Response. Conditions of the
// request (If-None-Match and the like) and ranges are not looked at: the
// browser gets the whole new bytes.
func respond(req *http.Request, r Response, build string, fetch fetcher) *http.Response {
	if r.Status < 200 || r.Status > 599 {
		r.Status = http.StatusOK
	}
	header := r.Header.Clone()
	if header == nil {
		header = upstreamHeader(req, fetch)
	}
	renew(header)
	for name, values := range r.Set {
		header[http.CanonicalHeaderKey(name)] = values
	}
	if header.Get("Content-Type") == "" && mayHaveBody(r.Status) {
		header.Set("Content-Type", typeOf(req.URL.Path, r.Body))
	}
	if header.Get("Etag") == "" {
		header.Set("Etag", tag(build, r.Body))
	}
	return played(req, r.Status, header, r.Body)
}

// upstreamHeader returns the fields that the upstream sends for the URL, such
// as Cache-Control and Service-Worker-Allowed: a new file on the same server
// gets them too. They are none when there is no such URL there.
func upstreamHeader(req *http.Request, fetch fetcher) http.Header {
	resp, err := fetch(whole(req))
	if err != nil {
		return http.Header{}
	}
	_ = resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return http.Header{}
	}
	header := resp.Header.Clone()
	header.Del("Etag")
	if isHTML(header) && !strings.HasPrefix(typeOf(req.URL.Path, nil), "text/html") {
		// A single-page site answers for every path with its index; that says
		// nothing of a file that is new there.
		header.Del("Content-Type")
	}
	return header
}

func isHTML(header http.Header) bool {
	return observation.IsHTML(header.Get("Content-Type"))
}

// renew removes what was said of other bytes than those that are sent now.
func renew(header http.Header) {
	for _, name := range []string{
		"Accept-Ranges", "Content-Digest", "Content-Encoding", "Content-Length",
		"Content-Md5", "Content-Range", "Digest", "Last-Modified", "Repr-Digest",
	} {
		header.Del(name)
	}
}

// tag makes an ETag that no other build has.
func tag(build string, body []byte) string {
	sum := sha256.Sum256(append([]byte(build+"\n"), body...))
	return `"swcheck-` + hex.EncodeToString(sum[:8]) + `"`
}

// whole is the request for the plain and full body of a URL.
func whole(req *http.Request) *http.Request {
	out := plain(req)
	out.Header.Del("Range")
	out.Header.Del("If-Range")
	if req.Method == http.MethodHead {
		out.Method = http.MethodGet
	}
	return out
}

// plain is the same request without conditions and without compression, since
// text that is to be changed must be read.
func plain(req *http.Request) *http.Request {
	out := req.Clone(req.Context())
	for _, name := range []string{
		"If-None-Match", "If-Modified-Since", "If-Match", "If-Unmodified-Since",
	} {
		out.Header.Del(name)
	}
	out.Header.Set("Accept-Encoding", "identity")
	return out
}

// typeOf guesses a media type as a file server would.
func typeOf(urlPath string, body []byte) string {
	extension := strings.ToLower(path.Ext(urlPath))
	if extension == "" && body == nil {
		return htmlType // pages have names without extensions
	}
	if extension == ".webmanifest" {
		return "application/manifest+json"
	}
	if known := mime.TypeByExtension(extension); known != "" {
		return known
	}
	return http.DetectContentType(body)
}

// isRead reports whether the request only reads, and so may be answered by a
// file.
func isRead(req *http.Request) bool {
	return req.Method == http.MethodGet || req.Method == http.MethodHead
}
