package gateway

import (
	"bytes"
	"fmt"
	"html"
	"io"
	"net/http"
	"strconv"

	"github.com/swcheck/swcheck/observation"
)

// fault is what the state of the wire does to a request before it leaves: an
// answer of the gateway's own, an error, or neither when it may pass.
func fault(req *http.Request, pass gate) (*http.Response, error) {
	switch period := pass.entry.world.period; period.Network {
	case observation.Offline:
		return nil, errCut
	case observation.LieFi:
		return nil, pass.hold(period)
	case observation.Reset:
		return nil, errReset
	case observation.Block:
		if period.blocks(hostPort(req.URL)) {
			return nil, errBlocked
		}
	case observation.Slow:
		return nil, pass.wait(period, period.Latency)
	case observation.Status:
		return statusPage(req, period.Status), nil
	case observation.CaptivePortal:
		return portalPage(req, period.Portal), nil
	}
	return nil, nil
}

func statusPage(req *http.Request, status int) *http.Response {
	if status < 200 || status > 599 {
		status = http.StatusServiceUnavailable
	}
	title := fmt.Sprintf("%d %s", status, http.StatusText(status))
	return page(req, status, htmlType, errorPage(title))
}

func portalPage(req *http.Request, p Portal) *http.Response {
	if p.Redirect != "" && urlKey(req.URL.String()) != urlKey(p.Redirect) {
		resp := page(req, http.StatusFound, htmlType, errorPage("302 Found"))
		resp.Header.Set("Location", p.Redirect)
		return resp
	}
	body, kind := p.Body, p.ContentType
	if body == "" {
		body = errorPage("Sign in to this network")
	}
	if kind == "" {
		kind = htmlType
	}
	return page(req, http.StatusOK, kind, body)
}

const htmlType = "text/html; charset=utf-8"

func errorPage(title string) string {
	title = html.EscapeString(title)
	return "<!doctype html><html lang=en><title>" + title + "</title><h1>" + title + "</h1></html>\n"
}

// page makes an answer that no cache keeps: the fault ends with the wire's
// state, not with a cache's mind.
func page(req *http.Request, status int, kind, body string) *http.Response {
	header := http.Header{}
	header.Set("Content-Type", kind)
	header.Set("Cache-Control", "no-store")
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
