package gateway

import (
	"net/http"

	"github.com/swcheck/swcheck/observation"
)

func init() {
	registerFault(observation.CaptivePortal, func(req *http.Request, _ gate, p *period) (*http.Response, error) {
		return portalPage(req, p.Portal), nil
	})
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
