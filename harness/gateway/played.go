package gateway

import (
	"bytes"
	"html"
	"io"
	"net/http"
	"strconv"
)

const htmlType = "text/html; charset=utf-8"

func errorPage(title string) string {
	title = html.EscapeString(title)
	return "<!doctype html><html lang=en><title>" + title + "</title><h1>" + title + "</h1></html>\n"
}

// page makes an answer that no HTTP cache gives again: the fault ends with the
// wire's state, not with a cache's mind. It does not ask to be stored nowhere,
// because few servers that fail, and few portals, do.
func page(req *http.Request, status int, kind, body string) *http.Response {
	header := http.Header{}
	header.Set("Content-Type", kind)
	header.Set("Cache-Control", "no-cache")
	return played(req, status, header, []byte(body))
}

// played makes an answer of the gateway's own.
func played(req *http.Request, status int, header http.Header, body []byte) *http.Response {
	resp := &http.Response{
		StatusCode:    status,
		Proto:         "HTTP/1.1",
		ProtoMajor:    1,
		ProtoMinor:    1,
		Header:        header,
		Body:          http.NoBody,
		ContentLength: int64(len(body)),
		Request:       req,
	}
	if !mayHaveBody(status) {
		resp.ContentLength = 0
		return resp
	}
	header.Set("Content-Length", strconv.Itoa(len(body)))
	if req.Method != http.MethodHead {
		resp.Body = io.NopCloser(bytes.NewReader(body))
	}
	return resp
}

// mayHaveBody reports whether answers with the status carry a body.
//
// Source: https://www.rfc-editor.org/rfc/rfc9110#section-6.4.1
func mayHaveBody(status int) bool {
	return status >= 200 && status != http.StatusNoContent && status != http.StatusNotModified
}
